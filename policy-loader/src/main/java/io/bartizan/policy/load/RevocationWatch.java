package io.bartizan.policy.load;

import io.bartizan.policy.Revoked;
import java.nio.file.Path;
import java.util.List;

/**
 * Watches a revocation file; one that can't be read leaves the last good list in force. A change
 * counts when it has held still: see {@link Stillness}.
 */
public final class RevocationWatch implements AutoCloseable {

  /** What happens to the file. Called on the watch's own thread, one call at a time. */
  public interface Listener {
    /** Another list is in the file, or the last good one is there again. */
    void listed(List<Revoked> now);

    /** The file yields no list; told once for each way of being broken. */
    void broken(PolicyException problem);
  }

  /** Three looks, and the round that ends streams after them, stay below a second. */
  private static final long LOOK_MILLIS = 200;

  private final Path file;
  private final Listener listener;
  private final Stillness stillness;
  private final Thread thread;
  private String read = "";
  private String told = "";

  /** A watch; {@link #start} begins it, and what the file lists then is told at once. */
  public RevocationWatch(Path file, Listener listener) {
    this.file = file;
    this.listener = listener;
    this.stillness = new Stillness(file);
    this.thread = new Thread(this::run, "bartizan-revocation-watch");
    thread.setDaemon(true);
    thread.setContextClassLoader(RevocationWatch.class.getClassLoader());
  }

  /** Begins watching, on a daemon thread. */
  public void start() {
    thread.start();
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
        read = "";
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
    String now = stillness.moved() ? "" : stillness.seen();
    if (now.isEmpty() || !stillness.settled() || now.equals(read)) {
      return;
    }
    try {
      List<Revoked> list = RevocationFile.load(file);
      if (!stillness.now().equals(now)) {
        // It changed while it was read: what was read may be half of each.
        return;
      }
      listener.listed(list);
      told = "";
    } catch (PolicyException broken) {
      String text = String.valueOf(broken.getMessage());
      if (!text.equals(told)) {
        told = text;
        listener.broken(broken);
      }
    }
    read = now;
  }
}
