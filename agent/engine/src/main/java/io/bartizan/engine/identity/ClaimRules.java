package io.bartizan.engine.identity;

import io.bartizan.policy.ClaimPath;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.TokenTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token's claims must say (RFC 7519, 4.1; RFC 8725, 3.8 to 3.10), signature aside. */
final class ClaimRules {

  /**
   * The longest time that a token may still live: what is good for longer is a password that can't
   * be changed (RFC 9700, 2.2).
   */
  static final long MAX_LIFETIME_SECONDS = 24 * 60 * 60;

  /** The year 9999: what lies beyond is no time. */
  private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);

  /** Claims that are words in one text: RFC 8693, 4.2, and what others call the same. */
  private static final List<String> WORDS = Arrays.asList("scope", "scp");

  private ClaimRules() {}

  /**
   * The principal of whom the claims speak, if the token is genuine: that remains to be shown.
   *
   * @throws Rejected if the token would be worth nothing even so
   */
  static Principal claimed(
      Map<String, Object> members, Issuer issuer, String tokenHash, long nowSeconds)
      throws Rejected {
    String audienceClaim = issuer.terms().audienceClaim();
    if (!audienceClaim.equals(TokenTerms.AUDIENCE) && members.containsKey(TokenTerms.AUDIENCE)) {
      // It says whom it is for, and that is not what was asked for.
      throw new Rejected("audience");
    }
    audience(members.get(audienceClaim), issuer.audience());
    long validFrom = Math.max(time(members, "nbf", 0), time(members, "iat", 0));
    long expiresAt = time(members, "exp", -1);
    if (expiresAt < 0) {
      throw new Rejected("no expiry");
    }
    during(validFrom, expiresAt, issuer.terms().skewSeconds(), nowSeconds);
    String subject = name(members, "sub");
    if (subject == null) {
      throw new Rejected("no subject");
    }
    String client = name(members, "client_id");
    String party = name(members, "azp");
    name(members, "jti");
    Confirmation confirmation = Confirmation.of(members);
    Claims claims = new Claims(members);
    required(claims, issuer.terms().requiredClaims());
    return new Principal(
        subject,
        issuer.issuer(),
        client == null ? party : client,
        roles(claims, issuer.rolesClaim()),
        claims,
        tokenHash,
        validFrom,
        expiresAt,
        confirmation,
        StatusReference.of(members, issuer.statusList()));
  }

  /**
   * Whether now is within a token's time: asked again on every request, since the wall clock may
   * have been set either way.
   *
   * @param skewSeconds how far two clocks may be apart
   */
  static void during(long validFrom, long expiresAt, int skewSeconds, long nowSeconds)
      throws Rejected {
    if (expiresAt + skewSeconds <= nowSeconds) {
      throw new Rejected("expired");
    }
    if (validFrom - skewSeconds > nowSeconds) {
      throw new Rejected("not valid yet");
    }
    if (expiresAt - skewSeconds - MAX_LIFETIME_SECONDS > nowSeconds) {
      throw new Rejected("lives too long");
    }
  }

  /** What the policy asks for besides (RFC 7519, 4.3). A claim that is null is not there. */
  private static void required(Claims claims, Map<String, Set<String>> required) throws Rejected {
    for (Map.Entry<String, Set<String>> one : required.entrySet()) {
      Object found = claims.at(ClaimPath.of(one.getKey()));
      Set<String> values = one.getValue();
      if (found == null || !(values.isEmpty() || holdsOne(found, values))) {
        throw new Rejected("claim " + one.getKey());
      }
    }
  }

  private static boolean holdsOne(Object found, Set<String> values) {
    return found instanceof Collection
        ? ((Collection<?>) found).stream().anyMatch(values::contains)
        : values.contains(String.valueOf(found));
  }

  /** A claim that names someone or something; null if it is absent. */
  private static @Nullable String name(Map<String, Object> members, String name) throws Rejected {
    if (!members.containsKey(name)) {
      return null;
    }
    Object value = members.get(name);
    if (!(value instanceof String) || !printable((String) value)) {
      throw new Rejected(name + " is no text");
    }
    return (String) value;
  }

  /** Names end up in comparisons, keys and logs: one with control characters is a trick. */
  private static boolean printable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** RFC 7519, 4.1.3. */
  static void audience(@Nullable Object claim, Set<String> ours) throws Rejected {
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

  /** A time (RFC 7519, 2: NumericDate) in whole seconds, rounded up; the default if absent. */
  static long time(Map<String, Object> members, String name, long absent) throws Rejected {
    if (!members.containsKey(name)) {
      return absent;
    }
    Object value = members.get(name);
    if (!(value instanceof BigDecimal)) {
      throw new Rejected(name + " is no number");
    }
    BigDecimal time = (BigDecimal) value;
    if (time.signum() < 0 || time.compareTo(LAST) > 0) {
      throw new Rejected(name + " is no time");
    }
    return time.setScale(0, RoundingMode.CEILING).longValue();
  }

  /**
   * The roles that a claim lists (RFC 9068, 2.2.3.1). Only a scope may be one text of several words
   * (RFC 8693, 4.2); another claim in another form is not what the policy's author meant.
   */
  private static Set<String> roles(Claims claims, @Nullable String path) throws Rejected {
    List<String> names = path == null ? Collections.emptyList() : ClaimPath.of(path);
    Object found = names.isEmpty() ? null : claims.at(names);
    if (found == null) {
      return Collections.emptySet();
    }
    Set<String> roles = new LinkedHashSet<>();
    if (found instanceof String && WORDS.contains(names.get(names.size() - 1))) {
      roles.addAll(Arrays.asList(((String) found).split(" ")));
      return roles;
    }
    if (!(found instanceof Collection)) {
      throw new Rejected("roles are no list");
    }
    for (Object role : (Collection<?>) found) {
      if (!(role instanceof String)) {
        throw new Rejected("roles are no texts");
      }
      roles.add((String) role);
    }
    return roles;
  }
}
