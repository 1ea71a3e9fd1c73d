package io.bartizan.engine;

import io.bartizan.engine.answer.ResourceMetadata;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.Redaction;
import io.bartizan.engine.authorization.Dispatches;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.Identification;
import io.bartizan.engine.identity.Principal;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Policy;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy with what was made ready for it: what one request is judged by from start to end. */
public final class Protection {

  private final Policy policy;
  private final BiFunction<Exchange, @Nullable Principal, Identification> identifier;
  private final Function<Principal, @Nullable String> withdrawn;
  private final Function<Exchange, @Nullable String> sessionOver;
  private final Limiter limiter;
  private final Dispatches dispatches;
  private final Redaction redaction;
  private final AuditTrail trail;
  private final @Nullable ResourceMetadata metadata;

  /** The authenticator, the limiter and the trail are ready for this policy already. */
  public Protection(Policy policy, Authenticator authenticator, Limiter limiter, AuditTrail trail) {
    this(
        policy,
        authenticator::identify,
        authenticator::withdrawn,
        authenticator::sessionOver,
        limiter,
        trail);
  }

  /** With who sends a request told by something else than its credential: for {@link Trial}. */
  Protection(
      Policy policy,
      BiFunction<Exchange, @Nullable Principal, Identification> identifier,
      Limiter limiter,
      AuditTrail trail) {
    this(policy, identifier, principal -> null, exchange -> null, limiter, trail);
  }

  private Protection(
      Policy policy,
      BiFunction<Exchange, @Nullable Principal, Identification> identifier,
      Function<Principal, @Nullable String> withdrawn,
      Function<Exchange, @Nullable String> sessionOver,
      Limiter limiter,
      AuditTrail trail) {
    this.policy = policy;
    this.identifier = identifier;
    this.withdrawn = withdrawn;
    this.sessionOver = sessionOver;
    this.limiter = limiter;
    this.trail = trail;
    this.dispatches = new Dispatches();
    this.redaction = new Redaction(policy);
    this.metadata = ResourceMetadata.of(policy.identity(), policy.application());
  }

  /** The policy. */
  public Policy policy() {
    return policy;
  }

  /** Audit records written so far to the trail that this policy names. */
  public long auditWritten() {
    return trail.written();
  }

  /** Audit records that found no place in the queue. */
  public long auditLost() {
    return trail.lost();
  }

  /** Whether the last write to the trail failed. */
  public boolean auditFailing() {
    return trail.failing();
  }

  /** Whether the trail has no place left. */
  public boolean auditFull() {
    return trail.full();
  }

  /** Who sends a request; see {@link Authenticator#identify}. */
  Identification identify(Exchange exchange, @Nullable Principal proven) {
    return identifier.apply(exchange, proven);
  }

  /** What is published of the resource; null if nothing is. */
  @Nullable ResourceMetadata metadata() {
    return metadata;
  }

  /** Why what proved a principal is to be believed no longer; null if it still is. */
  @Nullable String withdrawn(Principal principal) {
    return withdrawn.apply(principal);
  }

  /** Why a stream must end that an adopted session was granted; null if it may go on. */
  @Nullable String sessionOver(Exchange exchange) {
    return sessionOver.apply(exchange);
  }

  Limiter limiter() {
    return limiter;
  }

  AuditTrail trail() {
    return trail;
  }

  /** What the trail does not tell. */
  Redaction redaction() {
    return redaction;
  }

  Dispatches dispatches() {
    return dispatches;
  }
}
