package io.bartizan.engine.identity;

import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.Policy;
import io.bartizan.policy.SpiffeId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a token would speak for, if its signature were genuine: its claims go through the rules that
 * those of real tokens go through. For requests that nobody sent; no credential is read here.
 */
public final class Stated {

  /** The subject of a token whose claims name none. */
  public static final String SUBJECT = "somebody";

  private static final long LIFETIME_SECONDS = 300;

  private Stated() {}

  /**
   * Who the claims speak for. What a token must have and the claims leave out (issuer, audience,
   * subject, expiry) is taken as it should be.
   *
   * @param claims null for a request without a token
   * @param roles further roles that are taken for held, whatever the claims say
   */
  public static Identification identify(
      Policy policy, @Nullable Map<String, Object> claims, Set<String> roles) {
    if (claims == null) {
      return Identification.anonymous();
    }
    Object subject = claims.get("sub");
    String authority = authority(policy.identity(), claims.get("iss"));
    if (authority != null) {
      // Whom a key or a certificate names has no claims; a key has the roles of its list.
      Set<String> listed = new LinkedHashSet<>(roles);
      Object more = claims.get("roles");
      if (more instanceof Collection) {
        ((Collection<?>) more).forEach(role -> listed.add(String.valueOf(role)));
      }
      return Identification.of(
          Principal.untokened(
              subject instanceof String ? (String) subject : SUBJECT,
              authority,
              listed,
              "stated",
              System.currentTimeMillis() / 1000 + LIFETIME_SECONDS));
    }
    Map<String, Object> whole = new LinkedHashMap<>(claims);
    Issuer issuer = issuer(policy, claims.get("iss"));
    try {
      if (issuer == null) {
        throw new Rejected("unknown issuer");
      }
      long now = System.currentTimeMillis() / 1000;
      whole.putIfAbsent("iss", issuer.issuer());
      whole.putIfAbsent(issuer.terms().audienceClaim(), issuer.audience().iterator().next());
      whole.putIfAbsent("sub", SUBJECT);
      whole.putIfAbsent("exp", BigDecimal.valueOf(now + LIFETIME_SECONDS));
      return Identification.of(with(roles, ClaimRules.claimed(whole, issuer, "stated", now)));
    } catch (Rejected rejected) {
      return Identification.rejected(CredentialError.invalidToken(rejected.reason(), null));
    }
  }

  /** The issuer that is meant, if it is that of keys or certificates; null otherwise. */
  private static @Nullable String authority(Identity identity, @Nullable Object name) {
    CertificateIdentity certificates = identity.certificates();
    boolean free = name == null && identity.issuers().isEmpty();
    if (identity.apiKeys() != null && (free || ApiKeyRing.ISSUER.equals(name))) {
      return ApiKeyRing.ISSUER;
    }
    if (identity.sessions() != null && (free || SessionHolder.ISSUER.equals(name))) {
      return SessionHolder.ISSUER;
    }
    if (certificates == null) {
      return null;
    }
    for (String domain : certificates.trustDomains()) {
      if (free || (SpiffeId.SCHEME + domain).equals(name)) {
        return SpiffeId.SCHEME + domain;
      }
    }
    return certificates.trustDomains().isEmpty() && (free || CertificateHolder.ISSUER.equals(name))
        ? CertificateHolder.ISSUER
        : null;
  }

  private static Principal with(Set<String> roles, Principal claimed) {
    Set<String> all = new LinkedHashSet<>(claimed.roles());
    return !all.addAll(roles)
        ? claimed
        : new Principal(
            claimed.id(),
            claimed.issuer(),
            claimed.clientId(),
            all,
            claimed.claims(),
            claimed.tokenHash(),
            claimed.validFrom(),
            claimed.expiresAt(),
            claimed.confirmation());
  }

  private static @Nullable Issuer issuer(Policy policy, @Nullable Object name) {
    for (Issuer issuer : policy.issuers()) {
      if (name == null || issuer.issuer().equals(name)) {
        return issuer;
      }
    }
    return null;
  }
}
