package io.bartizan.engine.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Issuer;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves who sends a request, by its bearer token. */
public final class Authenticator implements AutoCloseable {

  /** Verified tokens that are remembered; some 10 MiB with their claims. */
  static final int MAX_REMEMBERED = 10_000;

  /** So long a token is believed without verifying its signature again. */
  static final long REMEMBERED_SECONDS = 60;

  private static final long LOOK_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

  private final Clock clock;
  private final LongSupplier monotonic;
  private final Thread looks;
  private volatile Trust trust = new Trust(Collections.emptyMap());

  /** An authenticator that trusts nobody until it is configured. */
  public Authenticator(Clock clock) {
    this(clock, System::nanoTime);
  }

  /**
   * An authenticator whose keys age by a clock of their own.
   *
   * @param monotonic in nanoseconds
   */
  Authenticator(Clock clock, LongSupplier monotonic) {
    this.clock = clock;
    this.monotonic = monotonic;
    this.looks = new Thread(this::look, "bartizan-keys");
    looks.setDaemon(true);
    looks.setContextClassLoader(Authenticator.class.getClassLoader());
  }

  /** An issuer and its keys. */
  private static final class Trusted {
    final Issuer issuer;
    final KeySource source;

    Trusted(Issuer issuer, KeySource source) {
      this.issuer = issuer;
      this.source = source;
    }
  }

  /** One configuration: who is trusted, and the tokens verified under it. */
  private static final class Trust {
    final Map<String, Trusted> issuers;
    final Cache<TokenHash, Principal> remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_SECONDS, TimeUnit.SECONDS)
            .executor(Runnable::run)
            .build();

    Trust(Map<String, Trusted> issuers) {
      this.issuers = issuers;
    }
  }

  /**
   * Trusts these issuers from now on, and forgets the tokens verified before. Keys from the same
   * place are kept.
   *
   * @throws KeySetException if a key file can't be used; nothing has changed then
   */
  public synchronized void configure(List<Issuer> issuers) throws KeySetException {
    Map<String, KeySource> known = new HashMap<>();
    trust.issuers.values().forEach(t -> known.put(place(t.issuer), t.source));
    Map<String, Trusted> next = new HashMap<>();
    Map<String, KeySource> used = new HashMap<>();
    for (Issuer issuer : issuers) {
      String place = place(issuer);
      KeySource source = used.get(place);
      if (source == null) {
        source = known.get(place);
        source = source == null ? open(issuer) : source;
        used.put(place, source);
      }
      next.put(issuer.issuer(), new Trusted(issuer, source));
    }
    trust = new Trust(next);
    known.forEach(
        (place, source) -> {
          if (!used.containsKey(place)) {
            source.close();
          }
        });
    if (!used.isEmpty() && looks.getState() == Thread.State.NEW) {
      looks.start();
    }
  }

  /**
   * What two issuers must have in common to share keys: found keys are bound to their issuer, and
   * secrets are never public keys.
   */
  private static String place(Issuer issuer) {
    String jwks = issuer.jwks();
    String kind = issuer.symmetric() ? "secret " : "public ";
    return kind + (jwks == null ? "metadata of " + issuer.issuer() : jwks);
  }

  private KeySource open(Issuer issuer) throws KeySetException {
    String jwks = issuer.jwks();
    return jwks == null || jwks.contains("://")
        ? UrlKeys.of(issuer, monotonic)
        : new FileKeys(jwks, issuer.symmetric());
  }

  private void look() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        trust.issuers.values().forEach(this::look);
      } catch (RuntimeException | Error failed) {
        tell(failed);
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  /** One issuer's trouble is not another's. */
  private void look(Trusted trusted) {
    try {
      if (trusted.source.refresh()) {
        trust.remembered.invalidateAll();
      }
    } catch (RuntimeException | Error failed) {
      tell(failed);
    }
  }

  private static void tell(Throwable failed) {
    try {
      LOG.error("looking for newer keys failed; it goes on", failed);
    } catch (RuntimeException | Error unloggable) {
      // Out of memory: that the looks go on matters more than their log line.
      return;
    }
  }

  /**
   * Who sends this request. What is thrown here must be taken for a refusal: it never means
   * anonymous.
   *
   * @throws Paused if the request waits for keys, and its thread does not
   */
  public Identification identify(Exchange exchange) {
    BearerHeader header = BearerHeader.of(exchange);
    CredentialError wrong = header.error();
    if (wrong != null) {
      return Identification.rejected(wrong);
    }
    return header.present() ? judge(header, exchange::suspend) : Identification.anonymous();
  }

  private Identification judge(BearerHeader header, Pause pause) {
    Trust now = trust;
    TokenHash hash = header.hash();
    Principal remembered = now.remembered.getIfPresent(hash);
    try {
      if (remembered != null) {
        ClaimRules.during(remembered.validFrom(), remembered.expiresAt(), seconds());
        return Identification.of(remembered);
      }
      CredentialError malformed = header.malformed();
      return malformed == null
          ? verify(header.token(), hash, now, pause)
          : Identification.rejected(malformed);
    } catch (Rejected rejected) {
      return Identification.rejected(
          CredentialError.invalidToken(rejected.reason(), hash.toString()));
    }
  }

  private Identification verify(String token, TokenHash hash, Trust now, Pause pause)
      throws Rejected {
    StrictJws jws = StrictJws.parse(token);
    Map<String, Object> claims = jws.claims();
    Object name = claims.get("iss");
    Trusted trusted = name instanceof String ? now.issuers.get(name) : null;
    if (trusted == null) {
      throw new Rejected("unknown issuer");
    }
    if (!trusted.issuer.algorithms().contains(jws.algorithm())) {
      throw new Rejected("algorithm");
    }
    // Claims come before keys: a token that can't be good must not cause a fetch.
    Principal claimed = ClaimRules.claimed(claims, trusted.issuer, hash.toString(), seconds());
    KeySource source = trusted.source;
    KeySet keys = source.keys(pause);
    if (keys == null) {
      return Identification.rejected(
          CredentialError.unavailable(
              "no keys of the issuer", source.retryAfterSeconds(), hash.toString()));
    }
    VerificationKey key = keys.find(jws.keyId(), jws.algorithm());
    if (key == null && keys.lacks(jws.keyId(), jws.algorithm())) {
      keys = source.newerKeys(pause);
      key = keys == null ? null : keys.find(jws.keyId(), jws.algorithm());
    }
    if (key == null) {
      throw new Rejected("unknown key");
    }
    if (!key.verify(jws.algorithm(), jws.signingInput(), jws.signature())) {
      throw new Rejected("signature");
    }
    now.remembered.put(hash, claimed);
    if (source.inForce() != keys) {
      // They changed meanwhile, and the look that forgets tokens may have been before this one.
      now.remembered.invalidate(hash);
    }
    return Identification.of(claimed);
  }

  private long seconds() {
    return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
  }

  @Override
  public void close() {
    looks.interrupt();
    for (@Nullable Trusted trusted : trust.issuers.values()) {
      if (trusted != null) {
        trusted.source.close();
      }
    }
  }
}
