package io.bartizan.policy.condition;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Functions of timestamps whose operands are texts: zones and times of day. */
final class Zoned {

  private Zoned() {}

  /** A part of a timestamp in a zone, which is a text or made of one already. */
  static Object part(String name, Object instant, Object zone) {
    ZoneId known = zone(zone);
    if (!(instant instanceof Instant)) {
      return Failure.NO_OVERLOAD;
    }
    Object part = known == null ? null : Times.part(name, (Instant) instant, known);
    return part == null ? Failure.fault("no time zone") : part;
  }

  /** {@code timestamp.timeBetween(from, to)} or with a zone. */
  static Object timeBetween(Object[] operands) {
    LocalTime from = time(operands[1]);
    LocalTime to = time(operands[2]);
    ZoneId zone = operands.length > 3 ? zone(operands[3]) : ZoneOffset.UTC;
    if (!(operands[0] instanceof Instant)) {
      return Failure.NO_OVERLOAD;
    }
    return from == null || to == null || zone == null
        ? Failure.fault("no time of day or zone")
        : (Object) Times.between((Instant) operands[0], from, to, zone);
  }

  private static @Nullable ZoneId zone(Object value) {
    return value instanceof ZoneId
        ? (ZoneId) value
        : value instanceof String ? Times.zone((String) value) : null;
  }

  private static @Nullable LocalTime time(Object value) {
    return value instanceof LocalTime
        ? (LocalTime) value
        : value instanceof String ? Times.timeOfDay((String) value) : null;
  }
}
