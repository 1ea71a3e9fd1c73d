package io.bartizan.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One trusted token issuer ({@code identity.issuers}). */
public final class Issuer {

  private final String issuer;
  private final Set<String> audience;
  private final Set<String> algorithms;
  private final String jwks;
  private final @Nullable String rolesClaim;

  /** A value with every part given. */
  public Issuer(
      String issuer,
      Set<String> audience,
      Set<String> algorithms,
      String jwks,
      @Nullable String rolesClaim) {
    this.issuer = issuer;
    this.audience = Collections.unmodifiableSet(new LinkedHashSet<>(audience));
    this.algorithms = Collections.unmodifiableSet(new LinkedHashSet<>(algorithms));
    this.jwks = jwks;
    this.rolesClaim = rolesClaim;
  }

  /** The exact value of the token's {@code iss} claim. */
  public String issuer() {
    return issuer;
  }

  /** The audiences of which a token must name one; never empty. */
  public Set<String> audience() {
    return audience;
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

  /** The key set: an absolute file path, or an {@code https:} (loopback: {@code http:}) URL. */
  public String jwks() {
    return jwks;
  }

  /** The claim that lists roles, as a path with dots; null if tokens carry no roles. */
  public @Nullable String rolesClaim() {
    return rolesClaim;
  }
}
