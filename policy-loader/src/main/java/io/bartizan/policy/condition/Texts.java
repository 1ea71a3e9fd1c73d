package io.bartizan.policy.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;

/** Functions of strings. */
final class Texts {

  private Texts() {}

  static Object size(Attributes at, Object value) {
    if (value instanceof String) {
      String text = (String) value;
      return at.spendCharacters(text.length())
          ? (Object) (long) text.codePointCount(0, text.length())
          : Failure.TOO_LONG;
    }
    if (value instanceof List) {
      return (long) ((List<?>) value).size();
    }
    if (value instanceof MapValue) {
      return (long) ((MapValue) value).size();
    }
    return value instanceof Bytes
        ? (Object) (long) ((Bytes) value).octets.length
        : Failure.NO_OVERLOAD;
  }

  /** Java may look at each character of the one for each of the other. */
  static Object contains(Attributes at, Object text, Object part) {
    if (!(text instanceof String && part instanceof String)) {
      return Failure.NO_OVERLOAD;
    }
    long work = (long) ((String) text).length() * Math.max(1, ((String) part).length());
    return at.spendCharacters((int) Math.min(Integer.MAX_VALUE, work))
        ? (Object) ((String) text).contains((String) part)
        : Failure.TOO_LONG;
  }

  static Object startsWith(Attributes at, Object text, Object part) {
    return text instanceof String && part instanceof String
        ? at.spendCharacters(((String) part).length())
            ? (Object) ((String) text).startsWith((String) part)
            : Failure.TOO_LONG
        : Failure.NO_OVERLOAD;
  }

  static Object endsWith(Attributes at, Object text, Object part) {
    return text instanceof String && part instanceof String
        ? at.spendCharacters(((String) part).length())
            ? (Object) ((String) text).endsWith((String) part)
            : Failure.TOO_LONG
        : Failure.NO_OVERLOAD;
  }

  /** The compiler makes {@link #pattern} of every literal; others it does not let pass. */
  static Object matches(Attributes at, Object text, Object pattern) {
    return pattern instanceof Pattern && text instanceof String
        ? find(at, (String) text, (Pattern) pattern)
        : Failure.NO_OVERLOAD;
  }

  /** Time grows with the text's length times the pattern's, whatever they look like. */
  private static Object find(Attributes at, String text, Pattern pattern) {
    long work = (long) text.length() * (4 + pattern.pattern().length() / 2);
    return at.spendCharacters((int) Math.min(Integer.MAX_VALUE, work))
        ? (Object) pattern.matcher(text).find()
        : Failure.TOO_LONG;
  }

  /**
   * A compiled pattern.
   *
   * @throws IllegalArgumentException if it is none, or larger than one may be
   */
  static Pattern pattern(String text) {
    if (text.length() > Bounds.MAX_PATTERN) {
      throw new IllegalArgumentException("it has more than " + Bounds.MAX_PATTERN + " characters");
    }
    if (repetition(text) > Bounds.MAX_REPETITION) {
      throw new IllegalArgumentException(
          "its counted repetitions multiply to more than " + Bounds.MAX_REPETITION);
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(wrong.getDescription(), wrong);
    } catch (RuntimeException wrong) {
      throw new IllegalArgumentException("it can't be read", wrong);
    }
  }

  /** The product of the largest numbers of all {@code {m,n}}. */
  private static long repetition(String text) {
    long product = 1;
    for (int i = text.indexOf('{'); i >= 0 && product <= Bounds.MAX_REPETITION; ) {
      long largest = 0;
      long number = 0;
      int end = i + 1;
      while (end < text.length() && "0123456789,".indexOf(text.charAt(end)) >= 0) {
        char c = text.charAt(end++);
        number = c == ',' ? 0 : Math.min(Bounds.MAX_REPETITION + 1L, number * 10 + c - '0');
        largest = Math.max(largest, number);
      }
      product *= Math.max(1, largest);
      i = text.indexOf('{', end);
    }
    return product;
  }
}
