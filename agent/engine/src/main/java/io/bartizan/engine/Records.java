package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import org.jspecify.annotations.Nullable;

/** Writes what became of an inquiry to the trail that its policy names. */
final class Records {

  private Records() {}

  /** A refusal, at once. */
  static void refused(Inquiry inquiry, Refusal refusal) {
    inquiry
        .protection
        .trail()
        .offer(
            described(inquiry)
                .outcome(AuditEvent.Outcome.REFUSED)
                .reason(refusal.reason())
                .credentialRefused(refusal.credential())
                .status(refusal.status())
                .latencyNanos(System.nanoTime() - inquiry.startedNanos)
                .bytesSent(-1)
                .build());
  }

  /** A permit whose request is over; uses the place that it holds. */
  static void finished(Grant grant) {
    AuditEvent event = outcome(grant).build();
    AuditTrail trail = grant.inquiry().protection.trail();
    if (grant.reserved()) {
      trail.record(event);
    } else {
      trail.offer(event);
    }
  }

  /** A permit whose request goes on and on; its own place stays for the end. */
  static void stillOpen(Grant grant) {
    grant.inquiry().protection.trail().offer(outcome(grant).open(true).build());
  }

  /** A change of the policy file. */
  static void policyChange(Protection protection, String what, boolean inForce) {
    protection
        .trail()
        .offer(
            new AuditEvent.Builder()
                .policyChange(true)
                .decisionId(DecisionIds.next())
                .timeMillis(System.currentTimeMillis())
                .outcome(inForce ? AuditEvent.Outcome.PERMITTED : AuditEvent.Outcome.REFUSED)
                .reason(what)
                .policyDigest(protection.policy().digest())
                .application(protection.policy().application())
                .build());
  }

  private static AuditEvent.Builder outcome(Grant grant) {
    Inquiry inquiry = grant.inquiry();
    Refusal observed = grant.observed();
    AuditEvent.Builder event = described(inquiry);
    if (observed == null) {
      event.outcome(AuditEvent.Outcome.PERMITTED).reason("rule");
    } else {
      event.outcome(AuditEvent.Outcome.OBSERVED).reason(observed.reason());
    }
    event.latencyNanos(System.nanoTime() - inquiry.startedNanos);
    event.notes(grant.notes());
    return response(event, inquiry);
  }

  private static AuditEvent.Builder response(AuditEvent.Builder event, Inquiry inquiry) {
    try {
      return event.status(inquiry.exchange.status()).bytesSent(inquiry.exchange.bytesSent());
    } catch (RuntimeException | LinkageError gone) {
      // The container has taken its objects back: the record stands without the response.
      return event.status(0).bytesSent(-1);
    }
  }

  /** What is known; where the container's objects fail even to tell that, the bare minimum. */
  private static AuditEvent.Builder described(Inquiry inquiry) {
    AuditEvent.@Nullable Builder known = inquiry.described();
    return known == null
        ? new AuditEvent.Builder()
            .decisionId(inquiry.decisionId)
            .timeMillis(inquiry.startedMillis)
            .mode(inquiry.observing() ? "observe" : "enforce")
            .policyDigest(inquiry.policy().digest())
            .application(inquiry.policy().application())
        : known;
  }
}
