package io.bartizan.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an issuer's tokens must be and say beside their signature ({@code identity.issuers}). */
public final class TokenTerms {

  /** How far two clocks may be apart where the policy says nothing. */
  public static final int DEFAULT_SKEW_SECONDS = 60;

  /** Any type, a minute of skew, no further claims; bound tokens with their proof, others too. */
  public static final TokenTerms DEFAULT = new Builder().build();

  /** Where a token says whom it is for (RFC 7519, 4.1.3). */
  public static final String AUDIENCE = "aud";

  private final @Nullable String type;
  private final String audienceClaim;
  private final int skewSeconds;
  private final Map<String, Set<String>> requiredClaims;
  private final boolean dpopRequired;
  private final boolean nonceRequired;
  private final boolean mtlsRequired;

  private TokenTerms(Builder builder) {
    this.type = builder.type;
    this.audienceClaim = builder.audienceClaim;
    this.skewSeconds = builder.skewSeconds;
    this.requiredClaims = Collections.unmodifiableMap(new LinkedHashMap<>(builder.requiredClaims));
    this.dpopRequired = builder.dpopRequired;
    this.nonceRequired = builder.nonceRequired;
    this.mtlsRequired = builder.mtlsRequired;
  }

  /** The media type without {@code application/} that {@code typ} must name; null for any. */
  public @Nullable String type() {
    return type;
  }

  /** The claim that must hold one of the issuer's audiences: {@link #AUDIENCE}, or another. */
  public String audienceClaim() {
    return audienceClaim;
  }

  /** How far the issuer's clock may be from this one, 0 to 300 s. */
  public int skewSeconds() {
    return skewSeconds;
  }

  /**
   * By the path of a claim the values of which it must have one; empty values if it must only be
   * there.
   */
  public Map<String, Set<String>> requiredClaims() {
    return requiredClaims;
  }

  /** Whether a token must be bound to a DPoP key (RFC 9449). */
  public boolean dpopRequired() {
    return dpopRequired;
  }

  /** Whether a DPoP proof must hold a nonce of this server (RFC 9449, 9). */
  public boolean nonceRequired() {
    return nonceRequired;
  }

  /** Whether a token must be bound to a client certificate (RFC 8705). */
  public boolean mtlsRequired() {
    return mtlsRequired;
  }

  /** Terms in the making. */
  public static final class Builder {
    private @Nullable String type;
    private String audienceClaim = AUDIENCE;
    private int skewSeconds = DEFAULT_SKEW_SECONDS;
    private final Map<String, Set<String>> requiredClaims = new LinkedHashMap<>();
    private boolean dpopRequired;
    private boolean nonceRequired;
    private boolean mtlsRequired;

    /** See {@link TokenTerms#type}. */
    public Builder type(@Nullable String mediaType) {
      this.type = mediaType;
      return this;
    }

    /** See {@link TokenTerms#audienceClaim}. */
    public Builder audienceClaim(String claim) {
      this.audienceClaim = claim;
      return this;
    }

    /** See {@link TokenTerms#skewSeconds}. */
    public Builder skewSeconds(int seconds) {
      this.skewSeconds = seconds;
      return this;
    }

    /** See {@link TokenTerms#requiredClaims}. */
    public Builder requiredClaim(String path, Set<String> values) {
      requiredClaims.put(path, Collections.unmodifiableSet(new LinkedHashSet<>(values)));
      return this;
    }

    /** See {@link TokenTerms#dpopRequired}. */
    public Builder dpopRequired(boolean required) {
      this.dpopRequired = required;
      return this;
    }

    /** See {@link TokenTerms#nonceRequired}. */
    public Builder nonceRequired(boolean required) {
      this.nonceRequired = required;
      return this;
    }

    /** See {@link TokenTerms#mtlsRequired}. */
    public Builder mtlsRequired(boolean required) {
      this.mtlsRequired = required;
      return this;
    }

    /** The terms. */
    public TokenTerms build() {
      return new TokenTerms(this);
    }
  }
}
