package io.bartizan.policy.condition;

/** A word of an expression, and where it stands. */
final class Token {

  /** The kinds. */
  enum Kind {
    /** A name; keywords that are operators or values come as {@link #SIGN} or {@link #VALUE}. */
    NAME,
    /** A literal. */
    VALUE,
    /** An operator or a bracket. */
    SIGN,
    END
  }

  final Kind kind;
  final int offset;

  /** The name or sign; of a literal what is written. */
  final String text;

  /** The value of a literal; the text otherwise. */
  final Object value;

  Token(Kind kind, int offset, String text, Object value) {
    this.kind = kind;
    this.offset = offset;
    this.text = text;
    this.value = value;
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** What it is, for messages. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
