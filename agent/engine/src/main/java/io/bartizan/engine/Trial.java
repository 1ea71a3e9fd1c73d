package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.authorization.Ambiguity;
import io.bartizan.engine.authorization.Canonical;
import io.bartizan.engine.authorization.Fit;
import io.bartizan.engine.authorization.Subject;
import io.bartizan.engine.identity.Identification;
import io.bartizan.engine.identity.Stated;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.trial.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes stated requests along the {@link Walk} that real ones take, under one policy. Only two
 * things differ: a token's claims are taken for genuine, and nothing is limited or recorded.
 */
public final class Trial implements AutoCloseable {

  private final Policy asWritten;
  private final Policy policy;
  private final AuditTrail nowhere = AuditTrail.toNowhere();
  private final Protection protection;

  /** Trials of a policy, as if it said {@code mode: enforce}. */
  public Trial(Policy policy) {
    this.asWritten = policy;
    this.policy = policy.in(Mode.ENFORCE);
    this.protection =
        new Protection(
            this.policy,
            (exchange, proven) -> identify(exchange),
            new Limiter(Collections.emptyList()),
            nowhere);
  }

  private Identification identify(Exchange exchange) {
    Given given = ((StatedExchange) exchange).given();
    return Stated.identify(policy, given.claims(), given.roles());
  }

  /** What would become of a request. */
  public Outcome judge(Given given) {
    Inquiry inquiry = inquiry(given);
    Refusal refusal = walk(inquiry);
    Dispatch dispatch = dispatch(given);
    Grant grant = new Grant(inquiry, null, false);
    if (refusal == null && dispatch != null) {
      refusal = LateWalk.take(grant, dispatch);
    }
    return outcome(grant, refusal);
  }

  /**
   * Every rule in file order against a request; empty where it is refused before rules are asked
   * (an ambiguous message, a token that is not accepted).
   */
  public List<Fit> fits(Given given) {
    Inquiry inquiry = inquiry(given);
    walk(inquiry);
    Subject subject = inquiry.subject;
    Ambiguity ambiguity = inquiry.ambiguity;
    String method = inquiry.method;
    String path = inquiry.path;
    if (subject == null || ambiguity == null || method == null || path == null) {
      return Collections.emptyList();
    }
    String target = inquiry.target;
    String canonical = ambiguity.clean() || target == null ? null : Canonical.target(target);
    List<Fit> fits = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      fits.add(Fit.of(rule, subject, method, path, canonical, ambiguity, dispatch(given)));
    }
    return fits;
  }

  /**
   * Whether what becomes of a request binds, in the mode that the policy has: it does not where the
   * policy observes and no rule enforces.
   */
  public boolean binding(Given given) {
    return Enforced.request(asWritten, new StatedExchange(given), millis(given));
  }

  private Inquiry inquiry(Given given) {
    return new Inquiry(new StatedExchange(given), protection, null, millis(given));
  }

  private static long millis(Given given) {
    Instant time = given.time();
    return time == null ? System.currentTimeMillis() : time.toEpochMilli();
  }

  private static @Nullable Refusal walk(Inquiry inquiry) {
    for (Step step : Walk.STEPS) {
      Refusal refusal = step.take(inquiry);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private static @Nullable Dispatch dispatch(Given given) {
    boolean unstated =
        given.handler() == null && given.route() == null && given.operation() == null;
    return unstated ? null : new StatedDispatch(given);
  }

  private static Outcome outcome(Grant grant, @Nullable Refusal refusal) {
    if (refusal != null) {
      return Outcome.refused(refusal);
    }
    if (grant.provisional()) {
      return Outcome.possible();
    }
    String settled = grant.inquiry().provisional ? grant.courseToTell().rule() : null;
    return Outcome.permitted(settled == null ? grant.inquiry().rule : settled);
  }

  @Override
  public void close() {
    nowhere.close();
  }
}
