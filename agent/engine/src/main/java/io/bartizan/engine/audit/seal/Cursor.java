package io.bartizan.engine.audit.seal;

import java.nio.charset.StandardCharsets;

/** Reads a line that can only be written in one way: every byte is expected, or part of a value. */
final class Cursor {

  private static final int DIGITS = 18;

  private final byte[] bytes;
  private final int end;
  private int at;

  Cursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Whether this text comes next; if so it is passed. */
  boolean take(String text) {
    if (!startsWith(bytes, at, end, text)) {
      return false;
    }
    at += text.length();
    return true;
  }

  static boolean startsWith(byte[] bytes, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void expect(String text) throws SealException {
    if (!take(text)) {
      throw new SealException("'" + text + "' is missing");
    }
  }

  /** A whole number without leading zeros. */
  long number() throws SealException {
    long value = 0;
    int from = at;
    while (at < end && at - from < DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at++] - '0');
    }
    if (at == from || bytes[from] == '0' && at - from > 1) {
      throw new SealException("a number is missing");
    }
    return value;
  }

  /** A string up to its closing quote, in which only line feeds are escaped. */
  String string() throws SealException {
    expect("\"");
    int from = at;
    while (at < end && bytes[at] != '"') {
      at++;
    }
    String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
    expect("\"");
    return text.replace("\\n", "\n");
  }

  static String quoted(String text) {
    return '"' + text.replace("\n", "\\n") + '"';
  }

  int at() {
    return at;
  }

  boolean over() {
    return at == end;
  }
}
