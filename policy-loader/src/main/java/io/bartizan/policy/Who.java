package io.bartizan.policy;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of {@code who} or {@code except}: a kind of principal, and a name where it has one. */
public final class Who {

  /** The kinds. */
  public enum Kind {
    /** Everyone, the anonymous included. */
    ANYONE,
    /** Every principal whose credential was verified. */
    AUTHENTICATED,
    /** A role, from the token's roles claim or from {@code roles:}. */
    ROLE,
    /** {@code user:ID}: the token's subject. */
    USER,
    /** {@code client:ID}: the token's client. */
    CLIENT
  }

  private final Kind kind;
  private final @Nullable String name;

  /** A value; {@code name} is null for the kinds that take none. */
  public Who(Kind kind, @Nullable String name) {
    this.kind = kind;
    this.name = name;
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The role, user or client; null for {@code anyone} and {@code authenticated}. */
  public @Nullable String name() {
    return name;
  }

  /** As it stands in the policy file. */
  public String word() {
    String kindWord = kind.name().toLowerCase(Locale.ROOT);
    return name == null ? kindWord : kind == Kind.ROLE ? name : kindWord + ":" + name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Who
        && kind == ((Who) other).kind
        && Objects.equals(name, ((Who) other).name);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + Objects.hashCode(name);
  }

  @Override
  public String toString() {
    return name == null ? kind.toString() : kind + ":" + name;
  }
}
