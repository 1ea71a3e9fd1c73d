package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** What a request's credential proves: nobody, a principal, or nothing because it is refused. */
public final class Identification {

  private static final Identification ANONYMOUS = new Identification(null, null, null, null, false);

  private final @Nullable Principal principal;
  private final @Nullable CredentialError error;
  private final @Nullable String nonce;
  private final @Nullable String setAside;
  private final boolean endsSession;

  private Identification(
      @Nullable Principal principal,
      @Nullable CredentialError error,
      @Nullable String nonce,
      @Nullable String setAside,
      boolean endsSession) {
    this.principal = principal;
    this.error = error;
    this.nonce = nonce;
    this.setAside = setAside;
    this.endsSession = endsSession;
  }

  /** No credential of a kind that is judged here. */
  public static Identification anonymous() {
    return ANONYMOUS;
  }

  /** A proven principal. */
  public static Identification of(Principal principal) {
    return new Identification(principal, null, null, null, false);
  }

  /** A credential that is not accepted. */
  public static Identification rejected(CredentialError error) {
    return new Identification(null, error, null, null, false);
  }

  /** The same with a nonce for the sender's next proof, if there is to be one. */
  Identification withNonce(@Nullable String next) {
    return next == null ? this : new Identification(principal, error, next, setAside, endsSession);
  }

  /** Nobody, once the request's session has been taken from it; and why that is so. */
  static Identification withoutSession(String why) {
    return new Identification(null, null, null, why, false);
  }

  /** The same, and the request's session ends. */
  Identification endingSession() {
    return new Identification(principal, error, nonce, setAside, true);
  }

  /** Why the request must not go on with its session; null if it may. */
  public @Nullable String setAside() {
    return setAside;
  }

  /** Whether the request's session is to end. */
  public boolean endsSession() {
    return endsSession;
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
