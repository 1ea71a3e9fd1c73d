package io.bartizan.engine;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.engine.audit.TraceContext;
import io.bartizan.engine.authorization.Ambiguity;
import io.bartizan.engine.authorization.Subject;
import io.bartizan.engine.identity.ClientAddress;
import io.bartizan.engine.identity.Principal;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Policy;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request so far. Each step of the walk adds to it; nobody else writes.
 *
 * <p>The names of fields are those of the audit record.
 */
final class Inquiry {

  private static final String TRACEPARENT = "traceparent";

  /** Headers that hold no credential by their definition, and no path. */
  private static final List<String> HARMLESS =
      Collections.unmodifiableList(
          Arrays.asList(
              "Accept",
              "Accept-Language",
              "Content-Length",
              "Content-Type",
              "Origin",
              "Sec-Fetch-Site",
              "X-Requested-With"));

  private static final String TRACESTATE = "tracestate";

  final Exchange exchange;
  final Protection protection;
  final long startedNanos = System.nanoTime();
  final long startedMillis;
  final String decisionId;

  /** Whether the request goes on whatever is decided. */
  private final boolean observing;

  /** Whether an earlier permit of the same request has gone through the limits already. */
  final boolean counted;

  /** Whom an earlier permit of the same request was for: a proof is good once. */
  final @Nullable Principal proven;

  @Nullable ClientAddress client;
  @Nullable Ambiguity ambiguity;
  @Nullable String target;
  @Nullable String sentHost;
  @Nullable Principal principal;
  boolean credentialPresent;

  /** For the sender's next proof; null if there is to be none. */
  @Nullable String nonce;

  @Nullable String refusedTokenHash;

  /** Why the request goes on without its session; null if it has it still, or had none. */
  @Nullable String sessionSetAside;

  /** Whether the request's session ends when it is refused. */
  boolean endsSession;

  /** What became of a session that was to end; null if none was. */
  @Nullable String sessionEnd;

  @Nullable Subject subject;
  @Nullable String rule;

  /** What a rule in {@code mode: observe} would have done; null if nothing. */
  @Nullable String observed;

  /** Whether only rules match that ask for the handler. */
  boolean provisional;

  /** What was done about headers that the application would have believed; null if nothing. */
  @Nullable String cleansed;

  /** Whom the application was told that it comes from, until its first handler is known to see. */
  volatile @Nullable String toConfirm;

  /** Whether the container has the principal, and the roles that it is asked for. */
  boolean propagated;

  @Nullable String method;
  @Nullable String path;
  @Nullable String host;
  String @Nullable [] limitHeaders;
  private @Nullable TraceContext trace;
  private AuditEvent.@Nullable Builder described;

  /**
   * Nothing is known yet.
   *
   * @param replaced an earlier inquiry into the same request, which was permitted; null if none
   */
  Inquiry(Exchange exchange, Protection protection, @Nullable Inquiry replaced) {
    this(exchange, protection, replaced, System.currentTimeMillis());
  }

  /**
   * The same of a request that arrives at a stated time.
   *
   * @param millis since the epoch
   */
  Inquiry(Exchange exchange, Protection protection, @Nullable Inquiry replaced, long millis) {
    this.startedMillis = millis;
    this.decisionId = DecisionIds.next(millis);
    this.exchange = exchange;
    this.protection = protection;
    this.observing = !Enforced.request(protection.policy(), exchange, millis);
    this.counted = replaced != null;
    this.proven = replaced == null ? null : replaced.principal;
    // What the headers say by now may be what we told the application.
    this.trace = replaced == null ? null : replaced.trace;
    this.cleansed = replaced == null ? null : replaced.cleansed;
  }

  Policy policy() {
    return protection.policy();
  }

  /** Whether decisions about it do not bind; never of what a rule enforces. */
  boolean observing() {
    return observing;
  }

  /**
   * Keeps what the record will say of the request: when the request is over, the container may have
   * taken its objects back.
   */
  void describe() {
    described = event();
  }

  /** The event without its outcome; null if the request could not even be described. */
  AuditEvent.@Nullable Builder described() {
    if (described == null) {
      try {
        describe();
      } catch (RuntimeException | Error unreadable) {
        return null;
      }
    }
    return described;
  }

  private AuditEvent.Builder event() {
    Policy policy = policy();
    AuditEvent.Builder event =
        new AuditEvent.Builder()
            .decisionId(decisionId)
            .timeMillis(startedMillis)
            .mode(observing() ? "observe" : "enforce")
            .policyDigest(policy.digest())
            .application(policy.application())
            .server(exchange.server())
            .method(method == null ? exchange.method() : method)
            .host(host)
            .localPort(exchange.localPort())
            .scheme(exchange.scheme())
            .protocol(exchange.protocol())
            .peerAddress(exchange.peerAddress())
            .clientAddress(client == null ? exchange.peerAddress() : client.text())
            .clientPort(exchange.peerPort())
            .userAgent(first("User-Agent"))
            .tokenHash(refusedTokenHash)
            .rule(rule);
    String sent = target == null ? exchange.rawTarget() : target;
    if (path == null) {
      event.pathAsSent(pathOf(sent));
    } else {
      event.path(path);
    }
    if (protection.redaction().full()) {
      event.query(queryOf(sent)).headers(harmless());
    }
    TraceContext traced = trace();
    event
        .traceId(traced.traceId())
        .spanId(traced.callerSpanId())
        .callerDecision(traced.callerDecision());
    if (policy.audit().forwardsTrace()) {
      event.ownSpanId(traced.spanId());
    }
    Principal known = principal;
    if (known != null) {
      event
          .principalId(known.id())
          .issuer(known.issuer())
          .clientId(known.clientId())
          .roles(known.roles())
          .tokenHash(known.tokenHash());
    }
    return event;
  }

  private TraceContext trace() {
    TraceContext known = trace;
    if (known == null) {
      known = TraceContext.of(exchange.headers(TRACEPARENT), exchange.headers(TRACESTATE));
      trace = known;
    }
    return known;
  }

  /**
   * Tells the application the request's place in the trace, for whom it calls, if it is to know.
   */
  void forwardTrace() {
    if (policy().audit().forwardsTrace()) {
      TraceContext traced = trace();
      exchange.replaceHeader(TRACEPARENT, traced.traceparent());
      exchange.replaceHeader(TRACESTATE, traced.tracestate(decisionId));
    }
  }

  private Map<String, String> harmless() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : HARMLESS) {
      String value = first(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return all;
  }

  private @Nullable String first(String header) {
    String[] values = exchange.headers(header);
    return values.length == 0 ? null : values[0];
  }

  private static @Nullable String queryOf(@Nullable String target) {
    int query = target == null ? -1 : target.indexOf('?');
    return target == null || query < 0 ? null : target.substring(query + 1);
  }

  /** A raw target as far as it may be kept: queries hold secrets and stay out of the trail. */
  private static @Nullable String pathOf(@Nullable String target) {
    if (target == null) {
      return null;
    }
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
