package io.bartizan.engine;

import io.bartizan.engine.answer.Challenge;
import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.answer.ResourceMetadata;
import io.bartizan.engine.authorization.Ambiguity;
import io.bartizan.engine.authorization.Authorizer;
import io.bartizan.engine.authorization.Canonical;
import io.bartizan.engine.authorization.Firewall;
import io.bartizan.engine.authorization.Headers;
import io.bartizan.engine.authorization.ObservedRules;
import io.bartizan.engine.authorization.RequestAttributes;
import io.bartizan.engine.authorization.Subject;
import io.bartizan.engine.authorization.Verdict;
import io.bartizan.engine.identity.ClientAddress;
import io.bartizan.engine.identity.CredentialError;
import io.bartizan.engine.identity.Identification;
import io.bartizan.engine.identity.Principal;
import io.bartizan.engine.limit.LimitVerdict;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Rule;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The walk of one request, in its order. */
final class Walk {

  /** Every step that a request takes on the way to its permit. */
  static final List<Step> STEPS =
      Collections.unmodifiableList(
          Arrays.asList(
              Walk::firewall,
              Walk::locate,
              Walk::serve,
              Walk::identify,
              Handover::cleanse,
              Walk::authorize,
              Walk::limit,
              Handover::propagate));

  /** RFC 9449, 8.2. */
  static final String NONCE = "DPoP-Nonce";

  private Walk() {}

  /** Ambiguous messages go no further, whoever sends them. */
  static @Nullable Refusal firewall(Inquiry inquiry) {
    Exchange exchange = inquiry.exchange;
    inquiry.target = exchange.rawTarget();
    inquiry.sentHost = exchange.host();
    Ambiguity ambiguity = Firewall.inspect(inquiry.target, inquiry.sentHost, exchange.mapsPath());
    inquiry.ambiguity = ambiguity;
    inquiry.method = exchange.method();
    if (ambiguity.fault() != null) {
      return ambiguous(ambiguity);
    }
    String headers = Headers.inspect(exchange);
    return headers == null
        ? null
        : Refusal.of(400, "ambiguous message: " + headers, "The message is ambiguous.");
  }

  private static Refusal ambiguous(Ambiguity ambiguity) {
    return Refusal.of(400, "ambiguous path: " + ambiguity, "The request target is ambiguous.");
  }

  /** Where the request comes from and where it goes to. */
  static @Nullable Refusal locate(Inquiry inquiry) {
    Exchange exchange = inquiry.exchange;
    inquiry.client = ClientAddress.of(exchange, inquiry.policy().trustedProxies());
    inquiry.path = exchange.path();
    inquiry.host = hostName(inquiry.sentHost);
    return null;
  }

  /** Lower case, without the port (RFC 3986, 3.2.2 and 3.2.3). */
  static @Nullable String hostName(@Nullable String host) {
    if (host == null) {
      return null;
    }
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  /** What the agent itself serves, the application never sees. */
  static @Nullable Refusal serve(Inquiry inquiry) {
    ResourceMetadata metadata = inquiry.protection.metadata();
    return metadata == null ? null : metadata.answer(known(inquiry.method), known(inquiry.path));
  }

  private static Refusal challenged(Inquiry inquiry, Refusal refusal, String challenge) {
    return refusal.with(
        "WWW-Authenticate", Challenge.with(inquiry.protection.metadata(), challenge));
  }

  /** Who sends it, proven by the credential. */
  static @Nullable Refusal identify(Inquiry inquiry) {
    Identification identity = inquiry.protection.identify(inquiry.exchange, inquiry.proven);
    inquiry.credentialPresent = identity.credentialPresent();
    setAside(inquiry, identity.setAside());
    inquiry.endsSession = identity.endsSession();
    CredentialError error = identity.error();
    if (error == null) {
      inquiry.principal = identity.principal();
      inquiry.nonce = identity.nonce();
      return null;
    }
    inquiry.refusedTokenHash = error.tokenHash();
    Refusal refusal =
        Refusal.of(error.status(), "credential: " + error.reason(), error.description())
            .ofCredential();
    if (error.status() == 401 || error.status() == 400) {
      String realm = inquiry.policy().application();
      boolean dpop = error.scheme().equals(CredentialError.DPOP);
      refusal =
          challenged(
              inquiry,
              refusal,
              dpop
                  ? Challenge.dpop(realm, error.code(), error.description())
                  : Challenge.bearer(realm, error.code(), error.description()));
    }
    String nonce = error.nonce();
    if (nonce != null) {
      refusal = refusal.with(NONCE, nonce);
    }
    return error.retryAfterSeconds() > 0
        ? refusal.with("Retry-After", Integer.toString(error.retryAfterSeconds()))
        : refusal;
  }

  /** A request that only is observed goes on as it came. */
  private static void setAside(Inquiry inquiry, @Nullable String why) {
    if (why == null) {
      return;
    }
    inquiry.sessionSetAside = "session set aside: " + why;
    if (!inquiry.observing()) {
      try {
        inquiry.exchange.setSessionAside();
      } catch (Exception kept) {
        throw new IllegalStateException("the session can't be taken from the request", kept);
      }
    }
  }

  /** Whether the policy permits it. */
  static @Nullable Refusal authorize(Inquiry inquiry) {
    ClientAddress client = known(inquiry.client);
    String path = known(inquiry.path);
    Ambiguity ambiguity = known(inquiry.ambiguity);
    String target = inquiry.target;
    Subject subject =
        new Subject(
            inquiry.policy(),
            inquiry.principal,
            client.address(),
            inquiry.host,
            inquiry.exchange.localPort(),
            inquiry.startedMillis,
            inquiry.policy().conditional() ? attributes(inquiry, client, path) : null);
    inquiry.subject = subject;
    String canonical = ambiguity.clean() || target == null ? null : Canonical.target(target);
    Verdict verdict = Authorizer.judge(subject, known(inquiry.method), path, canonical, ambiguity);
    inquiry.observed =
        ObservedRules.told(
            subject,
            known(inquiry.method),
            path,
            canonical,
            ambiguity,
            verdict.kind() == Verdict.Kind.ALLOWED || verdict.kind() == Verdict.Kind.POSSIBLE);
    Rule rule = verdict.rule();
    inquiry.rule = rule == null ? null : rule.name();
    switch (verdict.kind()) {
      case ALLOWED:
        return null;
      case POSSIBLE:
        inquiry.provisional = true;
        return null;
      case AMBIGUOUS:
        return ambiguous(ambiguity);
      case DENIED:
        return unpermitted(inquiry, "rule").by(known(rule).name());
      default:
        return unpermitted(inquiry, "no rule");
    }
  }

  private static RequestAttributes attributes(Inquiry inquiry, ClientAddress client, String path) {
    return new RequestAttributes(
        inquiry.exchange,
        inquiry.principal,
        client,
        inquiry.host,
        known(inquiry.method),
        path,
        inquiry.target,
        inquiry.startedMillis);
  }

  /** RFC 9110, 15.5.2 and 15.5.4: 401 invites a credential, 403 says that this one won't do. */
  static Refusal unpermitted(Inquiry inquiry, String reason) {
    String realm = inquiry.policy().application();
    Principal principal = inquiry.principal;
    if (principal != null) {
      String scope = "insufficient_scope";
      return challenged(
          inquiry,
          Refusal.of(403, reason, "You may not do this."),
          principal.keyBound()
              ? Challenge.dpop(realm, scope, null)
              : Challenge.bearer(realm, scope, null));
    }
    Refusal refusal = Refusal.of(401, reason + ", no credential", "A credential is needed.");
    boolean dpop = inquiry.policy().issuers().stream().anyMatch(i -> i.terms().dpopRequired());
    if (dpop) {
      refusal = challenged(inquiry, refusal, Challenge.dpop(realm, null, null));
    }
    boolean bearer =
        !dpop || inquiry.policy().issuers().stream().anyMatch(i -> !i.terms().dpopRequired());
    return bearer ? challenged(inquiry, refusal, Challenge.bearer(realm, null, null)) : refusal;
  }

  /** Whether it comes too often. */
  static @Nullable Refusal limit(Inquiry inquiry) {
    if (inquiry.counted) {
      return null;
    }
    LimitVerdict verdict =
        inquiry
            .protection
            .limiter()
            .take(new LimitSubject(inquiry.principal, known(inquiry.client).address()));
    if (!verdict.rateLimitPolicy().isEmpty()) {
      inquiry.limitHeaders =
          new String[] {
            "RateLimit-Policy", verdict.rateLimitPolicy(), "RateLimit", verdict.rateLimit()
          };
    }
    if (verdict.permitted()) {
      return null;
    }
    return Refusal.of(429, "limit: " + verdict.limit(), "Too many requests.")
        .with("Retry-After", Long.toString(verdict.retryAfterSeconds()));
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a step before this one has not been taken");
    }
    return value;
  }
}
