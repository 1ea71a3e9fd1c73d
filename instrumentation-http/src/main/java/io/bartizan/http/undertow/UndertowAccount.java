package io.bartizan.http.undertow;

import io.bartizan.exchange.Caller;
import io.undertow.security.api.AuthenticationMode;
import io.undertow.security.api.SecurityContext;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.impl.SecurityContextImpl;
import io.undertow.server.HttpServerExchange;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A caller as Undertow has one that it has authenticated. */
final class UndertowAccount implements Account {

  private static final IdentityManager NOBODY = new Nobody();

  private final Caller caller;

  UndertowAccount(Caller caller) {
    this.caller = caller;
  }

  /** Gives an exchange a security context that knows it. */
  void enter(HttpServerExchange exchange) {
    SecurityContext context =
        new SecurityContextImpl(exchange, AuthenticationMode.PRO_ACTIVE, NOBODY);
    complete(context);
    exchange.setSecurityContext(context);
  }

  /** Has a security context know it, unless that knows somebody already. It is kept nowhere. */
  void complete(SecurityContext context) {
    if (context.getAuthenticatedAccount() == null) {
      context.authenticationComplete(this, caller.authType(), false);
    }
  }

  @Override
  public Principal getPrincipal() {
    return caller;
  }

  @Override
  public Set<String> getRoles() {
    return caller.roles();
  }

  /** Who has been proven already need not be verified, and nobody else can be. */
  private static final class Nobody implements IdentityManager {
    @Override
    public Account verify(Account account) {
      return account;
    }

    @Override
    public @Nullable Account verify(String id, Credential credential) {
      return null;
    }

    @Override
    public @Nullable Account verify(Credential credential) {
      return null;
    }
  }
}
