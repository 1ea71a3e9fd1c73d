package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** What a request's credential proves: nobody, a principal, or nothing because it is refused. */
public final class Identification {

  private static final Identification ANONYMOUS = new Identification(null, null);

  private final @Nullable Principal principal;
  private final @Nullable CredentialError error;

  private Identification(@Nullable Principal principal, @Nullable CredentialError error) {
    this.principal = principal;
    this.error = error;
  }

  /** No credential of a kind that is judged here. */
  public static Identification anonymous() {
    return ANONYMOUS;
  }

  /** A proven principal. */
  public static Identification of(Principal principal) {
    return new Identification(principal, null);
  }

  /** A credential that is not accepted. */
  public static Identification rejected(CredentialError error) {
    return new Identification(null, error);
  }

  /** The principal; null unless one is proven. */
  public @Nullable Principal principal() {
    return principal;
  }

  /** Why the credential is refused; null unless it is. */
  public @Nullable CredentialError error() {
    return error;
  }

  /** Whether there was a credential at all. */
  public boolean credentialPresent() {
    return principal != null || error != null;
  }
}
