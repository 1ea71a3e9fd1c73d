package io.bartizan.policy.condition;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the tree that the parser makes. */
final class Expression {

  /** The kinds. */
  enum Kind {
    /** A literal. */
    VALUE,
    /** A name; a leading dot is not kept. */
    NAME,
    /** {@code a.name}. */
    SELECT,
    /** {@code has(a.name)}. */
    HAS,
    /** {@code f(a, b)}, or an operator, which is a call of its sign. */
    CALL,
    /** {@code a.f(b)}: the target is the first part. */
    MEMBER_CALL,
    LIST,
    /** Keys and values in turn. */
    MAP
  }

  final Kind kind;

  /** Where messages point: the name, the operator, or where it begins. */
  final int offset;

  /** The name or sign; empty for the others. */
  final String name;

  final @Nullable Object value;
  final List<Expression> parts;
  final int height;

  private Expression(
      Kind kind, int offset, String name, @Nullable Object value, List<Expression> parts) {
    this.kind = kind;
    this.offset = offset;
    this.name = name;
    this.value = value;
    this.parts = Collections.unmodifiableList(parts);
    int highest = 0;
    for (Expression part : parts) {
      highest = Math.max(highest, part.height);
    }
    this.height = highest + 1;
  }

  static Expression value(int offset, Object value) {
    return new Expression(Kind.VALUE, offset, "", value, Collections.emptyList());
  }

  static Expression name(int offset, String name) {
    return new Expression(Kind.NAME, offset, name, null, Collections.emptyList());
  }

  static Expression of(Kind kind, int offset, String name, Expression... parts) {
    return new Expression(kind, offset, name, null, Arrays.asList(parts));
  }

  static Expression of(Kind kind, int offset, String name, List<Expression> parts) {
    return new Expression(kind, offset, name, null, parts);
  }

  /** Names with dots between them ({@code a.b.c}); null for anything else. */
  @Nullable String dotted() {
    if (kind == Kind.NAME) {
      return name;
    }
    String before = kind == Kind.SELECT ? parts.get(0).dotted() : null;
    return before == null ? null : before + "." + name;
  }

  /** The text of a literal string; null for anything else. */
  @Nullable String text() {
    return value instanceof String ? (String) value : null;
  }
}
