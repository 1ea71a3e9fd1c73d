package io.bartizan.desk.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as people write them, and as they are shown: always in UTC. */
public final class Moments {

  private static final Pattern AGO = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Moments() {}

  /**
   * Reads a moment: {@code 2026-11-26T20:15:00Z} (RFC 3339), the same without zone (UTC), a date
   * (its first moment), or how long ago: {@code 90s}, {@code 15m}, {@code 24h}, {@code 7d}.
   *
   * @param now in milliseconds since the epoch
   * @return in milliseconds since the epoch
   * @throws IllegalArgumentException if it is none of these
   */
  public static long parse(String text, long now) {
    Matcher ago = AGO.matcher(text);
    try {
      if (ago.matches()) {
        return Instant.ofEpochMilli(now)
            .minus(Long.parseLong(ago.group(1)) * seconds(ago.group(2)), ChronoUnit.SECONDS)
            .toEpochMilli();
      }
      String zoned = text.replace(' ', 'T');
      if (zoned.indexOf('T') < 0) {
        return LocalDate.parse(zoned).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      }
      return zoned.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
          ? OffsetDateTime.parse(zoned).toInstant().toEpochMilli()
          : LocalDateTime.parse(zoned).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | ArithmeticException none) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no moment: write 2026-11-26T20:15:00Z, 2026-11-26, or how long ago, as 24h",
          none);
    }
  }

  private static long seconds(String unit) {
    switch (unit) {
      case "s":
        return 1;
      case "m":
        return 60;
      case "h":
        return 3600;
      default:
        return 86400;
    }
  }

  /** A moment, to the millisecond. */
  public static String shown(long millis) {
    return SHOWN.format(Instant.ofEpochMilli(millis));
  }

  /** A moment as machines read it (RFC 3339). */
  public static String iso(long millis) {
    return shown(millis).replace(' ', 'T');
  }

  /** How long something took, in words: {@code 4 s}, {@code 3 min}, {@code 2 h 5 min}. */
  public static String span(long millis) {
    long seconds = Math.max(millis, 0) / 1000;
    if (seconds < 1) {
      return Math.max(millis, 0) + " ms";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 120) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48
        ? hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
        : hours / 24 + " days" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }
}
