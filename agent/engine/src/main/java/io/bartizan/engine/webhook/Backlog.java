package io.bartizan.engine.webhook;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait, the oldest first, and an exact count of those that found no place. Whoever
 * hands over waits for nothing but another one who does, or a look.
 */
final class Backlog {

  private final int places;
  private final Webhook.Full full;
  private final ArrayDeque<Webhook.Message> waiting = new ArrayDeque<>();
  private long lost;
  private boolean closed;

  Backlog(int places, Webhook.Full full) {
    this.places = places;
    this.full = full;
  }

  /** Takes a message; false if it or an older one is lost. */
  synchronized boolean add(Webhook.Message message) {
    if (closed) {
      lost++;
      return false;
    }
    boolean room = waiting.size() < places;
    if (!room) {
      lost++;
      if (full == Webhook.Full.LOSE_NEWEST) {
        return false;
      }
      waiting.poll();
    }
    waiting.add(message);
    notifyAll();
    return room;
  }

  /** Takes the oldest out; null if there is none. */
  synchronized Webhook.@Nullable Message poll() {
    return waiting.poll();
  }

  /** Waits until there is one, it is closed, or so long. */
  synchronized void await(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; waiting.isEmpty() && !closed && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
  }

  /** Waits until it is closed, or so long. */
  synchronized void pause(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; !closed && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
  }

  /** Counts a message as lost that was taken out and could not be sent. */
  synchronized void lose() {
    lost++;
  }

  synchronized long lost() {
    return lost;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes nothing any more; what waits is lost. */
  synchronized void close() {
    closed = true;
    lost += waiting.size();
    waiting.clear();
    notifyAll();
  }
}
