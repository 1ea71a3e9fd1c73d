package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits an expression into tokens (CEL language definition, "Syntax"). */
final class Lexer {

  private static final String[] SIGNS = {
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",",
    "(", ")", "[", "]", "{", "}"
  };

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of a text, an end last. */
  static List<Token> tokens(String text) throws ConditionException {
    if (text.length() > Bounds.MAX_LENGTH) {
      throw new ConditionException(
          Kind.LIMIT,
          Bounds.MAX_LENGTH,
          "a condition has at most " + Bounds.MAX_LENGTH + " characters",
          "name parts of it in 'vars'");
    }
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    Token next;
    do {
      next = lexer.next();
      tokens.add(next);
    } while (next.kind != Token.Kind.END);
    return tokens;
  }

  private Token next() throws ConditionException {
    blanks();
    if (at == text.length()) {
      return new Token(Token.Kind.END, at, "", "");
    }
    char c = text.charAt(at);
    int quote = Quoted.prefix(text, at);
    if (quote >= 0) {
      Quoted literal = Quoted.read(text, at, quote);
      return literal(literal.end, literal.value);
    }
    if (letter(c)) {
      return word();
    }
    if (digit(c) || (c == '.' && at + 1 < text.length() && digit(text.charAt(at + 1)))) {
      return number();
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        Token token = new Token(Token.Kind.SIGN, at, sign, sign);
        at += sign.length();
        return token;
      }
    }
    throw new ConditionException(Kind.SYNTAX, at, "'" + shown() + "' has no meaning here", hint(c));
  }

  private String shown() {
    int point = text.codePointAt(at);
    return Character.isISOControl(point)
        ? String.format("U+%04X", point)
        : new String(Character.toChars(point));
  }

  private static @Nullable String hint(char c) {
    switch (c) {
      case '=':
        return "equality is '=='";
      case '&':
        return "and is '&&'";
      case '|':
        return "or is '||'";
      default:
        return null;
    }
  }

  private void blanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '/' && text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        at++;
      } else {
        return;
      }
    }
  }

  private Token word() {
    int end = at;
    while (end < text.length() && (letter(text.charAt(end)) || digit(text.charAt(end)))) {
      end++;
    }
    String word = text.substring(at, end);
    switch (word) {
      case "true":
        return literal(end, true);
      case "false":
        return literal(end, false);
      case "null":
        return literal(end, Null.NULL);
      default:
        Token.Kind kind = word.equals("in") ? Token.Kind.SIGN : Token.Kind.NAME;
        Token token = new Token(kind, at, word, word);
        at = end;
        return token;
    }
  }

  private Token literal(int end, Object value) {
    Token token = new Token(Token.Kind.VALUE, at, text.substring(at, end), value);
    at = end;
    return token;
  }

  private Token number() throws ConditionException {
    int end = at;
    boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
    end += hex ? 2 : 0;
    int digits = end;
    while (end < text.length() && (hex ? hex(text.charAt(end)) : digit(text.charAt(end)))) {
      end++;
    }
    int whole = end;
    if (!hex) {
      end = fraction(end);
    }
    boolean unsigned =
        end == whole && end < text.length() && (text.charAt(end) == 'u' || text.charAt(end) == 'U');
    int after = unsigned ? end + 1 : end;
    if (digits == end || (after < text.length() && letter(text.charAt(after)))) {
      throw new ConditionException(Kind.SYNTAX, at, "this is no number", null);
    }
    String written = text.substring(digits, end);
    if (end != whole) {
      return literal(after, Double.valueOf(written));
    }
    return literal(after, whole(written, hex ? 16 : 10, unsigned));
  }

  private int fraction(int from) {
    int end = from;
    if (end + 1 < text.length() && text.charAt(end) == '.' && digit(text.charAt(end + 1))) {
      end++;
      while (end < text.length() && digit(text.charAt(end))) {
        end++;
      }
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      int digits = exponent;
      while (exponent < text.length() && digit(text.charAt(exponent))) {
        exponent++;
      }
      return exponent > digits ? exponent : end;
    }
    return end;
  }

  private Object whole(String digits, int radix, boolean unsigned) throws ConditionException {
    try {
      long bits = Long.parseUnsignedLong(digits, radix);
      if (unsigned) {
        return new Unsigned(bits);
      }
      if (bits >= 0 || bits == Long.MIN_VALUE) {
        // 2^63 is a number only after a minus sign: the parser sees to that.
        return bits;
      }
    } catch (NumberFormatException tooLarge) {
      // As below.
    }
    throw new ConditionException(Kind.SYNTAX, at, "a whole number has 64 bits", null);
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean hex(char c) {
    return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
