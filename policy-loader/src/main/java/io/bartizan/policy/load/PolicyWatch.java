package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Watches a policy file. A change is read once it has held still for a look, so that a file in the
 * middle of being written is not taken for a policy; a file that yields none leaves the last good
 * policy in force.
 */
public final class PolicyWatch implements AutoCloseable {

  /** What happens to the file. Called on the watch's own thread, one call at a time. */
  public interface Listener {
    /** Another policy is in the file. */
    void changed(Policy old, Policy now);

    /** The file yields no policy; told once for each way of being broken. */
    void failed(PolicyException problem);

    /** After a failure the file holds the policy in force again. */
    void recovered(Policy policy);
  }

  /** Two looks and a load stay well below the second in which a bad file must show. */
  private static final long LOOK_MILLIS = 200;

  private final Path file;
  private final Listener listener;
  private final Thread thread;
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;
  private String seen;
  private String loaded;
  private String told = "";

  /** A watch over the file that a policy was loaded from; {@link #start} begins it. */
  public PolicyWatch(Path file, Policy first, Listener listener) {
    this.file = file;
    this.current = first;
    this.listener = listener;
    // Whatever is there now is read once more: it may have changed since the policy was loaded.
    this.seen = "";
    this.loaded = "";
    this.thread = new Thread(this::run, "bartizan-policy-watch");
    thread.setDaemon(true);
    thread.setContextClassLoader(PolicyWatch.class.getClassLoader());
  }

  /** Begins watching, on a daemon thread. */
  public void start() {
    thread.start();
  }

  /** The last good policy. */
  public Policy current() {
    return current;
  }

  /** What is wrong with the file now; null if nothing is. */
  public @Nullable PolicyException problem() {
    return problem;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_MILLIS);
        look();
      } catch (InterruptedException end) {
        return;
      } catch (RuntimeException | Error failed) {
        // A listener's failure must not end the watch; the same state is looked at again.
        loaded = "";
      }
    }
  }

  /** One look; package-private so that tests can step. */
  void look() {
    String now = state();
    boolean still = now.equals(seen);
    seen = now;
    if (!still || now.equals(loaded)) {
      return;
    }
    try {
      Policy next = PolicyLoader.load(file);
      if (!state().equals(now)) {
        // It changed while it was read: what was read may be half of each.
        return;
      }
      loaded = now;
      good(next);
    } catch (PolicyException broken) {
      loaded = now;
      bad(broken);
    }
  }

  private void good(Policy next) {
    boolean wasBroken = problem != null;
    problem = null;
    told = "";
    Policy old = current;
    if (!next.digest().equals(old.digest())) {
      current = next;
      listener.changed(old, next);
    } else if (wasBroken) {
      listener.recovered(old);
    }
  }

  private void bad(PolicyException broken) {
    problem = broken;
    String text = String.valueOf(broken.getMessage());
    if (!text.equals(told)) {
      told = text;
      listener.failed(broken);
    }
  }

  /** All that tells one state of the file from another without reading it. */
  private String state() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey() + mode();
    } catch (IOException gone) {
      return "absent";
    }
  }

  private String mode() throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? " " + Files.getAttribute(file, "unix:mode") + " " + Files.getAttribute(file, "unix:ctime")
        : "";
  }
}
