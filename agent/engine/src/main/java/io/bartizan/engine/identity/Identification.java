package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** What a request's credential proves: nobody, a principal, or nothing because it is refused. */
public final class Identification {

  private static final Identification ANONYMOUS = new Identification(null, null, null);

  private final @Nullable Principal principal;
  private final @Nullable CredentialError error;
  private final @Nullable String nonce;

  private Identification(
      @Nullable Principal principal, @Nullable CredentialError error, @Nullable String nonce) {
    this.principal = principal;
    this.error = error;
    this.nonce = nonce;
  }

  /** No credential of a kind that is judged here. */
  public static Identification anonymous() {
    return ANONYMOUS;
  }

  /** A proven principal. */
  public static Identification of(Principal principal) {
    return new Identification(principal, null, null);
  }

  /** A credential that is not accepted. */
  public static Identification rejected(CredentialError error) {
    return new Identification(null, error, null);
  }

  /** The same with a nonce for the sender's next proof, if there is to be one. */
  Identification withNonce(@Nullable String next) {
    return next == null ? this : new Identification(principal, error, next);
  }

  /** The nonce that the sender's next proof is to hold (RFC 9449, 8.2); null for the same. */
  public @Nullable String nonce() {
    return nonce;
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
