package io.bartizan.exchange;

import java.io.Serializable;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom the application is to take a request to come from: the proven principal in the words of its
 * own container. It opens nothing: only a permit does.
 */
public final class Caller implements Principal, Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final String authType;
  private final LinkedHashSet<String> roles;

  /**
   * A caller.
   *
   * @param name the principal's, such as the {@code sub} of its token; never empty
   * @param authType how it was proven, as {@code HttpServletRequest.getAuthType} tells it
   * @param roles all that it has; may be empty
   */
  public Caller(String name, String authType, String... roles) {
    this.name = name;
    this.authType = authType;
    this.roles = new LinkedHashSet<>(Arrays.asList(roles));
  }

  @Override
  public String getName() {
    return name;
  }

  /** How it was proven, such as {@code Bearer}. */
  public String authType() {
    return authType;
  }

  /** All roles that it has; may be empty. */
  public Set<String> roles() {
    return Collections.unmodifiableSet(roles);
  }

  /**
   * Whether it has a role; {@code **} stands for any caller unless it is a role's own name, and
   * {@code *} for none (Servlet 4.0, 13.3).
   */
  public boolean hasRole(@Nullable String role) {
    return role != null && (roles.contains(role) ? !role.equals("*") : role.equals("**"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Caller
        && name.equals(((Caller) other).name)
        && authType.equals(((Caller) other).authType)
        && roles.equals(((Caller) other).roles);
  }

  @Override
  public int hashCode() {
    return Arrays.asList(name, authType).hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
