package io.bartizan.servlet.jetty12;

import io.bartizan.exchange.Caller;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A caller as Jetty 12 has one that it has authenticated. */
final class Jetty12Caller implements AuthenticationState.Succeeded {

  private final Caller caller;
  private final UserIdentity identity;

  private Jetty12Caller(Caller caller) {
    this.caller = caller;
    this.identity = UserIdentity.from(null, caller, caller.roles().toArray(new String[0]));
  }

  static void put(Request request, Caller caller) {
    AuthenticationState.setAuthenticationState(request, new Jetty12Caller(caller));
  }

  @Override
  public String getAuthenticationType() {
    return caller.authType();
  }

  @Override
  public UserIdentity getUserIdentity() {
    return identity;
  }

  @Override
  public boolean isUserInRole(@Nullable String role) {
    return caller.hasRole(role);
  }

  @Override
  public void logout(Request request, Response response) {
    Request.setAuthenticationState(request, null);
  }
}
