package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Watches a policy's files; what yields no policy leaves the last good one in force.
 *
 * <p>A change is read only when it has held still: see {@link Stillness}. A policy that ends with a
 * document end marker is replaced only by one that does, too: what lacks it is a piece.
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

  /** What came to nothing is tried again after so many looks: 5 s. */
  private static final int RETRY_LOOKS = 25;

  private final Path file;

  private final Listener listener;
  private final Thread thread;
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;
  private final Stillness stillness;
  private String loaded;
  private String told = "";
  private int retryIn;
  private boolean unready;

  /** A watch over the file that a policy was loaded from; {@link #start} begins it. */
  public PolicyWatch(Path file, Policy first, Listener listener) {
    this.file = file;
    this.current = first;
    this.listener = listener;
    this.stillness = new Stillness(first.files());
    // Whatever is there now is read once more: it may have changed since the policy was loaded.
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
        loaded = stillness.seen();
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
    if (stillness.moved()) {
      return;
    }
    String now = stillness.seen();
    boolean retry = retryIn > 0 && --retryIn == 0;
    if (!stillness.settled() || (now.equals(loaded) && !retry)) {
      return;
    }
    read(now);
  }

  private void read(String now) {
    try {
      Policy next = PolicyLoader.load(file);
      if (!stillness.now().equals(now) || stillness.lookAt(next.files())) {
        // It changed while it was read: what was read may be half of each. Or other files make
        // it than before, which must hold still first, too.
        return;
      }
      if (current.ended() && !next.ended()) {
        loaded = now;
        bad(unfinished());
        return;
      }
      retryIn = 0;
      good(next);
      loaded = now;
    } catch (PolicyException broken) {
      boolean changed = !stillness.now().equals(now);
      if (!broken.files().isEmpty()) {
        stillness.lookAt(broken.files());
      }
      if (!changed) {
        loaded = now;
        bad(broken);
      }
    }
  }

  private PolicyException unfinished() {
    return new PolicyException(
        new Problem(
            Code.BZ1059,
            file.toString(),
            0,
            0,
            "the policy in force ends with '...', and this file does not: it may be unfinished",
            "end it with a line '...'; to do without, restart the server"));
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
}
