package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From tokens to a tree, by the grammar of the CEL language definition. */
final class Parser {

  /** Names that CEL keeps for languages that embed it. */
  static final Set<String> RESERVED =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "as",
                  "break",
                  "const",
                  "continue",
                  "else",
                  "for",
                  "function",
                  "if",
                  "import",
                  "let",
                  "loop",
                  "package",
                  "namespace",
                  "return",
                  "var",
                  "void",
                  "while")));

  private static final String[][] BINARY = {
    {"==", "!=", "<", "<=", ">", ">=", "in"}, {"+", "-"}, {"*", "/", "%"}
  };

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Parses a whole text. */
  static Expression parse(String text) throws ConditionException {
    Parser parser = new Parser(Lexer.tokens(text));
    if (parser.peek().kind == Token.Kind.END) {
      throw new ConditionException(Kind.SYNTAX, 0, "the condition is empty", null);
    }
    Expression whole = parser.expression();
    if (parser.peek().kind != Token.Kind.END) {
      throw parser.unexpected("an operator or the end");
    }
    return whole;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean accept(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String sign) throws ConditionException {
    if (!accept(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  private ConditionException unexpected(String wanted) {
    Token token = peek();
    return new ConditionException(
        Kind.SYNTAX, token.offset, "expected " + wanted + ", and here is " + token.shown(), null);
  }

  private Expression expression() throws ConditionException {
    deeper(1);
    Expression condition = chain("||");
    if (peek().is("?")) {
      int offset = peek().offset;
      at++;
      Expression then = chain("||");
      expect(":");
      condition =
          checked(Expression.of(Expression.Kind.CALL, offset, "?:", condition, then, expression()));
    }
    depth--;
    return condition;
  }

  private void deeper(int by) throws ConditionException {
    depth += by;
    if (depth > Bounds.MAX_DEPTH) {
      throw tooDeep(peek().offset);
    }
  }

  private static Expression checked(Expression made) throws ConditionException {
    if (made.height > Bounds.MAX_DEPTH) {
      throw tooDeep(made.offset);
    }
    return made;
  }

  private static ConditionException tooDeep(int offset) {
    return new ConditionException(
        Kind.LIMIT,
        offset,
        "nested more than " + Bounds.MAX_DEPTH + " deep",
        "write a list, or name parts in 'vars'");
  }

  /** A chain of {@code ||} or {@code &&}: one call, so that a long one is not a deep one. */
  private Expression chain(String sign) throws ConditionException {
    Expression first = sign.equals("||") ? chain("&&") : binary(0);
    if (!peek().is(sign)) {
      return first;
    }
    int offset = peek().offset;
    List<Expression> parts = new ArrayList<>();
    parts.add(first);
    while (accept(sign)) {
      parts.add(sign.equals("||") ? chain("&&") : binary(0));
      bounded(parts, offset);
    }
    return checked(Expression.of(Expression.Kind.CALL, offset, sign, parts));
  }

  private static void bounded(List<Expression> parts, int offset) throws ConditionException {
    if (parts.size() > Bounds.MAX_ELEMENTS) {
      throw new ConditionException(
          Kind.LIMIT, offset, "more than " + Bounds.MAX_ELEMENTS + " in one row", null);
    }
  }

  private Expression binary(int level) throws ConditionException {
    if (level == BINARY.length) {
      return unary();
    }
    Expression left = binary(level + 1);
    while (peek().kind == Token.Kind.SIGN && Arrays.asList(BINARY[level]).contains(peek().text)) {
      Token sign = peek();
      at++;
      Expression right = binary(level + 1);
      left = checked(Expression.of(Expression.Kind.CALL, sign.offset, sign.text, left, right));
    }
    return left;
  }

  private Expression unary() throws ConditionException {
    Token first = peek();
    if (!first.is("!") && !first.is("-")) {
      return member();
    }
    int signs = 0;
    while (accept(first.text)) {
      signs++;
    }
    Token number = peek();
    Object negative = first.is("-") ? negative(number.value) : null;
    if (negative == null) {
      return signed(first, signs, member());
    }
    Expression literal = Expression.value(tokens.get(at - 1).offset, negative);
    at++;
    return signed(first, signs - 1, members(literal));
  }

  private static Expression signed(Token sign, int times, Expression operand)
      throws ConditionException {
    Expression result = operand;
    for (int i = 0; i < times; i++) {
      String name = sign.is("!") ? "!" : "neg";
      result = checked(Expression.of(Expression.Kind.CALL, sign.offset, name, result));
    }
    return result;
  }

  private static @Nullable Object negative(Object number) {
    if (number instanceof Long) {
      return -(Long) number;
    }
    return number instanceof Double ? -(Double) number : null;
  }

  private Expression member() throws ConditionException {
    return members(primary());
  }

  private Expression members(Expression start) throws ConditionException {
    Expression target = start;
    while (true) {
      Token sign = peek();
      if (accept(".")) {
        Token name = peek();
        if (name.kind != Token.Kind.NAME) {
          throw unexpected("a name");
        }
        at++;
        if (accept("(")) {
          List<Expression> parts = new ArrayList<>();
          parts.add(target);
          parts.addAll(items(")"));
          target = Expression.of(Expression.Kind.MEMBER_CALL, name.offset, name.text, parts);
        } else {
          target = Expression.of(Expression.Kind.SELECT, name.offset, name.text, target);
        }
      } else if (accept("[")) {
        Expression index = expression();
        expect("]");
        target = Expression.of(Expression.Kind.CALL, sign.offset, "[]", target, index);
      } else if (sign.is("{")) {
        throw new ConditionException(
            Kind.SYNTAX, sign.offset, "messages can't be made here", "write a map: {'key': value}");
      } else {
        return target;
      }
      checked(target);
    }
  }

  private Expression primary() throws ConditionException {
    Token token = peek();
    if (token.kind == Token.Kind.VALUE) {
      at++;
      if (token.value.equals(Long.MIN_VALUE)) {
        throw new ConditionException(Kind.SYNTAX, token.offset, "a whole number has 64 bits", null);
      }
      return Expression.value(token.offset, token.value);
    }
    boolean rooted = accept(".");
    Token name = peek();
    if (name.kind == Token.Kind.NAME) {
      at++;
      if (RESERVED.contains(name.text)) {
        throw new ConditionException(
            Kind.SYNTAX, name.offset, "'" + name.text + "' is a reserved word", null);
      }
      if (accept("(")) {
        return call(name);
      }
      return Expression.name(name.offset, name.text);
    }
    if (rooted) {
      throw unexpected("a name");
    }
    if (accept("(")) {
      Expression inner = expression();
      expect(")");
      return inner;
    }
    if (accept("[")) {
      return checked(Expression.of(Expression.Kind.LIST, token.offset, "", items("]")));
    }
    if (accept("{")) {
      return checked(Expression.of(Expression.Kind.MAP, token.offset, "", entries()));
    }
    throw unexpected("a value");
  }

  private Expression call(Token name) throws ConditionException {
    List<Expression> parts = items(")");
    if (!name.text.equals("has")) {
      return checked(Expression.of(Expression.Kind.CALL, name.offset, name.text, parts));
    }
    if (parts.size() != 1 || parts.get(0).kind != Expression.Kind.SELECT) {
      throw new ConditionException(
          Kind.SYNTAX, name.offset, "has() asks for a member", "write has(token.groups)");
    }
    Expression select = parts.get(0);
    return Expression.of(Expression.Kind.HAS, select.offset, select.name, select.parts);
  }

  private List<Expression> items(String end) throws ConditionException {
    List<Expression> items = new ArrayList<>();
    while (!accept(end)) {
      bounded(items, peek().offset);
      items.add(expression());
      if (!peek().is(end)) {
        expect(",");
        if (end.equals(")") && peek().is(end)) {
          throw unexpected("a value");
        }
      }
    }
    return items;
  }

  private List<Expression> entries() throws ConditionException {
    List<Expression> parts = new ArrayList<>();
    while (!accept("}")) {
      bounded(parts, peek().offset);
      parts.add(expression());
      expect(":");
      parts.add(expression());
      if (!peek().is("}")) {
        expect(",");
      }
    }
    return parts;
  }
}
