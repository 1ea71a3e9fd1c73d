package io.bartizan.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One trusted token issuer ({@code identity.issuers}). */
public final class Issuer {

  /** OpenID Connect Discovery 1.0, 4: below the issuer, whatever path that has. */
  private static final String METADATA = "/.well-known/openid-configuration";

  private final String issuer;
  private final Set<String> audience;
  private final Set<String> algorithms;
  private final @Nullable String jwks;
  private final @Nullable String rolesClaim;
  private final TokenTerms terms;
  private final @Nullable String trust;
  private final @Nullable Introspection introspection;
  private final @Nullable StatusList statusList;

  /**
   * An issuer with the default terms.
   *
   * @param jwks as below
   */
  public Issuer(
      String issuer,
      Set<String> audience,
      Set<String> algorithms,
      @Nullable String jwks,
      @Nullable String rolesClaim) {
    this(issuer, audience, algorithms, jwks, rolesClaim, TokenTerms.DEFAULT, null, null);
  }

  /**
   * A value with every part given.
   *
   * @param jwks null if the issuer's metadata says where its keys are; its name must be a {@link
   *     KeyUrl} that ends with its path then
   */
  public Issuer(
      String issuer,
      Set<String> audience,
      Set<String> algorithms,
      @Nullable String jwks,
      @Nullable String rolesClaim,
      TokenTerms terms,
      @Nullable String trust,
      @Nullable Introspection introspection) {
    this(issuer, audience, algorithms, jwks, rolesClaim, terms, trust, introspection, null);
  }

  private Issuer(
      String issuer,
      Set<String> audience,
      Set<String> algorithms,
      @Nullable String jwks,
      @Nullable String rolesClaim,
      TokenTerms terms,
      @Nullable String trust,
      @Nullable Introspection introspection,
      @Nullable StatusList statusList) {
    this.issuer = issuer;
    this.audience = Collections.unmodifiableSet(new LinkedHashSet<>(audience));
    this.algorithms = Collections.unmodifiableSet(new LinkedHashSet<>(algorithms));
    this.jwks = jwks;
    this.rolesClaim = rolesClaim;
    this.terms = terms;
    this.trust = trust;
    this.introspection = introspection;
    this.statusList = statusList;
  }

  /** The same, with lists that tell the status of its tokens; null for none. */
  public Issuer with(@Nullable StatusList lists) {
    return new Issuer(
        issuer, audience, algorithms, jwks, rolesClaim, terms, trust, introspection, lists);
  }

  /** The same with keys of another place; see {@link #jwks}. */
  public Issuer withKeys(String place) {
    return new Issuer(
        issuer, audience, algorithms, place, rolesClaim, terms, trust, introspection, statusList);
  }

  /** The exact value of the token's {@code iss} claim. */
  public String issuer() {
    return issuer;
  }

  /** The audiences of which a token must name one; never empty. */
  public Set<String> audience() {
    return audience;
  }

  /** Whether it is a SPIFFE trust domain, whose members' tokens are JWT-SVIDs. */
  public boolean trustDomain() {
    return issuer.startsWith(SpiffeId.SCHEME);
  }

  /** The JWS algorithms accepted (RFC 7518), such as {@code ES256}; never empty. */
  public Set<String> algorithms() {
    return algorithms;
  }

  /** Whether its tokens are verified by a secret shared with it, not by public keys. */
  public boolean symmetric() {
    return algorithms.stream().anyMatch(Issuer::symmetric);
  }

  /** Whether an algorithm is an HMAC (RFC 7518, 3.2). */
  public static boolean symmetric(String algorithm) {
    return algorithm.startsWith("HS");
  }

  /** The key set: an absolute file path or a {@link KeyUrl}; null if {@link #metadata} tells. */
  public @Nullable String jwks() {
    return jwks;
  }

  /**
   * Where the document stands that tells where the keys are (OpenID Connect Discovery 1.0, 4.1: a
   * slash at the issuer's end is left out); null if {@link #jwks} tells.
   */
  public @Nullable String metadata() {
    if (jwks != null) {
      return null;
    }
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return base + METADATA;
  }

  /** The claim that lists roles, as a path with dots; null if tokens carry no roles. */
  public @Nullable String rolesClaim() {
    return rolesClaim;
  }

  /**
   * The absolute path of the certificates of the authorities that its servers' certificates come
   * from, in PEM; null for those that the JVM trusts by itself.
   */
  public @Nullable String trust() {
    return trust;
  }

  /** How it is asked about its tokens; null if they speak for themselves. */
  public @Nullable Introspection introspection() {
    return introspection;
  }

  /** The lists that tell the status of its tokens; null if there are none. */
  public @Nullable StatusList statusList() {
    return statusList;
  }

  /** What its tokens must be and say beside their signature. */
  public TokenTerms terms() {
    return terms;
  }
}
