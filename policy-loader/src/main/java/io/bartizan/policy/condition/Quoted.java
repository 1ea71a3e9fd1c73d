package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A literal string or literal bytes, with its escapes (CEL language definition, "Values"). */
final class Quoted {

  final Object value;

  /** The index after it. */
  final int end;

  private Quoted(Object value, int end) {
    this.value = value;
    this.end = end;
  }

  /** The length of {@code r}, {@code b} or both before a quote; -1 where there is no literal. */
  static int prefix(String text, int at) {
    int length = 0;
    boolean raw = false;
    boolean bytes = false;
    while (at + length < text.length()) {
      char c = text.charAt(at + length);
      if (c == '"' || c == '\'') {
        return length;
      }
      if ((c == 'r' || c == 'R') && !raw) {
        raw = true;
      } else if ((c == 'b' || c == 'B') && !bytes) {
        bytes = true;
      } else {
        return -1;
      }
      length++;
    }
    return -1;
  }

  /** Reads the literal at an index whose prefix has a length. */
  static Quoted read(String text, int at, int prefix) throws ConditionException {
    String kind = text.substring(at, at + prefix).toLowerCase(java.util.Locale.ROOT);
    return new Reader(text, at, at + prefix, kind.contains("r"), kind.contains("b")).read();
  }

  private static final class Reader {
    private final String text;
    private final int start;
    private final boolean raw;
    private final boolean bytes;
    private final StringBuilder points = new StringBuilder();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int at;

    Reader(String text, int start, int quote, boolean raw, boolean bytes) {
      this.text = text;
      this.start = start;
      this.at = quote;
      this.raw = raw;
      this.bytes = bytes;
    }

    Quoted read() throws ConditionException {
      char quote = text.charAt(at);
      String triple = "" + quote + quote + quote;
      String end = text.startsWith(triple, at) ? triple : "" + quote;
      at += end.length();
      while (!text.startsWith(end, at)) {
        if (at >= text.length() || (end.length() == 1 && newline(text.charAt(at)))) {
          throw new ConditionException(
              Kind.SYNTAX, start, "the text that begins here does not end", "close it with " + end);
        }
        if (text.charAt(at) == '\\' && !raw) {
          escape();
        } else {
          int point = text.codePointAt(at);
          if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw wrong("half a character");
          }
          point(point);
          at += Character.charCount(point);
        }
      }
      at += end.length();
      return new Quoted(bytes ? new Bytes(octets.toByteArray()) : points.toString(), at);
    }

    private static boolean newline(char c) {
      return c == '\n' || c == '\r';
    }

    private void point(int point) {
      if (bytes) {
        byte[] encoded = new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8);
        octets.write(encoded, 0, encoded.length);
      } else {
        points.appendCodePoint(point);
      }
    }

    private void escape() throws ConditionException {
      char c = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      int simple = "abfnrtv\\'\"`?".indexOf(c);
      if (simple >= 0 && c != 0) {
        point("\u0007\b\f\n\r\t\u000b\\'\"`?".charAt(simple));
        at += 2;
      } else if (c == 'x' || c == 'X') {
        octet(2, 2, 16);
      } else if (c >= '0' && c <= '3') {
        octet(1, 3, 8);
      } else if ((c == 'u' || c == 'U') && !bytes) {
        unicode(digits(2, c == 'u' ? 4 : 8, 16), c == 'u' ? 6 : 10);
      } else {
        throw wrong("this escape has no meaning");
      }
    }

    private void octet(int skip, int length, int radix) throws ConditionException {
      int value = digits(skip, length, radix);
      if (bytes) {
        octets.write(value);
      } else {
        points.appendCodePoint(value);
      }
      at += skip + length;
    }

    private void unicode(int point, int length) throws ConditionException {
      if (!Character.isValidCodePoint(point)
          || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
        throw wrong("this escape is no character");
      }
      points.appendCodePoint(point);
      at += length;
    }

    private int digits(int skip, int length, int radix) throws ConditionException {
      int value = 0;
      for (int i = at + skip; i < at + skip + length; i++) {
        char c = i < text.length() ? text.charAt(i) : 0;
        int digit = c < 0x80 ? Character.digit(c, radix) : -1;
        if (digit < 0) {
          throw wrong("this escape is cut short");
        }
        value = value * radix + digit;
      }
      return value;
    }

    private ConditionException wrong(String what) {
      return new ConditionException(Kind.SYNTAX, at, what, "write '\\\\' for a backslash");
    }
  }
}
