package io.bartizan.engine.authorization;

import io.bartizan.engine.identity.Principal;
import io.bartizan.policy.Policy;
import io.bartizan.policy.RoleCondition;
import io.bartizan.policy.Who;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks: a principal or an anonymous client, from where, on which port and host. */
public final class Subject {

  private final Policy policy;
  private final @Nullable Principal principal;
  private final byte[] client;
  private final @Nullable String host;
  private final int port;

  /**
   * A subject.
   *
   * @param principal null for an anonymous client
   * @param client the client's address, 4 or 16 octets
   * @param host the host asked for, in lower case and without port; null if none was named
   */
  public Subject(
      Policy policy,
      @Nullable Principal principal,
      byte[] client,
      @Nullable String host,
      int port) {
    this.policy = policy;
    this.principal = principal;
    this.client = client.clone();
    this.host = host;
    this.port = port;
  }

  /** The policy that this subject is judged by. */
  public Policy policy() {
    return policy;
  }

  /** The principal; null for an anonymous client. */
  public @Nullable Principal principal() {
    return principal;
  }

  /** The host asked for, in lower case and without port; null if none was named. */
  public @Nullable String host() {
    return host;
  }

  /** The port of the listening socket. */
  int port() {
    return port;
  }

  /** The client's address; not to be changed. */
  byte[] client() {
    return client;
  }

  /** Whether one of the entries means this subject. */
  boolean isAny(List<Who> entries) {
    for (Who entry : entries) {
      if (is(entry)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a principal has one of these roles; {@code **} stands for any principal (Servlet 4.0,
   * 13.3).
   */
  boolean hasAny(String[] roles) {
    for (String role : roles) {
      if (principal != null && (role.equals("**") || hasRole(principal, role))) {
        return true;
      }
    }
    return false;
  }

  private boolean is(Who entry) {
    if (entry.kind() == Who.Kind.ANYONE) {
      return true;
    }
    if (principal == null) {
      return false;
    }
    String name = entry.name();
    switch (entry.kind()) {
      case AUTHENTICATED:
        return true;
      case ROLE:
        return name != null && hasRole(principal, name);
      case USER:
        return principal.id().equals(name);
      case CLIENT:
        return name != null && name.equals(principal.clientId());
      default:
        throw new IllegalStateException("no such kind of principal: " + entry.kind());
    }
  }

  private boolean hasRole(Principal known, String role) {
    if (known.roles().contains(role)) {
      return true;
    }
    RoleCondition condition = policy.roles().get(role);
    if (condition == null) {
      return false;
    }
    return condition.member()
        ? known.claims().contains(condition.claim(), condition.value())
        : condition.value().equals(known.claims().text(condition.claim()));
  }
}
