package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Whom to believe about who sends a request ({@code identity}). */
public final class Identity {

  /** Enough for 1,200 requests with DPoP a second; 16 to 32 MiB when full. */
  public static final int DEFAULT_MAX_PROOFS = 1 << 19;

  /** Nobody. */
  public static final Identity NONE = of();

  private final List<Issuer> issuers;
  private final List<Cidr> trustedProxies;
  private final CertificateHeader certificateHeader;
  private final int maxProofs;
  private final TokenPlaces tokenPlaces;
  private final Revocation revocation;

  /** Issuers, and no proxies. */
  public static Identity of(Issuer... issuers) {
    return new Identity(
        Arrays.asList(issuers),
        Collections.emptyList(),
        CertificateHeader.NONE,
        DEFAULT_MAX_PROOFS,
        TokenPlaces.NONE,
        Revocation.NONE);
  }

  /** A value with every part given. */
  public Identity(
      List<Issuer> issuers,
      List<Cidr> trustedProxies,
      CertificateHeader certificateHeader,
      int maxProofs,
      TokenPlaces tokenPlaces,
      Revocation revocation) {
    this.issuers = Collections.unmodifiableList(new ArrayList<>(issuers));
    this.trustedProxies = Collections.unmodifiableList(new ArrayList<>(trustedProxies));
    this.certificateHeader = certificateHeader;
    this.maxProofs = maxProofs;
    this.tokenPlaces = tokenPlaces;
    this.revocation = revocation;
  }

  /** The trusted issuers; may be empty: then no token is accepted. */
  public List<Issuer> issuers() {
    return issuers;
  }

  /** The peers whose forwarding headers count; may be empty. */
  public List<Cidr> trustedProxies() {
    return trustedProxies;
  }

  /** The header by which trusted proxies, and nobody else, tell a client's certificate. */
  public CertificateHeader certificateHeader() {
    return certificateHeader;
  }

  /** Where tokens may stand beside {@code Authorization}. */
  public TokenPlaces tokenPlaces() {
    return tokenPlaces;
  }

  /** How tokens are taken back before they expire. */
  public Revocation revocation() {
    return revocation;
  }

  /** How many DPoP proofs are kept so that none is accepted twice (RFC 9449, 11.1), about. */
  public int maxProofs() {
    return maxProofs;
  }
}
