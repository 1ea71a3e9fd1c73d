package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Sessions;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What proves the sender of a request beside a token: an API key, a load balancer's word, the login
 * in the application's session or, where there is nothing else, a client certificate.
 */
final class OtherCredentials implements AutoCloseable {

  /** Nobody can prove anything. */
  static final OtherCredentials NONE =
      new OtherCredentials(null, null, null, null, Collections.emptyList());

  private static final String[] NOTHING = {};

  private final @Nullable ApiKeyRing apiKeys;
  private final @Nullable LoadBalancerWord loadBalancers;
  private final @Nullable SessionHolder sessions;
  private final @Nullable CertificateHolder certificates;
  private final List<Cidr> proxies;

  private OtherCredentials(
      @Nullable ApiKeyRing apiKeys,
      @Nullable LoadBalancerWord loadBalancers,
      @Nullable SessionHolder sessions,
      @Nullable CertificateHolder certificates,
      List<Cidr> proxies) {
    this.certificates = certificates;
    this.apiKeys = apiKeys;
    this.loadBalancers = loadBalancers;
    this.sessions = sessions;
    this.proxies = proxies;
  }

  /**
   * What a policy accepts.
   *
   * @param called what credentials are called in the trail
   * @param monotonic in nanoseconds
   * @param startedMillis since when the sessions of this process are known
   * @throws KeySetException if a file that it needs can't be used
   */
  static OtherCredentials of(
      Identity identity,
      CredentialNames called,
      Clock clock,
      LongSupplier monotonic,
      long startedMillis)
      throws KeySetException {
    ApiKeys keys = identity.apiKeys();
    Sessions adopted = identity.sessions();
    CertificateIdentity names = identity.certificates();
    return new OtherCredentials(
        keys == null ? null : new ApiKeyRing(keys, called),
        LoadBalancerWord.of(identity.loadBalancers(), called, clock, monotonic),
        adopted == null ? null : new SessionHolder(adopted, identity, called, clock, startedMillis),
        names == null ? null : new CertificateHolder(names, identity, called, clock),
        identity.trustedProxies());
  }

  /** Whether there is anything to look after. */
  boolean none() {
    return apiKeys == null && loadBalancers == null;
  }

  /**
   * Whom the request comes from by such a credential; null if it brings none. A key, a word or a
   * login beside another credential is one too many: which of them the application would go by
   * can't be known. A certificate is of the connection, and gives way to what a request itself
   * says.
   *
   * @param token whether the request brings a token
   * @throws Paused if the request waits for keys, and its thread does not
   */
  @Nullable Identification identify(Exchange exchange, boolean token, Clock clock) {
    ApiKeyRing ring = apiKeys;
    String[] keys = ring == null ? NOTHING : exchange.headers(ring.header());
    LoadBalancerWord balancers = loadBalancers;
    String[] told =
        balancers != null && ClientAddress.trustedPeer(exchange, proxies)
            ? exchange.headers(LoadBalancerWord.HEADER)
            : NOTHING;
    Identification session = sessions == null ? null : sessions.identify(exchange);
    if (session != null) {
      return token || keys.length > 0 || told.length > 0
          ? Identification.rejected(CredentialError.invalidRequest("more than one credential"))
          : session;
    }
    if (keys.length == 0 && told.length == 0) {
      return token || certificates == null ? null : certificates.identify(exchange);
    }
    if (token || (keys.length > 0 && told.length > 0)) {
      return Identification.rejected(CredentialError.invalidRequest("more than one credential"));
    }
    if (ring != null && keys.length > 0) {
      return ring.identify(keys, TimeUnit.MILLISECONDS.toSeconds(clock.millis()));
    }
    return balancers == null ? null : balancers.identify(told, exchange::suspend);
  }

  /** See {@link SessionHolder#over}; null where no sessions are adopted any more. */
  @Nullable String sessionOver(Exchange exchange) {
    return sessions == null ? null : sessions.over(exchange);
  }

  /** Looks for what has changed; called about once a second, never by a request. */
  void refresh() {
    if (apiKeys != null) {
      apiKeys.refresh();
    }
    if (loadBalancers != null) {
      loadBalancers.refresh();
    }
  }

  @Override
  public void close() {
    if (loadBalancers != null) {
      loadBalancers.close();
    }
  }
}
