package io.bartizan.engine.alert;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts on the standard input of a program, as JSON: started anew for each, one at a time, without
 * a shell, and ended when it takes too long. What it prints goes nowhere.
 */
final class CommandOutlet implements Outlet {

  /** Alerts that wait for the program. */
  static final int PLACES = 64;

  /** So long a program may take; then it is killed. */
  static final long BOUND_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private static final long KILL_MILLIS = 500;
  private static final long REST_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(CommandOutlet.class);

  private final List<String> command;
  private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(PLACES);
  private final AtomicLong lost = new AtomicLong();

  /** Alerts that wait, and the one in hand. */
  private final AtomicInteger pending = new AtomicInteger();

  private final Thread thread;
  private volatile boolean ended;
  private volatile @Nullable Process running;
  private long toldLost;
  private boolean failing;

  CommandOutlet(List<String> command) {
    this.command = command;
    this.thread = new Thread(this::run, "bartizan-alert-command");
    thread.setDaemon(true);
    thread.setContextClassLoader(CommandOutlet.class.getClassLoader());
    thread.start();
  }

  @Override
  public void offer(Alert alert) {
    pending.incrementAndGet();
    if (ended || !waiting.offer(alert)) {
      pending.decrementAndGet();
      lost.incrementAndGet();
    }
  }

  private void run() {
    while (!ended) {
      try {
        Alert alert = waiting.poll(REST_MILLIS, TimeUnit.MILLISECONDS);
        if (alert != null) {
          take(alert);
        }
      } catch (InterruptedException | RuntimeException | Error failed) {
        // What was lost by it is counted; with the heap full it could not even be said.
        failing = true;
      }
    }
  }

  private void take(Alert alert) throws InterruptedException {
    boolean done = false;
    try {
      send(alert);
      done = true;
    } finally {
      pending.decrementAndGet();
      if (!done) {
        lost.incrementAndGet();
      }
    }
  }

  private void send(Alert alert) throws InterruptedException {
    long untold = lost.get() - toldLost;
    String why = run(alert, untold);
    if (why == null) {
      toldLost += untold;
    } else {
      lost.incrementAndGet();
    }
    if (failing != (why != null) && !ended) {
      failing = why != null;
      LOG.warn("the command {} {}", command.get(0), why == null ? "takes alerts again" : why);
    }
  }

  @Override
  public @Nullable String attempt(Alert alert) throws InterruptedException {
    return run(alert, 0);
  }

  /** Null if it ended well; otherwise what it did. */
  private @Nullable String run(Alert alert, long untold) throws InterruptedException {
    Process process;
    byte[] json;
    try {
      json = AlertForm.json(alert, untold);
      File nowhere = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
      process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(nowhere).start();
    } catch (IOException | RuntimeException unstarted) {
      return "could not be started: " + unstarted.getMessage();
    }
    running = process;
    try {
      feed(process, json);
      if (ended || !process.waitFor(BOUND_MILLIS, TimeUnit.MILLISECONDS)) {
        return "was killed: it took more than " + BOUND_MILLIS / 1000 + " s";
      }
      return process.exitValue() == 0 ? null : "ended with exit code " + process.exitValue();
    } finally {
      running = null;
      if (process.isAlive()) {
        process.destroyForcibly().waitFor(KILL_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** By a thread of its own: a program that does not read must hang nothing but that. */
  private static void feed(Process process, byte[] json) {
    Thread feeder =
        new Thread(
            () -> {
              try (OutputStream in = process.getOutputStream()) {
                in.write(json);
              } catch (IOException unread) {
                // It ended without reading: its exit code tells what it thinks of that.
                LOG.debug("a command did not read its alert", unread);
              }
            },
            "bartizan-alert-feed");
    feeder.setDaemon(true);
    feeder.setContextClassLoader(CommandOutlet.class.getClassLoader());
    feeder.start();
  }

  @Override
  public boolean idle() {
    return pending.get() == 0;
  }

  @Override
  public long lost() {
    return lost.get();
  }

  @Override
  public void drain(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (pending.get() > 0 && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended = true;
    Process now = running;
    if (now != null) {
      now.destroyForcibly();
    }
    for (Alert alert = waiting.poll(); alert != null; alert = waiting.poll()) {
      pending.decrementAndGet();
      lost.incrementAndGet();
    }
  }
}
