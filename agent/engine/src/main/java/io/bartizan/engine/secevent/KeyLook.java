package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementVerifier;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon thread that looks once a second whether the keys of those who send have changed. */
final class KeyLook implements AutoCloseable {

  private static final long LOOK_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(KeyLook.class);

  private final List<StatementVerifier> verifiers;
  private final Thread thread;

  KeyLook(List<StatementVerifier> verifiers) {
    this.verifiers = new ArrayList<>(verifiers);
    this.thread = new Thread(this::run, "bartizan-event-keys");
    thread.setDaemon(true);
    thread.setContextClassLoader(KeyLook.class.getClassLoader());
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      for (StatementVerifier verifier : verifiers) {
        try {
          verifier.refresh();
        } catch (RuntimeException | Error failed) {
          tell(failed);
        }
      }
      try {
        // The beat of a thread that does nothing else; no request waits for it.
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  private static void tell(Throwable failed) {
    try {
      LOG.error("looking for newer keys of event senders failed; it goes on", failed);
    } catch (RuntimeException | Error unloggable) {
      // Out of memory: that the looks go on matters more than their log line.
      return;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
