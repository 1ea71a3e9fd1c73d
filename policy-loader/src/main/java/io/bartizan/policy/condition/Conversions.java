package io.bartizan.policy.condition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** The conversions between types (CEL language definition, "List of Standard Definitions"). */
final class Conversions {

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,5})?");

  /** No number is longer; bounds what the patterns look at. */
  private static final int MAX_TEXT = 400;

  private Conversions() {}

  static Object toInt(Object value) {
    if (value instanceof Long) {
      return value;
    }
    if (value instanceof Unsigned) {
      long bits = ((Unsigned) value).bits;
      return bits < 0 ? Failure.OVERFLOW : (Object) bits;
    }
    if (value instanceof Double) {
      double d = (Double) value;
      // The ends of the range are no exact doubles: CEL leaves both out.
      return d > -0x1p63 && d < 0x1p63 ? (Object) (long) d : Failure.OVERFLOW;
    }
    if (value instanceof Instant) {
      return ((Instant) value).getEpochSecond();
    }
    if (value instanceof String) {
      String text = (String) value;
      try {
        return WHOLE.matcher(text).matches() ? (Object) Long.parseLong(text) : none();
      } catch (NumberFormatException beyond) {
        return Failure.OVERFLOW;
      }
    }
    return Failure.NO_OVERLOAD;
  }

  static Object toUint(Object value) {
    if (value instanceof Unsigned) {
      return value;
    }
    if (value instanceof Long) {
      return (Long) value < 0 ? Failure.OVERFLOW : new Unsigned((Long) value);
    }
    if (value instanceof Double) {
      double d = (Double) value;
      if (!(d >= 0 && d < 0x1p64)) {
        return Failure.OVERFLOW;
      }
      return new Unsigned(d < 0x1p63 ? (long) d : (long) (d - 0x1p63) ^ Long.MIN_VALUE);
    }
    if (value instanceof String) {
      String text = (String) value;
      try {
        return WHOLE.matcher(text).matches() && text.charAt(0) != '-'
            ? new Unsigned(Long.parseUnsignedLong(text))
            : none();
      } catch (NumberFormatException beyond) {
        return Failure.OVERFLOW;
      }
    }
    return Failure.NO_OVERLOAD;
  }

  static Object toDouble(Object value) {
    if (value instanceof Double) {
      return value;
    }
    if (value instanceof Long) {
      return (double) (Long) value;
    }
    if (value instanceof Unsigned) {
      return ((Unsigned) value).toDouble();
    }
    if (value instanceof String) {
      String text = (String) value;
      switch (text) {
        case "NaN":
          return Double.NaN;
        case "Infinity":
          return Double.POSITIVE_INFINITY;
        case "-Infinity":
          return Double.NEGATIVE_INFINITY;
        default:
          return text.length() <= MAX_TEXT && NUMBER.matcher(text).matches()
              ? (Object) Double.valueOf(text)
              : none();
      }
    }
    return Failure.NO_OVERLOAD;
  }

  static Object toText(Attributes at, Object value) {
    if (value instanceof String) {
      return value;
    }
    if (value instanceof Bytes) {
      byte[] octets = ((Bytes) value).octets;
      try {
        return at.spendCharacters(octets.length)
            ? StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString()
            : Failure.TOO_LONG;
      } catch (CharacterCodingException malformed) {
        return Failure.fault("no UTF-8");
      }
    }
    if (value instanceof Duration) {
      return Times.text((Duration) value);
    }
    boolean plain = Values.number(value) || value instanceof Boolean || value instanceof Instant;
    return plain ? value.toString() : Failure.NO_OVERLOAD;
  }

  static Object toBytes(Attributes at, Object value) {
    if (value instanceof Bytes) {
      return value;
    }
    if (value instanceof String) {
      return at.spendCharacters(((String) value).length())
          ? new Bytes(((String) value).getBytes(StandardCharsets.UTF_8))
          : Failure.TOO_LONG;
    }
    return Failure.NO_OVERLOAD;
  }

  static Object toBool(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (!(value instanceof String)) {
      return Failure.NO_OVERLOAD;
    }
    switch ((String) value) {
      case "true":
      case "True":
      case "TRUE":
      case "t":
      case "1":
        return true;
      case "false":
      case "False":
      case "FALSE":
      case "f":
      case "0":
        return false;
      default:
        return none();
    }
  }

  static Object toTimestamp(Object value) {
    if (value instanceof Instant) {
      return value;
    }
    if (value instanceof Long) {
      return Times.ofEpochSecond((Long) value);
    }
    return value instanceof String ? Times.instant((String) value) : Failure.NO_OVERLOAD;
  }

  static Object toDuration(Object value) {
    if (value instanceof Duration) {
      return value;
    }
    return value instanceof String ? Times.duration((String) value) : Failure.NO_OVERLOAD;
  }

  private static Failure none() {
    return Failure.fault("no such value");
  }
}
