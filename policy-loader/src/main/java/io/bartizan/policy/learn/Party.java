package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** As what somebody came: with these roles, by that client, as a user, or without a name. */
public final class Party {

  /** The kinds. */
  enum Kind {
    /** Without a credential. */
    ANONYMOUS,
    /** With one or more roles. */
    ROLES,
    /** Without roles, by a client that the token names. */
    CLIENT,
    /** Without roles or client: only the subject is known. */
    USER
  }

  private static final Party NOBODY = new Party(Kind.ANONYMOUS, Collections.emptyList());
  private static final Party USER = new Party(Kind.USER, Collections.emptyList());

  final Kind kind;

  /** The roles in their order, or the one client. */
  final List<String> names;

  private Party(Kind kind, List<String> names) {
    this.kind = kind;
    this.names = Collections.unmodifiableList(names);
  }

  /** A request without a credential. */
  public static Party anonymous() {
    return NOBODY;
  }

  /**
   * A principal.
   *
   * @param roles may be empty; those that a policy can't name (such as {@code anyone}) count for
   *     nothing
   * @param client what the token was issued to; null where unknown
   */
  public static Party principal(Collection<String> roles, @Nullable String client) {
    List<String> usable = new ArrayList<>();
    for (String role : new TreeSet<>(roles)) {
      if (Word.role(role)) {
        usable.add(role);
      }
    }
    if (!usable.isEmpty()) {
      return new Party(Kind.ROLES, usable);
    }
    return client != null && Word.plain(client)
        ? new Party(Kind.CLIENT, Collections.singletonList(client))
        : USER;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Party
        && kind == ((Party) other).kind
        && names.equals(((Party) other).names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, names);
  }

  /** For people: {@code clerk, user}. */
  @Override
  public String toString() {
    switch (kind) {
      case ANONYMOUS:
        return "requests without a credential";
      case CLIENT:
        return "client " + names.get(0);
      case USER:
        return "users without roles";
      default:
        return String.join(", ", names);
    }
  }
}
