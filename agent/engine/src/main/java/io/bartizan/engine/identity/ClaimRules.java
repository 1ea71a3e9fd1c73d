package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token's claims must say (RFC 7519, 4.1; RFC 8725, 3.8 to 3.10), signature aside. */
final class ClaimRules {

  /** How far two clocks may be apart. */
  static final long SKEW_SECONDS = 60;

  /** The year 9999: what lies beyond is no time. */
  private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);

  private ClaimRules() {}

  static void check(Map<String, Object> claims, Issuer issuer, long nowSeconds) throws Rejected {
    audience(claims.get("aud"), issuer.audience());
    times(claims, nowSeconds);
    for (String name : new String[] {"sub", "azp", "client_id", "jti"}) {
      Object value = claims.get(name);
      if (claims.containsKey(name) && !(value instanceof String && printable((String) value))) {
        throw new Rejected(name + " is no text");
      }
    }
    if (claims.containsKey("cnf")) {
      // A sender-constrained token (RFC 7800) is worth nothing without the proof that it asks for.
      throw new Rejected("sender-constrained token without proof");
    }
  }

  /** Names end up in comparisons, keys and logs: one with control characters is a trick. */
  private static boolean printable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void audience(@Nullable Object claim, Set<String> ours) throws Rejected {
    boolean named = false;
    if (claim instanceof String) {
      named = ours.contains(claim);
    } else if (claim instanceof Collection) {
      for (Object one : (Collection<?>) claim) {
        if (!(one instanceof String)) {
          throw new Rejected("audience");
        }
        named |= ours.contains(one);
      }
    }
    if (!named) {
      throw new Rejected("audience");
    }
  }

  private static void times(Map<String, Object> claims, long now) throws Rejected {
    BigDecimal expires = time(claims, "exp");
    if (expires == null) {
      throw new Rejected("no expiry");
    }
    if (expires.compareTo(BigDecimal.valueOf(now - SKEW_SECONDS)) <= 0) {
      throw new Rejected("expired");
    }
    BigDecimal latest = BigDecimal.valueOf(now + SKEW_SECONDS);
    BigDecimal notBefore = time(claims, "nbf");
    if (notBefore != null && notBefore.compareTo(latest) > 0) {
      throw new Rejected("not valid yet");
    }
    BigDecimal issued = time(claims, "iat");
    if (issued != null && issued.compareTo(latest) > 0) {
      throw new Rejected("issued in the future");
    }
  }

  private static @Nullable BigDecimal time(Map<String, Object> claims, String name)
      throws Rejected {
    if (!claims.containsKey(name)) {
      return null;
    }
    Object value = claims.get(name);
    if (!(value instanceof BigDecimal)) {
      throw new Rejected(name + " is no number");
    }
    BigDecimal time = (BigDecimal) value;
    if (time.signum() < 0 || time.compareTo(LAST) > 0) {
      throw new Rejected(name + " is no time");
    }
    return time;
  }

  /** The second in which a checked token expires, skew not counted. */
  static long expiresAt(Map<String, Object> claims) {
    Object expires = claims.get("exp");
    if (!(expires instanceof BigDecimal)) {
      throw new IllegalStateException("the claims have not been checked");
    }
    return ((BigDecimal) expires).longValue();
  }

  static Principal principal(Map<String, Object> members, Issuer issuer, String tokenHash) {
    Claims claims = new Claims(members);
    String client = claims.text(Arrays.asList("client_id"));
    if (client == null) {
      client = claims.text(Arrays.asList("azp"));
    }
    String subject = claims.text(Arrays.asList("sub"));
    String id = subject != null ? subject : client != null ? client : "";
    return new Principal(
        id,
        issuer.issuer(),
        client,
        roles(claims, issuer.rolesClaim()),
        claims,
        tokenHash,
        expiresAt(members));
  }

  private static Set<String> roles(Claims claims, @Nullable String path) {
    Set<String> roles = new LinkedHashSet<>();
    Object found = path == null ? null : claims.at(Arrays.asList(path.split("\\.")));
    if (found instanceof Collection) {
      for (Object role : (Collection<?>) found) {
        if (role instanceof String) {
          roles.add((String) role);
        }
      }
    } else if (found instanceof String) {
      roles.addAll(Arrays.asList(((String) found).split(" ")));
    }
    return roles;
  }
}
