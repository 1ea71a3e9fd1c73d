package io.bartizan.policy;

import org.jspecify.annotations.Nullable;

/**
 * Who tells that tokens of an issuer are to be believed no longer ({@code identity.revocation}'s
 * {@code logout} and {@code events}).
 */
public final class RevocationSource {

  /** What is told, and how. */
  public enum Kind {
    /** Logout tokens, sent (OpenID Connect Back-Channel Logout 1.0). */
    LOGOUT,
    /** Security event tokens, sent (RFC 8935). */
    PUSH,
    /** Security event tokens, fetched (RFC 8936). */
    POLL
  }

  private final Kind kind;
  private final String issuer;
  private final Issuer signer;
  private final String place;
  private final @Nullable String authorizationFile;

  /** A value with every part given. */
  public RevocationSource(
      Kind kind, String issuer, Issuer signer, String place, @Nullable String authorizationFile) {
    this.kind = kind;
    this.issuer = issuer;
    this.signer = signer;
    this.place = place;
    this.authorizationFile = authorizationFile;
  }

  /** What is told, and how. */
  public Kind kind() {
    return kind;
  }

  /** The issuer whose tokens it may revoke, and no others. */
  public String issuer() {
    return issuer;
  }

  /** Who signs what is told: its name, its keys, and by what audience it calls this receiver. */
  public Issuer signer() {
    return signer;
  }

  /** The path that is sent to; of {@link Kind#POLL} the {@link KeyUrl} that is asked. */
  public String place() {
    return place;
  }

  /**
   * The absolute path of the file that holds the value of {@code Authorization}: what senders must
   * show, or, of {@link Kind#POLL}, what the agent shows. Null if there is to be none.
   */
  public @Nullable String authorizationFile() {
    return authorizationFile;
  }
}
