package io.bartizan.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A URL that is told of something by signed messages ({@code webhook}). */
public final class Webhook {

  /** How messages are signed. */
  public enum Signing {
    /** By HMAC-SHA-256 with a secret that both share, as Standard Webhooks has it. */
    HMAC,
    /** By HTTP Message Signatures (RFC 9421) with a key in a JWK. */
    HTTP_SIGNATURE
  }

  private final String url;
  private final Signing signing;
  private final Path key;
  private final @Nullable Path trust;

  /**
   * A value.
   *
   * @param url https, or http on this machine, with a host
   * @param key the file of the secret or of the private key, absolute
   * @param trust certificates of the authorities that the server's may come from, absolute; null
   *     for those that the JVM trusts by itself
   */
  public Webhook(String url, Signing signing, Path key, @Nullable Path trust) {
    this.url = url;
    this.signing = signing;
    this.key = key;
    this.trust = trust;
  }

  /** Where messages go; https, or http on this machine. */
  public String url() {
    return url;
  }

  /** How messages are signed. */
  public Signing signing() {
    return signing;
  }

  /** The file of the secret or of the private key. */
  public Path key() {
    return key;
  }

  /** The file of the authorities' certificates; null for the JVM's own. */
  public @Nullable Path trust() {
    return trust;
  }

  /** Where messages go and by what: a webhook of the same is the same webhook. */
  @Override
  public String toString() {
    return url
        + ", signed by "
        + (signing == Signing.HMAC ? "HMAC with " : "HTTP signature with ")
        + key
        + (trust == null ? "" : ", trusting " + trust);
  }
}
