package io.bartizan.engine.webhook;

import io.bartizan.engine.outbound.Transfer;
import io.bartizan.engine.trust.Authorities;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, on a thread of its own: whatever hangs in it (the search for the name, a receiver
 * that does not read) hangs there, and its bound holds all the same.
 */
final class Call {

  /** From the search for the name to the head of the answer. */
  static final long TOTAL_MILLIS = TimeUnit.SECONDS.toMillis(10);

  /** What is cut off needs so long at most, unless it is the search for a name. */
  private static final long CUT_MILLIS = 500;

  private final Transfer transfer;
  private final CountDownLatch ended = new CountDownLatch(1);
  private int status;
  private @Nullable Throwable failure;

  Call(Authorities trust) {
    this.transfer = new Transfer(System.nanoTime(), trust);
  }

  /**
   * Sends, and waits for the status.
   *
   * @throws IOException if there is none within the bound
   */
  int make(String url, List<String> fields, byte[] body) throws IOException, InterruptedException {
    Thread thread = new Thread(() -> run(url, fields, body), "bartizan-webhook-call");
    thread.setDaemon(true);
    thread.setContextClassLoader(Call.class.getClassLoader());
    thread.start();
    if (!ended.await(TOTAL_MILLIS, TimeUnit.MILLISECONDS)) {
      cut();
      if (!ended.await(CUT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("no answer in " + TOTAL_MILLIS / 1000 + " s, and no end either");
      }
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IOException(failed.toString(), failed);
    }
    return status;
  }

  private void run(String url, List<String> fields, byte[] body) {
    try {
      status = transfer.deliver(url, fields, body);
    } catch (Throwable failed) {
      failure = failed;
    } finally {
      ended.countDown();
    }
  }

  /** Whether it goes on still. */
  boolean underWay() {
    return ended.getCount() > 0;
  }

  void cut() {
    transfer.cut();
  }
}
