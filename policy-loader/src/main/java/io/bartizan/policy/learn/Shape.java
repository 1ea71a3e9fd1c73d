package io.bartizan.policy.learn;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a path's segment that is an id by its looks: a number, a UUID, a date, hexadecimal
 * digits, or a code such as {@code ORD-2026-000123}. A name (of an order, or of a route) has none.
 */
final class Shape {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2})?");
  private static final Pattern HEX = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{8,64}");

  /** A code has at least one run of digits that no version or page number is as long as. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]*[0-9]{3}[A-Za-z0-9._-]*");

  private static final int MAX_CODE = 48;

  private static final Shape NUMBERS = new Shape("[0-9]{1,20}", "a number", "1");
  private static final Shape UUIDS =
      new Shape("[0-9a-fA-F-]{36}", "a UUID", "00000000-0000-4000-8000-000000000000");
  private static final Shape DATES =
      new Shape("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "a date", "2026-01-31");
  private static final Shape HEXES =
      new Shape("[0-9a-f]{8,64}", "hexadecimal", "0a0a0a0a0a0a", "[0-9]+");

  /** The whole segment; without backslashes and quotes, so that it stands for itself anywhere. */
  final String expression;

  /** In words. */
  final String words;

  /** A segment of this shape that is nobody's. */
  final String sample;

  /** What the expression takes in and the shape does not; null if nothing. */
  final @Nullable String except;

  private Shape(String expression, String words, String sample) {
    this(expression, words, sample, null);
  }

  private Shape(String expression, String words, String sample, @Nullable String except) {
    this.expression = expression;
    this.words = words;
    this.sample = sample;
    this.except = except;
  }

  /** The shape of a segment; null if it is a name. */
  static @Nullable Shape of(String segment) {
    if (NUMBER.matcher(segment).matches()) {
      return NUMBERS;
    }
    if (UUID.matcher(segment).matches()) {
      return UUIDS;
    }
    if (DATE.matcher(segment).matches()) {
      return DATES;
    }
    if (HEX.matcher(segment).matches()) {
      return HEXES;
    }
    return segment.length() <= MAX_CODE && CODE.matcher(segment).matches() ? code(segment) : null;
  }

  /** What stands between the digits is part of the shape. */
  private static Shape code(String segment) {
    String expression = segment.replace(".", "[.]").replaceAll("[0-9]+", "#");
    return new Shape(
        expression.replace("#", "[0-9]+"),
        "like " + segment.replaceAll("[0-9]+", "1"),
        segment.replaceAll("[0-9]+", "1000"),
        segment.matches("[0-9-]+") ? DATES.expression : null);
  }
}
