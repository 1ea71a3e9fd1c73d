package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.policy.AlertKind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of one subject while they go on: how many in the period that slides along, how many in
 * all, and what the first of them were. A few hundred bytes, however many there are.
 */
final class Spell {

  private static final int SAMPLES = 3;
  private static final int DECISIONS = 5;
  private static final int MAX_SAMPLE = 128;

  private final String subject;
  private long periodBegan;
  private long before;
  private long now;
  private long total;
  private long firstMillis;
  private final Set<String> decisions = new LinkedHashSet<>();
  private final Set<String> principals = new LinkedHashSet<>();
  private final Set<String> clients = new LinkedHashSet<>();
  private final Set<String> requests = new LinkedHashSet<>();
  private final Set<String> reasons = new LinkedHashSet<>();

  Spell(String subject) {
    this.subject = subject;
  }

  /**
   * Counts an event, and tells whether there were so many within the period: those of the period
   * before count as if they had been spread over it evenly.
   */
  boolean reaches(AuditEvent event, long nanos, long threshold, long periodNanos) {
    add(1, event.timeMillis(), nanos, periodNanos);
    sample(decisions, event.decisionId(), DECISIONS);
    sample(principals, event.principalId(), SAMPLES);
    sample(clients, event.clientAddress(), SAMPLES);
    if (requests.size() < SAMPLES && event.method() != null) {
      sample(requests, Deed.of(event), SAMPLES);
    }
    sample(reasons, event.reason(), SAMPLES);
    return reaches(nanos, threshold, periodNanos);
  }

  /** The same for so many events of which nothing else is known. */
  boolean reaches(long count, long millis, long nanos, long threshold, long periodNanos) {
    add(count, millis, nanos, periodNanos);
    return reaches(nanos, threshold, periodNanos);
  }

  private boolean reaches(long nanos, long threshold, long periodNanos) {
    double left = 1 - (double) (nanos - periodBegan) / periodNanos;
    return now + before * Math.max(0, left) >= threshold;
  }

  private void add(long count, long millis, long nanos, long periodNanos) {
    long periods = total == 0 ? 2 : (nanos - periodBegan) / periodNanos;
    if (periods >= 2) {
      begin(millis, nanos);
    } else if (periods == 1) {
      before = now;
      now = 0;
      periodBegan += periodNanos;
    }
    now += count;
    total += count;
  }

  private void begin(long millis, long nanos) {
    periodBegan = nanos;
    firstMillis = millis;
    before = 0;
    now = 0;
    total = 0;
    decisions.clear();
    principals.clear();
    clients.clear();
    requests.clear();
    reasons.clear();
  }

  private static void sample(Set<String> samples, @Nullable String value, int most) {
    if (value != null && samples.size() < most) {
      samples.add(value.length() <= MAX_SAMPLE ? value : value.substring(0, MAX_SAMPLE) + "...");
    }
  }

  /** What can be told of it now. */
  Alert.Builder alert(AlertKind kind, String what) {
    Alert.Builder alert = new Alert.Builder(kind, total + " " + what + " of " + subject);
    alert.subject(subject).count(total, firstMillis);
    words(alert, "by", principals);
    words(alert, "from", clients);
    words(alert, "such as", requests);
    words(alert, "because", reasons);
    decisions.forEach(alert::decision);
    return alert;
  }

  private static void words(Alert.Builder alert, String before, Set<String> samples) {
    if (!samples.isEmpty()) {
      String more = samples.size() == SAMPLES ? ", perhaps others" : "";
      alert.evidence(before + " " + String.join(", ", samples) + more);
    }
  }
}
