package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertKind.Severity;
import io.bartizan.policy.Alerts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes what became of an inquiry to the trail that its policy names. */
final class Records {

  private Records() {}

  /** A refusal, or what the agent itself has served, at once. */
  static void refused(Inquiry inquiry, Refusal refusal) {
    AuditTrail trail = inquiry.protection.trail();
    AuditEvent event;
    try {
      AuditEvent.Builder known =
          described(inquiry)
              .outcome(
                  refusal.document() == null
                      ? AuditEvent.Outcome.REFUSED
                      : AuditEvent.Outcome.PERMITTED)
              .reason(refusal.reason())
              .credentialRefused(refusal.credential())
              .status(refusal.status())
              .latencyNanos(System.nanoTime() - inquiry.startedNanos)
              .bytesSent(-1)
              .notes(notes(inquiry));
      event = inquiry.protection.redaction().build(known);
    } catch (RuntimeException | Error failed) {
      trail.lose();
      throw failed;
    }
    trail.offer(event);
  }

  private static List<String> notes(Inquiry inquiry) {
    List<String> notes = new ArrayList<>(0);
    for (@Nullable String told :
        Arrays.asList(inquiry.observed, inquiry.sessionSetAside, inquiry.sessionEnd)) {
      if (told != null) {
        notes.add(told);
      }
    }
    return notes;
  }

  /** A permit whose request is over; uses the place that it holds. */
  static void finished(Grant grant) {
    AuditEvent event;
    // Against the watch over open permits, which may be describing the same request.
    synchronized (grant) {
      event = redacted(grant, false);
    }
    record(grant, event);
  }

  /**
   * The same after {@link #finished} failed: what matters most of it, and if even that can't be
   * made, the loss is counted. Does not throw.
   */
  static void finishedBarely(Grant grant) {
    try {
      record(
          grant,
          bare(grant.inquiry())
              .outcome(outcome(grant.inquiry(), grant.refused()))
              .reason("record incomplete: the request could not be described")
              .build());
    } catch (RuntimeException | Error failed) {
      if (grant.reserved()) {
        grant.inquiry().protection.trail().forfeit();
      }
    }
  }

  private static AuditEvent redacted(Grant grant, boolean open) {
    return grant.inquiry().protection.redaction().build(outcome(grant).open(open));
  }

  private static void record(Grant grant, AuditEvent event) {
    AuditTrail trail = grant.inquiry().protection.trail();
    if (grant.reserved()) {
      trail.record(event);
    } else {
      trail.offer(event);
    }
  }

  /** A permit whose request goes on and on; its own place stays for the end. */
  static void stillOpen(Grant grant) {
    AuditEvent event;
    synchronized (grant) {
      if (!grant.open()) {
        return;
      }
      event = redacted(grant, true);
    }
    grant.inquiry().protection.trail().offer(event);
  }

  /**
   * Something that befell Bartizan itself.
   *
   * @param good whether all is as it should be now
   */
  static void own(Protection protection, AuditEvent.Kind kind, String what, boolean good) {
    protection
        .trail()
        .offer(
            own(protection, kind)
                .outcome(good ? AuditEvent.Outcome.PERMITTED : AuditEvent.Outcome.REFUSED)
                .reason(what)
                .build());
  }

  /** Something was reached without a decision; the type is the same for all of its kind. */
  static void finding(Protection protection, String type, String what) {
    protection
        .trail()
        .offer(
            own(protection, AuditEvent.Kind.FINDING)
                .finding(type, severity(protection))
                .reason(what)
                .build());
  }

  /** All of them are of something that was reached without a decision. */
  private static Severity severity(Protection protection) {
    AlertKind kind = AlertKind.UNPROTECTED_ENTRY;
    Alerts alerts = protection.policy().audit().alerts();
    return alerts == null ? kind.severity() : alerts.severity(kind);
  }

  private static AuditEvent.Builder own(Protection protection, AuditEvent.Kind kind) {
    return new AuditEvent.Builder()
        .kind(kind)
        .decisionId(DecisionIds.next())
        .timeMillis(System.currentTimeMillis())
        .mode(protection.policy().mode().name().toLowerCase(Locale.ROOT))
        .policyDigest(protection.policy().digest())
        .application(protection.policy().application());
  }

  /** A jump of the wall clock. */
  static void clockJump(Protection protection, long millis) {
    protection
        .trail()
        .offer(
            own(protection, AuditEvent.Kind.CLOCK)
                .reason(
                    "clock jump of "
                        + (millis < 0 ? "-" : "+")
                        + TimeUnit.MILLISECONDS.toSeconds(Math.abs(millis))
                        + " s")
                .build());
  }

  /**
   * Tokens that were taken back, or an attempt to.
   *
   * @param taken whether they are refused from now on
   * @param subject whose they are; null if that is not told
   */
  static void revocation(
      Protection protection, String what, boolean taken, @Nullable String subject) {
    AuditEvent.Builder event =
        own(protection, AuditEvent.Kind.REVOCATION)
            .outcome(taken ? AuditEvent.Outcome.PERMITTED : AuditEvent.Outcome.REFUSED)
            .reason(what);
    protection.trail().offer(protection.redaction().own(event, subject));
  }

  private static AuditEvent.Builder outcome(Grant grant) {
    Inquiry inquiry = grant.inquiry();
    Refusal refused = grant.refused();
    AuditEvent.Builder event = described(inquiry);
    event.outcome(outcome(inquiry, refused)).reason(refused == null ? "rule" : refused.reason());
    Course course = grant.course();
    if (course != null) {
      event.handler(course.handler()).route(course.route()).operation(course.operation());
      String rule = refused == null ? course.rule() : refused.rule();
      event.rule(rule == null && refused == null ? inquiry.rule : rule);
    }
    event.latencyNanos(System.nanoTime() - inquiry.startedNanos);
    event.notes(grant.notes());
    response(event, inquiry);
    return course == null || course.answered() == 0 ? event : event.status(course.answered());
  }

  private static AuditEvent.Outcome outcome(Inquiry inquiry, @Nullable Refusal refused) {
    if (refused == null) {
      return AuditEvent.Outcome.PERMITTED;
    }
    return inquiry.observing() ? AuditEvent.Outcome.OBSERVED : AuditEvent.Outcome.REFUSED;
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
    return known == null ? bare(inquiry) : known;
  }

  private static AuditEvent.Builder bare(Inquiry inquiry) {
    return new AuditEvent.Builder()
        .decisionId(inquiry.decisionId)
        .timeMillis(inquiry.startedMillis)
        .mode(inquiry.observing() ? "observe" : "enforce")
        .policyDigest(inquiry.policy().digest())
        .application(inquiry.policy().application());
  }
}
