package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * A type of an expression, and the value that CEL's {@code type()} gives: as values, two lists are
 * of one type whatever they hold.
 */
public final class Type {

  /** The kinds. */
  enum Kind {
    BOOL("bool"),
    INT("int"),
    UINT("uint"),
    DOUBLE("double"),
    STRING("string"),
    BYTES("bytes"),
    NULL("null_type"),
    TIMESTAMP("google.protobuf.Timestamp"),
    DURATION("google.protobuf.Duration"),
    TYPE("type"),
    LIST("list"),
    MAP("map"),
    /** Known only when evaluated. */
    DYN("dyn"),
    /** What an empty list or map holds: fits all. */
    FREE("dyn"),
    /** Values by name that can't be enumerated, such as headers. */
    LOOKUP("lookup"),
    /** A group of attributes, which is no value. */
    GROUP("group");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  static final Type BOOL = new Type(Kind.BOOL, null, null);
  static final Type INT = new Type(Kind.INT, null, null);
  static final Type UINT = new Type(Kind.UINT, null, null);
  static final Type DOUBLE = new Type(Kind.DOUBLE, null, null);
  static final Type STRING = new Type(Kind.STRING, null, null);
  static final Type BYTES = new Type(Kind.BYTES, null, null);
  static final Type NULL = new Type(Kind.NULL, null, null);
  static final Type TIMESTAMP = new Type(Kind.TIMESTAMP, null, null);
  static final Type DURATION = new Type(Kind.DURATION, null, null);
  static final Type TYPE = new Type(Kind.TYPE, null, null);
  static final Type DYN = new Type(Kind.DYN, null, null);
  static final Type FREE = new Type(Kind.FREE, null, null);
  static final Type GROUP = new Type(Kind.GROUP, null, null);
  static final Type LIST = list(DYN);
  static final Type MAP = map(DYN, DYN);

  final Kind kind;
  private final @Nullable Type key;
  private final @Nullable Type element;

  private Type(Kind kind, @Nullable Type key, @Nullable Type element) {
    this.kind = kind;
    this.key = key;
    this.element = element;
  }

  static Type list(Type element) {
    return new Type(Kind.LIST, null, element);
  }

  static Type map(Type key, Type value) {
    return new Type(Kind.MAP, key, value);
  }

  static Type lookup(Type value) {
    return new Type(Kind.LOOKUP, STRING, value);
  }

  /** The type of a map's keys. */
  Type key() {
    return key == null ? DYN : key;
  }

  /** The type of a list's elements or a map's values. */
  Type element() {
    return element == null ? DYN : element;
  }

  /** Whether anything may turn out to be of it. */
  boolean open() {
    return kind == Kind.DYN || kind == Kind.FREE;
  }

  boolean numeric() {
    return kind == Kind.INT || kind == Kind.UINT || kind == Kind.DOUBLE;
  }

  /** What both are; null if they have nothing in common. */
  static @Nullable Type join(Type a, Type b) {
    if (a.kind == Kind.FREE) {
      return b;
    }
    if (b.kind == Kind.FREE) {
      return a;
    }
    if (a.kind == Kind.DYN || b.kind == Kind.DYN) {
      return DYN;
    }
    if (a.kind == Kind.NULL && b.nullable()) {
      return b;
    }
    if (b.kind == Kind.NULL && a.nullable()) {
      return a;
    }
    if (a.kind != b.kind) {
      return null;
    }
    if (a.kind == Kind.LIST) {
      Type joined = join(a.element(), b.element());
      return joined == null ? null : list(joined);
    }
    if (a.kind == Kind.MAP) {
      Type keys = join(a.key(), b.key());
      Type values = join(a.element(), b.element());
      return keys == null || values == null ? null : map(keys, values);
    }
    return a;
  }

  private boolean nullable() {
    return kind == Kind.TIMESTAMP || kind == Kind.DURATION;
  }

  /** As values: the same kind. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Type && kind == ((Type) other).kind;
  }

  @Override
  public int hashCode() {
    return kind.hashCode();
  }

  /** As CEL writes it, what it holds in brackets. */
  @Override
  public String toString() {
    switch (kind) {
      case LIST:
        return "list(" + element() + ")";
      case MAP:
        return "map(" + key() + ", " + element() + ")";
      case LOOKUP:
        return element() + " by name";
      case TIMESTAMP:
        return "timestamp";
      case DURATION:
        return "duration";
      default:
        return kind.text;
    }
  }
}
