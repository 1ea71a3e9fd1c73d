package io.bartizan.policy.condition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps of RFC 3339 from year 1 to 9999, and durations as Go writes them, within the ranges of
 * the protocol buffers' well-known types.
 */
final class Times {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** Some 10,000 years (google/protobuf/duration.proto). */
  private static final Duration LONGEST = Duration.ofDays(3_652_500);

  /** A longer text is no time; also bounds what the patterns below look at. */
  private static final int MAX_TEXT = 64;

  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
  private static final Pattern DURATION =
      Pattern.compile("[+-]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Pattern OFFSET = Pattern.compile("[+-]?\\d{2}:\\d{2}");

  private static final String[] DAYS = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};

  private Times() {}

  /** The outcome, if it is within range; a failure otherwise. */
  static Object checked(Supplier<Object> time) {
    try {
      Object value = time.get();
      return inRange(value) ? value : Failure.OVERFLOW;
    } catch (ArithmeticException | DateTimeException overflow) {
      return Failure.OVERFLOW;
    }
  }

  /** The time from one to the other: as many nanoseconds as 64 bits hold, some 292 years. */
  static Object between(Instant from, Instant to) {
    try {
      return Duration.ofNanos(Duration.between(from, to).toNanos());
    } catch (ArithmeticException overflow) {
      return Failure.OVERFLOW;
    }
  }

  private static boolean inRange(Object value) {
    if (value instanceof Instant) {
      return !((Instant) value).isBefore(FIRST) && !((Instant) value).isAfter(LAST);
    }
    Duration duration = (Duration) value;
    Duration size = duration.isNegative() ? duration.negated() : duration;
    return size.compareTo(LONGEST) <= 0;
  }

  static Object instant(String text) {
    if (text.length() > MAX_TEXT || !INSTANT.matcher(text).matches()) {
      return Failure.fault("no timestamp");
    }
    return checked(
        () ->
            OffsetDateTime.parse(
                    text.toUpperCase(java.util.Locale.ROOT), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .toInstant());
  }

  static Object ofEpochSecond(long seconds) {
    return checked(() -> Instant.ofEpochSecond(seconds));
  }

  static Object duration(String text) {
    if (text.length() > MAX_TEXT || !DURATION.matcher(text).matches()) {
      return Failure.fault("no duration");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String number = String.valueOf(parts.group(1));
      BigDecimal value = new BigDecimal(number.startsWith(".") ? "0" + number : number);
      nanos = nanos.add(value.multiply(unit(String.valueOf(parts.group(2)))));
    }
    BigDecimal signed = text.startsWith("-") ? nanos.negate() : nanos;
    BigDecimal[] seconds =
        signed.setScale(0, java.math.RoundingMode.DOWN).divideAndRemainder(unit("s"));
    return checked(
        () -> Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact()));
  }

  private static BigDecimal unit(String unit) {
    switch (unit) {
      case "ns":
        return BigDecimal.ONE;
      case "ms":
        return BigDecimal.valueOf(1_000_000);
      case "s":
        return BigDecimal.valueOf(1_000_000_000);
      case "m":
        return BigDecimal.valueOf(60_000_000_000L);
      case "h":
        return BigDecimal.valueOf(3_600_000_000_000L);
      default:
        return BigDecimal.valueOf(1000);
    }
  }

  /** Seconds with a fraction and {@code s}, as JSON of protocol buffers has it. */
  static String text(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return seconds.signum() == 0 ? "0s" : seconds.stripTrailingZeros().toPlainString() + "s";
  }

  /**
   * A zone: {@code UTC}, {@code Europe/Berlin}, {@code +02:00} or {@code 02:00}; null if it is
   * none.
   */
  static @Nullable ZoneId zone(String text) {
    try {
      if (text.length() > MAX_TEXT || text.isEmpty()) {
        return null;
      }
      if (OFFSET.matcher(text).matches()) {
        boolean signed = text.charAt(0) == '+' || text.charAt(0) == '-';
        return ZoneOffset.of(signed ? text : "+" + text);
      }
      return ZoneId.of(text);
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** A part of a timestamp in a zone; null if the name means none. */
  static @Nullable Object part(String name, Instant instant, ZoneId zone) {
    ZonedDateTime time = instant.atZone(zone);
    switch (name) {
      case "getFullYear":
        return (long) time.getYear();
      case "getMonth":
        return (long) time.getMonthValue() - 1;
      case "getDate":
        return (long) time.getDayOfMonth();
      case "getDayOfMonth":
        return (long) time.getDayOfMonth() - 1;
      case "getDayOfYear":
        return (long) time.getDayOfYear() - 1;
      case "getDayOfWeek":
        return (long) time.getDayOfWeek().getValue() % 7;
      case "getHours":
        return (long) time.getHour();
      case "getMinutes":
        return (long) time.getMinute();
      case "getSeconds":
        return (long) time.getSecond();
      case "getMilliseconds":
        return (long) time.getNano() / 1_000_000;
      case "weekday":
        return DAYS[time.getDayOfWeek().getValue() - 1];
      default:
        return null;
    }
  }

  /** A duration in whole units, cut towards 0; of milliseconds only what is beyond the seconds. */
  static @Nullable Object part(String name, Duration duration) {
    // Java counts the nanoseconds of a negative duration upwards.
    boolean upwards = duration.getSeconds() < 0 && duration.getNano() > 0;
    long seconds = duration.getSeconds() + (upwards ? 1 : 0);
    long nanos = duration.getNano() - (upwards ? 1_000_000_000L : 0);
    switch (name) {
      case "getHours":
        return seconds / 3600;
      case "getMinutes":
        return seconds / 60;
      case "getSeconds":
        return seconds;
      case "getMilliseconds":
        return nanos / 1_000_000;
      default:
        return null;
    }
  }

  /** A time of day, {@code 08:00} or {@code 08:00:30}; null if it is none. */
  static @Nullable LocalTime timeOfDay(String text) {
    try {
      return text.length() == 5 || text.length() == 8 ? LocalTime.parse(text) : null;
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** Whether a time of day lies in a span that may go over midnight; its end is not in it. */
  static boolean between(Instant instant, LocalTime from, LocalTime to, ZoneId zone) {
    LocalTime time = instant.atZone(zone).toLocalTime();
    boolean started = !time.isBefore(from);
    boolean ended = !time.isBefore(to);
    return from.isAfter(to) ? started || !ended : started && !ended;
  }
}
