package io.bartizan.policy;

/** How an issuer is asked about its tokens (RFC 7662; {@code identity.issuers.introspection}). */
public final class Introspection {

  private final String url;
  private final String clientId;
  private final String secretFile;
  private final boolean ofAllTokens;
  private final int cacheSeconds;

  /**
   * A value with every part given.
   *
   * @param url a {@link KeyUrl}
   * @param secretFile an absolute path
   */
  public Introspection(
      String url, String clientId, String secretFile, boolean ofAllTokens, int cacheSeconds) {
    this.url = url;
    this.clientId = clientId;
    this.secretFile = secretFile;
    this.ofAllTokens = ofAllTokens;
    this.cacheSeconds = cacheSeconds;
  }

  /** The endpoint: https, or http on this machine. */
  public String url() {
    return url;
  }

  /** By what name the agent authenticates itself there. */
  public String clientId() {
    return clientId;
  }

  /** The absolute path of the file with its secret there. */
  public String secretFile() {
    return secretFile;
  }

  /** Whether the issuer is asked about its signed tokens too, and not about opaque ones only. */
  public boolean ofAllTokens() {
    return ofAllTokens;
  }

  /** For how long an answer is believed, 1 to 60 s; never beyond the token's expiry. */
  public int cacheSeconds() {
    return cacheSeconds;
  }
}
