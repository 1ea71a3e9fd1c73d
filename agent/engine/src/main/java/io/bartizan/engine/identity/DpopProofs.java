package io.bartizan.engine.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds DPoP proofs against the requests that they came with (RFC 9449, 4.3), each once. What costs
 * least is looked at first, and what a token's thief can't know before any signature.
 */
final class DpopProofs {

  /** A proof may have been made so long ago. */
  static final long OLDEST_SECONDS = 300;

  /** A proof may seem to be made so far ahead: how far two clocks may be apart. */
  static final long SKEW_SECONDS = 60;

  /** Keys that are kept ready; some 4 MiB. Each belongs to a token that an issuer bound to it. */
  static final int MAX_KEYS = 1000;

  private static final int MAX_JTI = 512;

  /** Seconds until a full store has dropped something. */
  private static final int RETRY_SECONDS = 60;

  private final Clock clock;
  private final ReplayStore store;
  private final Nonces nonces;
  private final Cache<String, VerificationKey> keys =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).executor(Runnable::run).build();

  /**
   * A store in which nothing is kept yet.
   *
   * @param capacity how many proofs it keeps
   * @param monotonic in nanoseconds
   */
  DpopProofs(Clock clock, LongSupplier monotonic, int capacity) {
    this.clock = clock;
    this.store = new ReplayStore(capacity, monotonic, seconds());
    this.nonces = new Nonces(monotonic);
  }

  /** Keeps so many proofs from now on. */
  void hold(int capacity) {
    store.hold(capacity);
  }

  /** What a proof must fit. */
  static final class Demand {
    final String method;
    final @Nullable String uri;
    final String token;
    final String tokenHash;
    final String keyThumbprint;
    final boolean nonce;

    /**
     * A demand.
     *
     * @param uri the request's, in the spelling of {@link HttpUri}; null if it can't be told
     * @param tokenHash names the token in what is refused
     * @param keyThumbprint of the key that the token is bound to (RFC 7638)
     * @param nonce whether the proof must hold a nonce of this server
     */
    Demand(
        String method,
        @Nullable String uri,
        String token,
        String tokenHash,
        String keyThumbprint,
        boolean nonce) {
      this.method = method;
      this.uri = uri;
      this.token = token;
      this.tokenHash = tokenHash;
      this.keyThumbprint = keyThumbprint;
      this.nonce = nonce;
    }
  }

  /** What came of a proof. */
  static final class Outcome {
    final @Nullable CredentialError error;
    final @Nullable String nextNonce;

    /** Good, and never good again: with a nonce for the next proof, if there is to be one. */
    private Outcome(@Nullable CredentialError error, @Nullable String nextNonce) {
      this.error = error;
      this.nextNonce = nextNonce;
    }

    private static Outcome refused(CredentialError error) {
      return new Outcome(error, null);
    }
  }

  /**
   * Judges the proof of a request.
   *
   * @param headers the values of the header {@code DPoP}
   */
  Outcome judge(String[] headers, Demand demand) {
    try {
      if (headers.length != 1 || headers[0] == null) {
        throw new Rejected(headers.length == 0 ? "missing" : "more than one");
      }
      StrictJws proof = StrictJws.parse(headers[0].trim(), StrictJws.Use.DPOP_PROOF);
      VerificationKey key = key(proof, demand.keyThumbprint);
      Map<String, Object> claims = proof.claims();
      String jti = text(claims, "jti");
      long madeAt = fits(claims, jti, demand);
      if (!key.verify(proof.algorithm(), proof.signingInput(), proof.signature())) {
        throw new Rejected("signature");
      }
      keys.put(demand.keyThumbprint, key);
      return once(claims, jti, madeAt, demand);
    } catch (Rejected rejected) {
      return Outcome.refused(CredentialError.invalidProof(rejected.reason(), demand.tokenHash));
    }
  }

  /** The key of a proof, if it is the one that the token is bound to. */
  private VerificationKey key(StrictJws proof, String keyThumbprint) throws Rejected {
    Map<String, Object> members = proof.key();
    if (members == null || !PublicKeys.thumbprint(members).equals(keyThumbprint)) {
      throw new Rejected("key of another thumbprint");
    }
    VerificationKey key = keys.getIfPresent(keyThumbprint);
    if (key == null) {
      key = PublicKeys.read(members);
    }
    if (key == null || !key.verifies(proof.algorithm())) {
      throw new Rejected("algorithm");
    }
    return key;
  }

  /** Whether a proof's claims fit the request; when it was made. */
  private long fits(Map<String, Object> claims, String jti, Demand demand) throws Rejected {
    if (jti.isEmpty() || jti.length() > MAX_JTI) {
      throw new Rejected("jti");
    }
    if (!text(claims, "htm").equals(demand.method)) {
      throw new Rejected("htm");
    }
    String uri = HttpUri.of(text(claims, "htu"));
    if (uri == null || !uri.equals(demand.uri)) {
      throw new Rejected("htu");
    }
    if (!text(claims, "ath").equals(hash(demand.token))) {
      throw new Rejected("ath");
    }
    Object iat = claims.get("iat");
    if (!(iat instanceof BigDecimal)) {
      throw new Rejected("iat");
    }
    BigDecimal made = (BigDecimal) iat;
    long now = seconds();
    if (made.compareTo(BigDecimal.valueOf(now + SKEW_SECONDS)) > 0
        || made.compareTo(BigDecimal.valueOf(now - OLDEST_SECONDS)) < 0) {
      throw new Rejected("iat");
    }
    return made.longValue();
  }

  private Outcome once(Map<String, Object> claims, String jti, long madeAt, Demand demand) {
    Object given = claims.get("nonce");
    long age = given instanceof String ? nonces.age((String) given) : -1;
    if (demand.nonce && age < 0) {
      return nonceWanted(claims.containsKey("nonce") ? "nonce" : "no nonce", demand);
    }
    byte[] hash = TokenHash.octets(demand.keyThumbprint + '\n' + jti);
    switch (store.accept(hash, madeAt, age >= 0)) {
      case NEW:
        boolean old = demand.nonce && age > Nonces.LIFE_SECONDS / 2;
        return new Outcome(null, old ? nonces.make() : null);
      case KNOWN:
        return Outcome.refused(CredentialError.invalidProof("replayed", demand.tokenHash));
      case FORGOTTEN:
        return nonceWanted("made before what is remembered", demand);
      default:
        return Outcome.refused(
            CredentialError.unavailable(
                "no place for another DPoP proof", RETRY_SECONDS, demand.tokenHash));
    }
  }

  private Outcome nonceWanted(String reason, Demand demand) {
    return Outcome.refused(CredentialError.nonceWanted(reason, nonces.make(), demand.tokenHash));
  }

  /** RFC 9449, 4.2: SHA-256 of the token in base64url. */
  private static String hash(String token) {
    try {
      byte[] octets = token.getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String text(Map<String, Object> claims, String name) throws Rejected {
    Object value = claims.get(name);
    if (!(value instanceof String)) {
      throw new Rejected(name);
    }
    return (String) value;
  }

  private long seconds() {
    return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
  }
}
