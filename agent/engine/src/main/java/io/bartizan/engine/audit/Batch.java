package io.bartizan.engine.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from the queue to the sink, and their lines. Events stay here until their
 * lines are written, so that a failure at any point loses none; lines are numbered in the order in
 * which they will stand. Only the writer's thread comes here.
 */
final class Batch {

  /** As many events go into one write at most. */
  static final int EVENTS = 512;

  /** No further event goes into a write that has so many bytes; it would only cost memory. */
  static final int BYTES = 256 * 1024;

  private final LineEncoder encoder;
  private final String trail;
  private final List<AuditEvent> events = new ArrayList<>(EVENTS);
  private final Lines lines = new Lines(1 << 14);
  private @Nullable ByteBuffer left;
  private @Nullable AuditEvent last;
  private int encoded;
  private int written;
  private int broken;
  private long sequence;

  Batch(LineEncoder encoder, String trail) {
    this.encoder = encoder;
    this.trail = trail;
  }

  /**
   * Takes events from the queue and encodes them. Called again after a throw, it goes on where it
   * stood.
   *
   * @throws VirtualMachineError if memory is short: the event is not to blame and stays
   */
  void take(Queue<AuditEvent> queue) {
    while (true) {
      if (encoded == events.size()) {
        AuditEvent next =
            encoded < EVENTS && lines.size() < BYTES && left == null ? queue.poll() : null;
        if (next == null) {
          return;
        }
        events.add(next);
      }
      AuditEvent event = events.get(encoded);
      last = event;
      if (!line(event) && !line(event.bare())) {
        broken++;
      }
      encoded++;
    }
  }

  /** Adds an event that holds no place. */
  void add(AuditEvent event) {
    if (!line(event) && !line(event.bare())) {
      broken += Math.toIntExact(Math.min(event.count(), Integer.MAX_VALUE - broken));
    }
  }

  /** Adds what the trail has to say of itself; false if that could not be encoded. */
  boolean tell(String reason, long count) {
    return line(own(AuditEvent.Kind.TRAIL, reason, count));
  }

  /** An event of the trail's own. */
  AuditEvent own(AuditEvent.Kind kind, String reason, long count) {
    AuditEvent like = last;
    AuditEvent.Builder event =
        new AuditEvent.Builder()
            .decisionId(DecisionIds.next())
            .timeMillis(System.currentTimeMillis())
            .kind(kind)
            .reason(reason)
            .count(count);
    if (like != null) {
      event.mode(like.mode()).application(like.application()).policyDigest(like.policyDigest());
    }
    return event.build();
  }

  private boolean line(AuditEvent event) {
    int before = lines.size();
    try {
      encoder.encode(event, trail, sequence + 1, lines);
      sequence++;
      written++;
      return true;
    } catch (VirtualMachineError starved) {
      lines.cut(before);
      throw starved;
    } catch (IOException | RuntimeException | Error unencodable) {
      lines.cut(before);
      return false;
    }
  }

  /** Whether lines are being written: nothing is added then. */
  boolean sealed() {
    return left != null;
  }

  boolean isEmpty() {
    return lines.size() == 0 && events.isEmpty();
  }

  /** What is still to be written; its position is where the next attempt goes on. */
  ByteBuffer left() {
    ByteBuffer bytes = left;
    if (bytes == null) {
      bytes = lines.view();
      left = bytes;
    }
    return bytes;
  }

  /** All lines, whatever of them is written already. */
  ByteBuffer all() {
    return lines.view();
  }

  /** The events that wait here, in their order. */
  List<AuditEvent> events() {
    return events;
  }

  /** How many lines there are. */
  int lines() {
    return written;
  }

  /** How many events could not be encoded, not even their bare bones, since it was asked last. */
  int takeBroken() {
    int count = broken;
    broken = 0;
    return count;
  }

  /** Everything has been written. */
  void clear() {
    events.clear();
    lines.reset();
    left = null;
    encoded = 0;
    written = 0;
  }
}
