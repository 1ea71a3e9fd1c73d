package io.bartizan.engine.outbound;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a GET brought, and for how long its sender calls it fresh. */
public final class Fetched {

  /** More digits are no number of seconds that anybody means. */
  private static final int MAX_DIGITS = 10;

  private final byte[] body;
  private final @Nullable String type;
  private final @Nullable String cacheControl;
  private final @Nullable String age;

  /**
   * A successful answer.
   *
   * @param type the field {@code Content-Type}; null if there is none
   * @param cacheControl the field of that name; null if there is none
   * @param age the field of that name; null if there is none
   */
  public Fetched(
      byte[] body, @Nullable String type, @Nullable String cacheControl, @Nullable String age) {
    this.body = body;
    this.type = type;
    this.cacheControl = cacheControl;
    this.age = age;
  }

  /** The body. */
  public byte[] body() {
    return body;
  }

  /** Whether it says that it is of this media type, whatever its parameters. */
  public boolean is(String mediaType) {
    return type != null && mediaType.equalsIgnoreCase(type.split(";", 2)[0].trim());
  }

  /**
   * For how long it is fresh (RFC 9111, 4.2.1 and 4.2.3), within bounds: a sender that says nothing
   * gets the longest time, one that can't be understood the shortest.
   */
  public long freshNanos(long least, long most) {
    if (cacheControl == null) {
      return most;
    }
    long fresh = most;
    for (String part : cacheControl.toLowerCase(Locale.ROOT).split(",")) {
      String directive = part.trim();
      if (directive.equals("no-store") || directive.equals("no-cache")) {
        return least;
      }
      if (directive.startsWith("max-age=")) {
        long seconds = seconds(directive.substring("max-age=".length())) - seconds(age);
        fresh = Math.min(fresh, TimeUnit.SECONDS.toNanos(seconds));
      }
    }
    return Math.max(least, fresh);
  }

  /** RFC 9111, 1.2.2: digits; 0 for what is no number. */
  private static long seconds(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    String digits = text.trim().replace("\"", "");
    boolean number = !digits.isEmpty() && digits.length() <= MAX_DIGITS;
    for (int i = 0; number && i < digits.length(); i++) {
      number = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    return number ? Long.parseLong(digits) : 0;
  }
}
