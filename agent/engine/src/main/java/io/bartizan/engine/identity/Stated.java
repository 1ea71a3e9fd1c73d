package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Policy;
import java.math.BigDecimal;
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
