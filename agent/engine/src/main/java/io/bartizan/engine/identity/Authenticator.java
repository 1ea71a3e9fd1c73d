package io.bartizan.engine.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bartizan.engine.revocation.Revocations;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.HashKey;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Introspection;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.StatusList;
import io.bartizan.policy.TokenTerms;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Proves who sends a request: by its token and what that is bound to, or another credential. */
public final class Authenticator implements AutoCloseable {

  /** What principals of the application's sessions have for an issuer. */
  public static final String SESSIONS = SessionHolder.ISSUER;

  /** Verified tokens that are remembered; some 10 MiB with their claims. */
  static final int MAX_REMEMBERED = 10_000;

  /** So long a token is believed without verifying its signature again. */
  static final long REMEMBERED_SECONDS = 60;

  private static final long LOOK_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

  private final Clock clock;
  private final LongSupplier monotonic;
  private final long startedMillis;
  private final Thread looks;
  private final Possession possession;
  private final Revocations revocations;
  private volatile BiConsumer<String, Boolean> listener = (what, good) -> {};
  private volatile @Nullable HashKeyWatch hashKeyWatch;
  private volatile Trust trust =
      new Trust(
          Identity.NONE,
          Collections.emptyMap(),
          null,
          OtherCredentials.NONE,
          CredentialNames.OF_THIS_PROCESS);

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
    this.startedMillis = clock.millis();
    this.possession =
        new Possession(clock, new DpopProofs(clock, monotonic, Identity.DEFAULT_MAX_PROOFS));
    this.revocations = new Revocations(clock, monotonic);
    this.looks = new Thread(this::look, "bartizan-keys");
    looks.setDaemon(true);
    looks.setContextClassLoader(Authenticator.class.getClassLoader());
  }

  /** An issuer, its keys, and what tells the status of its tokens. */
  private static final class Trusted {
    final Issuer issuer;
    final KeySource source;
    final @Nullable StatusLists statuses;

    Trusted(Issuer issuer, KeySource source, @Nullable StatusLists statuses) {
      this.issuer = issuer;
      this.source = source;
      this.statuses = statuses;
    }
  }

  /** One configuration: who is trusted, and the tokens verified under it. */
  private static final class Trust {
    final Identity identity;
    final Map<String, Trusted> issuers;

    /** Whom to ask about tokens that don't say whose they are; null if nobody. */
    final @Nullable Introspector introspector;

    final OtherCredentials others;
    final CredentialNames names;
    final Svid workloads;

    final Cache<TokenHash, Principal> remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED_SECONDS, TimeUnit.SECONDS)
            .executor(Runnable::run)
            .build();

    Trust(
        Identity identity,
        Map<String, Trusted> issuers,
        @Nullable Introspector introspector,
        OtherCredentials others,
        CredentialNames names) {
      this.identity = identity;
      this.names = names;
      this.others = others;
      this.workloads = new Svid(identity);
      this.introspector = introspector;
      this.issuers = issuers;
    }
  }

  /**
   * Believes these from now on, and forgets the tokens verified before. Keys from the same place
   * are kept, and so is which proofs have been accepted.
   *
   * @throws KeySetException if a key file can't be used; nothing has changed then
   */
  public void configure(Identity identity) throws KeySetException {
    configure(identity, null);
  }

  /**
   * The same with credentials that are called in the trail as a key has it.
   *
   * @param hashKey null names them by a key of this process
   * @throws KeySetException if a key can't be used; nothing has changed then
   */
  public synchronized void configure(Identity identity, @Nullable HashKey hashKey)
      throws KeySetException {
    believe(identity, CredentialNames.of(hashKey));
    hashKeyWatch = null;
    if (hashKey != null && hashKey.file() != null) {
      hashKeyWatch = new HashKeyWatch(hashKey);
      startLooks();
    }
  }

  private void believe(Identity identity, CredentialNames names) throws KeySetException {
    Map<String, KeySource> known = new HashMap<>();
    Map<String, Trusted> trustedBefore = trust.issuers;
    for (Trusted one : trustedBefore.values()) {
      known.put(place(one.issuer), one.source);
      if (one.statuses != null) {
        known.put(place(statusSigner(one.issuer)), one.statuses.keys());
      }
    }
    Map<String, Trusted> next = new HashMap<>();
    Map<String, KeySource> used = new HashMap<>();
    for (Issuer issuer : identity.issuers()) {
      KeySource source = source(issuer, known, used);
      KeySource signer = source(statusSigner(issuer), known, used);
      StatusLists statuses = statuses(issuer, signer, trustedBefore.get(issuer.issuer()));
      next.put(issuer.issuer(), new Trusted(issuer, source, statuses));
    }
    OtherCredentials others = OtherCredentials.of(identity, names, clock, monotonic, startedMillis);
    Introspector before = trust.introspector;
    OtherCredentials othersBefore = trust.others;
    trust = new Trust(identity, next, introspector(identity), others, names);
    if (before != null) {
      before.close();
    }
    othersBefore.close();
    possession.hold(identity.maxProofs());
    revocations.hold(identity.revocation().maxEntries());
    known.forEach(
        (place, source) -> {
          if (!used.containsKey(place)) {
            source.close();
          }
        });
    for (Trusted one : trustedBefore.values()) {
      Trusted now = next.get(one.issuer.issuer());
      if (one.statuses != null && (now == null || now.statuses != one.statuses)) {
        one.statuses.close();
      }
    }
    if (!(used.isEmpty() && others.none())) {
      startLooks();
    }
  }

  private void startLooks() {
    if (looks.getState() == Thread.State.NEW) {
      looks.start();
    }
  }

  /**
   * Looks for another secret of {@code audit.hashKey}: all that names credentials goes by it from
   * one request to the next, or nothing does. Called about once a second, never by a request.
   */
  synchronized void lookAtHashKey() {
    HashKeyWatch watch = hashKeyWatch;
    if (watch == null) {
      return;
    }
    CredentialNames names = watch.look(trust.names);
    if (names != null) {
      try {
        believe(trust.identity, names);
        watch.renamed();
      } catch (KeySetException bad) {
        watch.unusable(bad);
      }
    }
    KeyNews news = watch.news();
    if (news != null) {
      LOG.info("{}", news.what);
      listener.accept(news.what, news.good);
    }
  }

  private KeySource source(Issuer issuer, Map<String, KeySource> known, Map<String, KeySource> used)
      throws KeySetException {
    String place = place(issuer);
    KeySource source = used.get(place);
    if (source == null) {
      source = known.get(place);
      source = source == null ? open(issuer) : source;
      used.put(place, source);
    }
    return source;
  }

  /** Who signs the status lists of an issuer: itself, unless the policy names other keys. */
  private static Issuer statusSigner(Issuer issuer) {
    StatusList lists = issuer.statusList();
    String keys = lists == null ? null : lists.jwks();
    return keys == null ? issuer : issuer.withKeys(keys);
  }

  private @Nullable StatusLists statuses(Issuer issuer, KeySource signer, @Nullable Trusted before)
      throws KeySetException {
    StatusList how = issuer.statusList();
    if (how == null) {
      return null;
    }
    StatusLists known = before == null ? null : before.statuses;
    return known != null && known.serves(issuer, signer)
        ? known
        : new StatusLists(issuer, how, signer, clock, monotonic);
  }

  private @Nullable Introspector introspector(Identity identity) throws KeySetException {
    for (Issuer issuer : identity.issuers()) {
      Introspection how = issuer.introspection();
      if (how != null) {
        return new Introspector(issuer, how, clock, monotonic);
      }
    }
    return null;
  }

  /**
   * What two issuers must have in common to share keys: found keys are bound to their issuer, and
   * secrets are never public keys.
   */
  private static String place(Issuer issuer) {
    if (asked(issuer)) {
      return "none";
    }
    String jwks = issuer.jwks();
    String kind = issuer.symmetric() ? "secret " : issuer.trustDomain() ? "bundle " : "public ";
    String trust = issuer.trust() == null ? "" : " trusting " + issuer.trust();
    return kind + (jwks == null ? "metadata of " + issuer.issuer() : jwks) + trust;
  }

  /** Whether an issuer is asked about each of its tokens, so that its keys are of no use. */
  private static boolean asked(Issuer issuer) {
    Introspection how = issuer.introspection();
    return how != null && how.ofAllTokens();
  }

  private KeySource open(Issuer issuer) throws KeySetException {
    if (asked(issuer)) {
      return new NoKeys();
    }
    String jwks = issuer.jwks();
    return jwks == null || jwks.contains("://")
        ? UrlKeys.of(issuer, monotonic)
        : new FileKeys(jwks, issuer);
  }

  /**
   * Who hears what befalls keys from now on, on the thread that looks for them.
   *
   * @param to what it is, and whether there are good keys after it
   */
  public void tell(BiConsumer<String, Boolean> to) {
    listener = to;
  }

  private void look() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Trust now = trust;
        now.issuers.values().forEach(this::look);
        if (now.introspector != null) {
          now.introspector.cutOverdue();
        }
        now.others.refresh();
        lookAtHashKey();
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
      look(trusted.source);
      StatusLists statuses = trusted.statuses;
      if (statuses != null) {
        if (statuses.keys() != trusted.source) {
          look(statuses.keys());
        }
        statuses.refresh(news -> listener.accept(news.what, news.good));
      }
    } catch (RuntimeException | Error failed) {
      tell(failed);
    }
  }

  private void look(KeySource source) {
    if (source.refresh()) {
      trust.remembered.invalidateAll();
    }
    KeyNews news = source.news();
    if (news != null) {
      listener.accept(news.what, news.good);
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
    return identify(exchange, null);
  }

  /**
   * The same for a request that may have been identified before.
   *
   * @param proven whom this very request has proven to come from already: its proof, which is good
   *     once, is not asked for again; null if nobody
   */
  public Identification identify(Exchange exchange, @Nullable Principal proven) {
    Trust now = trust;
    TokenHeader header = TokenHeader.of(exchange, now.identity.tokenPlaces());
    CredentialError wrong = header.error();
    if (wrong != null) {
      return Identification.rejected(wrong);
    }
    Identification other = now.others.identify(exchange, header.present(), clock);
    if (other != null) {
      Principal sender = other.principal();
      if (sender != null && revoked(sender)) {
        Identification revoked =
            Identification.rejected(CredentialError.invalidKey("revoked", sender.tokenHash()));
        return sender.issuer().equals(SessionHolder.ISSUER) ? revoked.endingSession() : revoked;
      }
      return sender != null && now.workloads.assumed(sender)
          ? assumed(sender, header.scheme())
          : other;
    }
    if (!header.present()) {
      return Identification.anonymous();
    }
    Identification known = judge(header, now, exchange::suspend);
    Principal principal = known.principal();
    if (principal != null && now.workloads.assumed(principal)) {
      return assumed(principal, header.scheme());
    }
    if (principal == null) {
      CredentialError error = known.error();
      return error == null ? known : Identification.rejected(error.under(header.scheme()));
    }
    if (revoked(principal)) {
      return Identification.rejected(
          CredentialError.invalidToken("revoked", principal.tokenHash()).under(header.scheme()));
    }
    CredentialError status = status(principal, now, exchange::suspend);
    if (status != null) {
      return Identification.rejected(status.under(header.scheme()));
    }
    if (proven != null && proven.tokenHash().equals(principal.tokenHash())) {
      return known;
    }
    return possession.prove(principal, header, terms(now, principal), exchange, now.identity);
  }

  private static Identification assumed(Principal principal, String scheme) {
    CredentialError error =
        CredentialError.invalidToken(
            "a SPIFFE ID that its trust domain did not give", principal.tokenHash());
    return Identification.rejected(error.under(scheme));
  }

  /** Whether a principal's token has been revoked since it was proven. */
  public boolean revoked(Principal principal) {
    return revocations.any() && revocations.revoked(principal.marks());
  }

  /** What a token's status list says against it; null if nothing, or if there is none to ask. */
  private static @Nullable CredentialError status(Principal principal, Trust now, Pause pause) {
    StatusReference status = principal.status();
    Trusted trusted = status == null ? null : now.issuers.get(principal.issuer());
    StatusLists lists = trusted == null ? null : trusted.statuses;
    return status == null || lists == null
        ? null
        : lists.check(status, principal.tokenHash(), pause);
  }

  /**
   * Why a principal is to be believed no longer, though its time is not over; null if it is still.
   * Never waits.
   */
  public @Nullable String withdrawn(Principal principal) {
    if (revoked(principal)) {
      return principal.issuer().equals(SESSIONS) ? "session revoked" : "token revoked";
    }
    StatusReference status = principal.status();
    Trusted trusted = status == null ? null : trust.issuers.get(principal.issuer());
    StatusLists lists = trusted == null ? null : trusted.statuses;
    return status == null || lists == null ? null : lists.withdrawn(status);
  }

  /**
   * Why a stream must end that an adopted session has been granted; null if it may go on. On any
   * thread, and without waiting.
   */
  public @Nullable String sessionOver(Exchange exchange) {
    return trust.others.sessionOver(exchange);
  }

  /** What has been revoked; asked whenever a token is presented. */
  public Revocations revocations() {
    return revocations;
  }

  private static TokenTerms terms(Trust now, Principal principal) {
    Trusted trusted = now.issuers.get(principal.issuer());
    if (trusted == null) {
      throw new IllegalStateException("a principal of an issuer that is not trusted");
    }
    return trusted.issuer.terms();
  }

  private Identification judge(TokenHeader header, Trust now, Pause pause) {
    TokenHash hash = header.hash(now.names);
    Principal remembered = now.remembered.getIfPresent(hash);
    try {
      if (remembered != null) {
        ClaimRules.during(
            remembered.validFrom(),
            remembered.expiresAt(),
            terms(now, remembered).skewSeconds(),
            seconds());
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
    Introspector introspector = now.introspector;
    if (introspector != null && !StrictJws.begins(token)) {
      return introspector.identify(token, hash, pause);
    }
    StrictJws jws = StrictJws.parse(token);
    Map<String, Object> claims = jws.claims();
    Trusted trusted = issuer(claims, now);
    if (trusted == null) {
      throw new Rejected("unknown issuer");
    }
    if (introspector != null && asked(trusted.issuer)) {
      return introspector.identify(token, hash, pause);
    }
    if (!trusted.issuer.algorithms().contains(jws.algorithm())) {
      throw new Rejected("algorithm");
    }
    Svid.type(jws.type(), trusted.issuer);
    String type = trusted.issuer.terms().type();
    if (type != null && !type.equals(jws.type())) {
      throw new Rejected("token type");
    }
    // Claims come before keys: a token that can't be good must not cause a fetch.
    Principal claimed = ClaimRules.claimed(claims, trusted.issuer, hash.toString(), seconds());
    Svid.subject(claimed, trusted.issuer);
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

  /** The issuer that a token names; a SPIFFE trust domain is named by its workload. */
  private static @Nullable Trusted issuer(Map<String, Object> claims, Trust now) {
    Object name = claims.get("iss");
    Trusted named = name instanceof String ? now.issuers.get(name) : null;
    String domain = named == null ? Svid.issuer(claims) : null;
    return domain == null ? named : now.issuers.get(domain);
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
        if (trusted.statuses != null) {
          trusted.statuses.close();
          trusted.statuses.keys().close();
        }
      }
    }
    if (trust.introspector != null) {
      trust.introspector.close();
    }
    trust.others.close();
  }
}
