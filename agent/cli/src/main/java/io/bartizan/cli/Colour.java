package io.bartizan.cli;

/** What colours mean, as SGR sequences (ECMA-48, 8.3.117). */
public enum Colour {
  /** Wrong, refused, gone. */
  BAD("\u001b[31m"),
  /** Right, permitted, come. */
  GOOD("\u001b[32m"),
  /** Worth a look. */
  WARNING("\u001b[33m"),
  /** What a line is about. */
  STRONG("\u001b[1m"),
  /** What may be skipped. */
  FAINT("\u001b[2m");

  static final String END = "\u001b[0m";

  private final String begin;

  Colour(String begin) {
    this.begin = begin;
  }

  String begin() {
    return begin;
  }
}
