package io.bartizan.servlet.jetty;

import io.bartizan.exchange.Caller;
import java.security.Principal;
import java.util.Collections;
import java.util.Map;
import javax.security.auth.Subject;
import javax.servlet.ServletRequest;
import org.eclipse.jetty.server.Authentication;
import org.eclipse.jetty.server.UserIdentity;
import org.jspecify.annotations.Nullable;

/** A caller as Jetty 9.4 to 11 has one that it has authenticated. */
final class JettyCaller implements Authentication.User, UserIdentity {

  private final Caller caller;
  private final Subject subject;

  JettyCaller(Caller caller) {
    this.caller = caller;
    this.subject =
        new Subject(
            true, Collections.singleton(caller), Collections.emptySet(), Collections.emptySet());
  }

  @Override
  public String getAuthMethod() {
    return caller.authType();
  }

  @Override
  public UserIdentity getUserIdentity() {
    return this;
  }

  /** What web.xml calls the role ({@code security-role-ref}, Servlet 4.0, 13.3). */
  @Override
  public boolean isUserInRole(UserIdentity.@Nullable Scope scope, @Nullable String role) {
    Map<String, String> links = scope == null ? null : scope.getRoleRefMap();
    String linked = links == null ? null : links.get(role);
    return caller.hasRole(linked == null ? role : linked);
  }

  @Override
  public boolean isUserInRole(@Nullable String role, UserIdentity.@Nullable Scope scope) {
    return isUserInRole(scope, role);
  }

  @Override
  public Subject getSubject() {
    return subject;
  }

  @Override
  public Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public Authentication logout(@Nullable ServletRequest request) {
    return Authentication.UNAUTHENTICATED;
  }

  /** Jetty 9.4 has it, and calls the other one. */
  @Override
  @SuppressWarnings("deprecation")
  public void logout() {
    // Nothing is kept of it anywhere.
  }
}
