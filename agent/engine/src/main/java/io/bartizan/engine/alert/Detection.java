package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.Alerts.Threshold;
import io.bartizan.policy.Mask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes alerts of events. For one thread, but for what {@link #hears} asks. */
final class Detection {

  /** All together may do so many times what one alone may. */
  private static final int CROWD = 10;

  private static final String ALL = "all clients";

  private static final String REFUSED = "refused requests";
  private static final String CREDENTIALS = "refused credentials";

  private final Administrators administrators = new Administrators();
  private final Sharing sharing = new Sharing();
  private final Spells refusals = new Spells();
  private final Spells credentials = new Spells();
  private final Spell allRefusals = new Spell(ALL);
  private final Spell allCredentials = new Spell(ALL);
  private final Quiet quiet = new Quiet();
  private final Consumer<Alert> to;
  private @Nullable AuditTrail trail;
  private long lost;
  private boolean unwell;

  /** Detection that tells of what it finds. */
  Detection(Consumer<Alert> to) {
    this.to = to;
  }

  /** Whether an event could matter. Asked for each request by its own thread. */
  boolean hears(Watch watch, AuditEvent event) {
    if (event.kind() != AuditEvent.Kind.REQUEST) {
      return event.outcome() == AuditEvent.Outcome.REFUSED;
    }
    if (event.open()) {
      return false;
    }
    return event.outcome() != AuditEvent.Outcome.PERMITTED
        || administrators.news(watch.administrators, event)
        || watch.on.contains(AlertKind.TOKEN_SHARED) && sharing.news(event);
  }

  /** Looks at one event. */
  void take(Watch watch, AuditEvent event, long nanos) {
    if (event.kind() != AuditEvent.Kind.REQUEST) {
      own(watch, event, nanos);
      return;
    }
    if (event.outcome() != AuditEvent.Outcome.PERMITTED) {
      refused(watch, event, nanos);
    }
    if (!event.credentialRefused()) {
      tell(watch, administrators.see(watch.administrators, event, watch.knownIn), nanos);
      if (watch.on.contains(AlertKind.TOKEN_SHARED)) {
        tell(watch, sharing.see(event), nanos);
      }
    }
  }

  private void tell(Watch watch, Alert.@Nullable Builder found, long nanos) {
    if (found != null) {
      ring(watch, found.kind(), found.about(), () -> found, nanos);
    }
  }

  private void refused(Watch watch, AuditEvent event, long nanos) {
    boolean credential = event.credentialRefused();
    AlertKind kind = credential ? AlertKind.CREDENTIAL_STUFFING : AlertKind.REFUSAL_BURST;
    Threshold most = credential ? watch.policy.credentials() : watch.policy.refusals();
    String what = credential ? CREDENTIALS : REFUSED;
    Spells spells = credential ? credentials : refusals;
    // What is masked is nobody's: it counts for all alone.
    if (event.clientAddress() != null) {
      String client = Spells.client(event);
      count(watch, kind, spells.of(client), client, event, most, what, nanos);
    }
    String id = event.principalId();
    if (id != null && !id.equals(Mask.SIGN)) {
      String principal = "principal " + id;
      count(watch, kind, spells.of(principal), principal, event, most, what, nanos);
    }
    Spell all = credential ? allCredentials : allRefusals;
    Threshold crowd = new Threshold(most.count() * CROWD, most.periodNanos());
    count(watch, kind, all, ALL, event, crowd, what, nanos);
  }

  private void count(
      Watch watch,
      AlertKind kind,
      Spell spell,
      String subject,
      AuditEvent event,
      Threshold most,
      String what,
      long nanos) {
    if (spell.reaches(event, nanos, most.count(), most.periodNanos())) {
      ring(watch, kind, subject, () -> spell.alert(kind, what), nanos);
    }
  }

  /** So many refusals came faster than they could be told apart. */
  void unheard(Watch watch, long count, long nanos) {
    Threshold most = watch.policy.refusals();
    long now = System.currentTimeMillis();
    if (allRefusals.reaches(count, now, nanos, (long) most.count() * CROWD, most.periodNanos())) {
      AlertKind kind = AlertKind.REFUSAL_BURST;
      ring(watch, kind, ALL, () -> allRefusals.alert(kind, REFUSED), nanos);
    }
  }

  /** What befell Bartizan itself. */
  private void own(Watch watch, AuditEvent event, long nanos) {
    AlertKind kind = kind(event);
    if (kind == null) {
      return;
    }
    Alert.Builder alert =
        new Alert.Builder(kind, event.reason())
            .count(Math.max(1, event.count()), event.timeMillis())
            .decision(event.decisionId());
    if (event.kind() == AuditEvent.Kind.FINDING) {
      alert.recordedAs(event.decisionId());
    }
    ring(watch, kind, "", () -> alert, nanos);
  }

  private static @Nullable AlertKind kind(AuditEvent event) {
    switch (event.kind()) {
      case POLICY:
        return AlertKind.POLICY_RELOAD_FAILED;
      case KEYS:
        return AlertKind.KEY_SERVER_DOWN;
      case COVERAGE:
        return AlertKind.UNPROTECTED_ENTRY;
      case FINDING:
        // An alert is a finding too, and is not heard again.
        return AlertKind.of(event.finding()) == null ? AlertKind.UNPROTECTED_ENTRY : null;
      case TRAIL:
        return event.tampering()
            ? AlertKind.TAMPERING
            : event.count() > 0 ? AlertKind.AUDIT_DEGRADED : null;
      case SYSLOG:
        return AlertKind.AUDIT_DEGRADED;
      default:
        return null;
    }
  }

  /** A look several times a second: how the trail is, and what was held back. */
  void look(Watch watch, AuditTrail now, long nanos) {
    if (now != trail) {
      trail = now;
      lost = now.lost();
    }
    boolean failing = now.failing();
    boolean bad = failing || now.full();
    if (bad && !unwell) {
      String how = failing ? "the audit trail can't be written" : "the audit queue is full";
      degraded(watch, how + "; requests are refused until it is well again", 1, nanos);
    }
    unwell = bad;
    long more = now.lost() - lost;
    if (more > 0) {
      lost += more;
      degraded(watch, more + " audit records found no place, or could not be made", more, nanos);
    }
    quiet.look(nanos, to);
    administrators.look(nanos);
  }

  private void degraded(Watch watch, String how, long count, long nanos) {
    AlertKind kind = AlertKind.AUDIT_DEGRADED;
    Alert.Builder alert = new Alert.Builder(kind, how).count(count, System.currentTimeMillis());
    ring(watch, kind, "", () -> alert, nanos);
  }

  private void ring(
      Watch watch, AlertKind kind, String subject, Supplier<Alert.Builder> alert, long nanos) {
    if (watch.on.contains(kind)) {
      Supplier<Alert.Builder> whole =
          () ->
              alert.get().service(watch.service, watch.mode).severity(watch.policy.severity(kind));
      quiet.ring(kind, subject, whole, nanos, to);
    }
  }
}
