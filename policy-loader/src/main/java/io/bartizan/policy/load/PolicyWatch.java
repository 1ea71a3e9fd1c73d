package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Watches a policy file; a file that yields no policy leaves the last good one in force.
 *
 * <p>A file that is written in place passes through beginnings of itself, and some of them are
 * policies too. So a change is read only when it has held still: for one look where another file
 * was put under the name, which is whole as a rule, and for two where the same file changed. A
 * writer that pauses for longer in the middle can't be told from one that is done; renaming a
 * finished file into place is safe.
 */
public final class PolicyWatch implements AutoCloseable {

  /** What happens to the file. Called on the watch's own thread, one call at a time. */
  public interface Listener {
    /**
     * Another policy is in the file.
     *
     * @return whether it is in force now; if not, it is tried again every few seconds, because what
     *     it lacks (a key file, a disk) may come without a change of this file
     */
    boolean changed(Policy old, Policy now);

    /** The file yields no policy; told once for each way of being broken. */
    void failed(PolicyException problem);

    /** After a failure, or a policy that came to nothing, the policy in force is there again. */
    void recovered(Policy policy);
  }

  /** Three looks and a load stay well below the second in which a bad file must show. */
  private static final long LOOK_MILLIS = 200;

  private static final int STILL_REPLACED = 1;
  private static final int STILL_IN_PLACE = 2;

  /** What came to nothing is tried again after so many looks: 5 s. */
  private static final int RETRY_LOOKS = 25;

  private final Path file;
  private final Listener listener;
  private final Thread thread;
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;
  private String seen;
  private String loaded;
  private String told = "";
  private @Nullable Object held;
  private int still;
  private int needed = STILL_REPLACED;
  private int retryIn;
  private boolean unready;

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
        look();
      } catch (RuntimeException | Error failed) {
        // A listener's failure must not end the watch; the same state is read again.
        retryIn = RETRY_LOOKS;
        loaded = seen;
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  /** One look; package-private so that tests can step. */
  void look() {
    String now = state();
    if (!now.equals(seen)) {
      seen = now;
      still = 0;
      Object under = key();
      needed = under != null && under.equals(held) ? STILL_IN_PLACE : STILL_REPLACED;
      held = under;
      return;
    }
    still++;
    boolean retry = retryIn > 0 && --retryIn == 0;
    if (still < needed || (now.equals(loaded) && !retry)) {
      return;
    }
    read(now);
  }

  private void read(String now) {
    try {
      Policy next = PolicyLoader.load(file);
      if (!state().equals(now)) {
        // It changed while it was read: what was read may be half of each.
        return;
      }
      retryIn = 0;
      good(next);
      loaded = now;
    } catch (PolicyException broken) {
      loaded = now;
      bad(broken);
    }
  }

  private void good(Policy next) {
    Policy old = current;
    if (!next.digest().equals(old.digest())) {
      unready = !listener.changed(old, next);
      if (unready) {
        retryIn = RETRY_LOOKS;
        told = "";
        return;
      }
      current = next;
    } else if (problem != null || unready) {
      listener.recovered(old);
    }
    problem = null;
    unready = false;
    told = "";
  }

  private void bad(PolicyException broken) {
    problem = broken;
    retryIn = RETRY_LOOKS;
    String text = String.valueOf(broken.getMessage());
    if (!text.equals(told)) {
      told = text;
      listener.failed(broken);
    }
  }

  /** Which file it is, whatever is in it; null if there is none, or the system doesn't tell. */
  private @Nullable Object key() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
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
