package io.bartizan.engine.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bartizan.policy.LoadBalancer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an Application Load Balancer of AWS tells of the user whom it has signed in: a JWS whose
 * header names the load balancer ({@code signer}), the client and the expiry, and whose payload are
 * the user's claims. Asked for from listed proxies only: whoever reaches the server around them can
 * replay what a load balancer once told.
 */
final class LoadBalancerWord implements AutoCloseable {

  /** The header that it is told in. */
  static final String HEADER = "x-amzn-oidc-data";

  /** It becomes a part of a URL, and so is nothing but what AWS gives out. */
  private static final Pattern KEY_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final int RETRY_SECONDS = 1;

  /** A load balancer and its keys. */
  private static final class Trusted {
    final LoadBalancer balancer;
    final LoadBalancerKeys keys;

    Trusted(LoadBalancer balancer, LoadBalancerKeys keys) {
      this.balancer = balancer;
      this.keys = keys;
    }
  }

  /** Whom it has told of, and how far its clock may be off. */
  private static final class Told {
    final Principal principal;
    final int skewSeconds;

    Told(Principal principal, int skewSeconds) {
      this.principal = principal;
      this.skewSeconds = skewSeconds;
    }
  }

  private final Clock clock;
  private final CredentialNames names;
  private final Map<String, Trusted> byName = new HashMap<>();

  private final Cache<TokenHash, Told> remembered =
      Caffeine.newBuilder()
          .maximumSize(Authenticator.MAX_REMEMBERED)
          .expireAfterWrite(Authenticator.REMEMBERED_SECONDS, TimeUnit.SECONDS)
          .executor(Runnable::run)
          .build();

  /**
   * The word of these.
   *
   * @param names what it is called in the trail
   * @param monotonic in nanoseconds
   * @throws KeySetException if the certificates of a server that has keys can't be read
   */
  LoadBalancerWord(
      Iterable<LoadBalancer> balancers, CredentialNames names, Clock clock, LongSupplier monotonic)
      throws KeySetException {
    this.clock = clock;
    this.names = names;
    for (LoadBalancer one : balancers) {
      ServerTrust trust = ServerTrust.of(one.issuer().trust());
      byName.put(one.arn(), new Trusted(one, new LoadBalancerKeys(one.keys(), trust, monotonic)));
    }
  }

  /**
   * Whom a listed proxy's request comes from.
   *
   * @param values of the header; not empty
   * @throws Paused if the request waits elsewhere
   */
  Identification identify(String[] values, Pause pause) {
    String text = values[0];
    if (values.length > 1 || text == null) {
      return Identification.rejected(CredentialError.invalidRequest("more than one credential"));
    }
    TokenHash hash = TokenHash.of(text.getBytes(StandardCharsets.ISO_8859_1), 0, names);
    try {
      long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
      Told told = remembered.getIfPresent(hash);
      if (told != null) {
        Principal known = told.principal;
        ClaimRules.during(known.validFrom(), known.expiresAt(), told.skewSeconds, now);
        return Identification.of(known);
      }
      return verify(text, hash, now, pause);
    } catch (Rejected rejected) {
      return Identification.rejected(
          CredentialError.invalidKey("load balancer: " + rejected.reason(), hash.toString()));
    }
  }

  private Identification verify(String text, TokenHash hash, long now, Pause pause)
      throws Rejected {
    StrictJws jws = StrictJws.parse(text, StrictJws.Use.LOAD_BALANCER);
    Object signer = jws.parameter("signer");
    Trusted trusted = signer instanceof String ? byName.get(signer) : null;
    if (trusted == null) {
      throw new Rejected("another signer");
    }
    String keyId = jws.keyId();
    if (keyId == null || !KEY_ID.matcher(keyId).matches()) {
      throw new Rejected("key id");
    }
    if (!jws.algorithm().equals("ES256")) {
      throw new Rejected("algorithm");
    }
    // Claims come before keys: what can't be good must not cause a fetch.
    Principal claimed =
        ClaimRules.claimed(claims(jws, trusted), trusted.balancer.issuer(), hash.toString(), now);
    if (!claimed.confirmation().none()) {
      throw new Rejected("claims that ask for a proof");
    }
    VerificationKey key = trusted.keys.find(keyId, pause);
    if (key == null) {
      return Identification.rejected(
          CredentialError.unavailable(
              "no key of the load balancer", RETRY_SECONDS, hash.toString()));
    }
    if (!key.verify("ES256", jws.signingInput(), jws.signature())) {
      throw new Rejected("signature");
    }
    remembered.put(hash, new Told(claimed, trusted.balancer.issuer().terms().skewSeconds()));
    return Identification.of(claimed);
  }

  /** The user's claims, with what the header says of them in the places that a token has it. */
  private static Map<String, Object> claims(StrictJws jws, Trusted trusted) throws Rejected {
    if (!trusted.balancer.issuer().issuer().equals(jws.parameter("iss"))) {
      throw new Rejected("unknown issuer");
    }
    Object client = jws.parameter("client");
    Object expiry = jws.parameter("exp");
    if (!(client instanceof String) || !(expiry instanceof BigDecimal)) {
      throw new Rejected("a header without client and expiry");
    }
    Map<String, Object> claims = new HashMap<>(jws.claims());
    claims.put("iss", trusted.balancer.issuer().issuer());
    claims.put("aud", client);
    claims.put("exp", expiry);
    return claims;
  }

  /** Looks after the keys; called about once a second, never by a request. */
  void refresh() {
    for (Trusted trusted : byName.values()) {
      if (trusted.keys.refresh()) {
        remembered.invalidateAll();
      }
    }
  }

  @Override
  public void close() {
    byName.values().forEach(trusted -> trusted.keys.close());
  }

  /** Nobody is asked for it; null where a policy names no load balancer. */
  static @Nullable LoadBalancerWord of(
      Iterable<LoadBalancer> balancers, CredentialNames names, Clock clock, LongSupplier monotonic)
      throws KeySetException {
    return balancers.iterator().hasNext()
        ? new LoadBalancerWord(balancers, names, clock, monotonic)
        : null;
  }
}
