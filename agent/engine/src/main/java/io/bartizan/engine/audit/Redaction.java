package io.bartizan.engine.audit;

import io.bartizan.policy.Mask;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Verbosity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an event what the policy's masks and its rules' verbosity have the trail not tell,
 * before it becomes one: whatever is made of the event, a file, a message, a count or an alert,
 * never had it.
 *
 * <p>It may be applied to the same event twice. What a mask fails on is left out whole.
 */
public final class Redaction {

  /** One thing that is taken out, and how all of it is left out where that fails. */
  static final class Cut {
    final Consumer<AuditEvent.Builder> cut;
    final Consumer<AuditEvent.Builder> leaveOut;

    Cut(Consumer<AuditEvent.Builder> cut, Consumer<AuditEvent.Builder> leaveOut) {
      this.cut = cut;
      this.leaveOut = leaveOut;
    }
  }

  private static final String NOT_TOLD = "not told: " + Mask.SIGN;

  private final Mask mask;
  private final List<Cut> cuts;

  /** Of the rules that don't have the standard verbosity. */
  private final Map<String, Verbosity> verbosities;

  /** What a policy leaves out. */
  public Redaction(Policy policy) {
    this(policy.audit().mask(), verbosities(policy));
  }

  private Redaction(Mask mask, Map<String, Verbosity> verbosities) {
    this(mask, cuts(mask, verbosities.containsValue(Verbosity.FULL)), verbosities);
  }

  Redaction(Mask mask, List<Cut> cuts, Map<String, Verbosity> verbosities) {
    this.mask = mask;
    this.cuts = cuts;
    this.verbosities = verbosities;
  }

  private static Map<String, Verbosity> verbosities(Policy policy) {
    Map<String, Verbosity> all = new HashMap<>();
    for (Rule rule : policy.rules()) {
      if (rule.verbosity() != Verbosity.STANDARD) {
        all.put(rule.name(), rule.verbosity());
      }
    }
    return all;
  }

  /** Whether any rule wants the query and headers: only then they need be looked at. */
  public boolean full() {
    return verbosities.containsValue(Verbosity.FULL);
  }

  /** The event, without what is not to be told. */
  public AuditEvent build(AuditEvent.Builder event) {
    Verbosity verbosity = event.rule == null ? null : verbosities.get(event.rule);
    if (verbosity != Verbosity.FULL) {
      event.query(null).headers(Collections.<String, String>emptyMap());
    }
    if (verbosity == Verbosity.MINIMAL) {
      minimise(event);
    }
    for (Cut cut : cuts) {
      try {
        cut.cut.accept(event);
      } catch (RuntimeException | Error failed) {
        cut.leaveOut.accept(event);
      }
    }
    return event.build();
  }

  /**
   * An event that is no request: all that it can tell of somebody is its text.
   *
   * @param subject whom the text is about; null if it names nobody
   */
  public AuditEvent own(AuditEvent.Builder event, @Nullable String subject) {
    if (subject != null && mask.covers(Mask.Field.PRINCIPAL_ID)) {
      try {
        event.reason(Veil.over(event.reason, Collections.singletonList(subject)));
      } catch (RuntimeException | Error failed) {
        event.reason(NOT_TOLD);
      }
    }
    return event.build();
  }

  /** Leaves out whatever is masked, as if every mask had failed. */
  void leaveOut(AuditEvent.Builder event) {
    cuts.forEach(cut -> cut.leaveOut.accept(event));
  }

  private static void minimise(AuditEvent.Builder event) {
    event
        .userAgent(null)
        .roles(Collections.<String>emptySet())
        .clientId(null)
        .protocol(null)
        .peerAddress(null)
        .handler(null)
        .route(null)
        .operation(null);
  }

  private static List<Cut> cuts(Mask mask, boolean full) {
    List<Cut> all = new ArrayList<>();
    // First: what is masked has to be known still, to be found in texts.
    texts(mask, all);
    if (mask.covers(Mask.Field.PRINCIPAL_ID)) {
      // A sign, not nothing: who has proven to be somebody is not anonymous.
      all.add(
          new Cut(
              event -> event.principalId(event.principalId == null ? null : Mask.SIGN),
              event -> event.principalId(null)));
    }
    if (mask.covers(Mask.Field.PRINCIPAL_ISSUER)) {
      all.add(leftOut(event -> event.issuer(null)));
    }
    if (mask.covers(Mask.Field.PRINCIPAL_CLIENT)) {
      all.add(leftOut(event -> event.clientId(null)));
    }
    if (mask.covers(Mask.Field.PRINCIPAL_ROLES)) {
      all.add(leftOut(event -> event.roles(Collections.<String>emptySet())));
    }
    if (mask.covers(Mask.Field.CLIENT_ADDRESS)) {
      all.add(leftOut(event -> event.clientAddress(null).peerAddress(null).clientPort(0)));
    }
    if (mask.covers(Mask.Field.HOST)) {
      all.add(leftOut(event -> event.host(null)));
    }
    if (mask.coversHeader("User-Agent")) {
      all.add(leftOut(event -> event.userAgent(null)));
    }
    paths(mask, all);
    if (full) {
      sent(mask, all);
    }
    return all;
  }

  /** What a client sends beside the path. */
  private static void sent(Mask mask, List<Cut> all) {
    all.add(
        new Cut(event -> event.query(QueryMask.of(event.query, mask)), event -> event.query(null)));
    all.add(
        new Cut(
            event -> event.headers.keySet().removeIf(mask::coversHeader),
            event -> event.headers(Collections.<String, String>emptyMap())));
  }

  private static Cut leftOut(Consumer<AuditEvent.Builder> cut) {
    return new Cut(cut, cut);
  }

  /** What is masked may stand in why it was decided so, and in what else happened. */
  private static void texts(Mask mask, List<Cut> all) {
    if (!mask.coversValues()) {
      return;
    }
    all.add(
        new Cut(
            event -> {
              List<String> values = values(event, mask);
              event.reason(Veil.over(event.reason, values));
              event.notes(each(event.notes, note -> Veil.over(note, values)));
            },
            Redaction::leaveTextsOut));
  }

  private static List<String> values(AuditEvent.Builder event, Mask mask) {
    List<String> values = new ArrayList<>();
    add(values, mask.covers(Mask.Field.PRINCIPAL_ID), event.principalId);
    add(values, mask.covers(Mask.Field.PRINCIPAL_ISSUER), event.issuer);
    add(values, mask.covers(Mask.Field.PRINCIPAL_CLIENT), event.clientId);
    for (String role : event.roles) {
      add(values, mask.covers(Mask.Field.PRINCIPAL_ROLES), role);
    }
    add(values, mask.covers(Mask.Field.CLIENT_ADDRESS), event.clientAddress);
    add(values, mask.covers(Mask.Field.CLIENT_ADDRESS), event.peerAddress);
    add(values, mask.covers(Mask.Field.HOST), event.host);
    add(values, mask.coversHeader("User-Agent"), event.userAgent);
    return values;
  }

  private static void add(List<String> values, boolean masked, @Nullable String value) {
    if (masked && value != null) {
      values.add(value);
    }
  }

  private static void leaveTextsOut(AuditEvent.Builder event) {
    event.reason(NOT_TOLD).notes(Collections.singletonList(NOT_TOLD));
  }

  private static List<String> each(List<String> texts, UnaryOperator<String> made) {
    List<String> all = new ArrayList<>(texts.size());
    for (String text : texts) {
      all.add(made.apply(text));
    }
    return all;
  }

  /** Paths stand in what is told of a request's way as well. */
  private static void paths(Mask mask, List<Cut> all) {
    boolean whole = mask.covers(Mask.Field.PATH);
    if (!whole && !mask.coversPaths()) {
      return;
    }
    all.add(
        new Cut(
            event -> event.path(whole || event.pathAsSent ? null : masked(event.path, mask)),
            event -> event.path(null)));
    all.add(
        new Cut(
            event -> event.reason(text(event.reason, mask, whole)),
            event -> event.reason(NOT_TOLD)));
    all.add(
        new Cut(
            event -> event.notes(each(event.notes, note -> text(note, mask, whole))),
            event -> event.notes(Collections.singletonList(NOT_TOLD))));
  }

  private static @Nullable String masked(@Nullable String path, Mask mask) {
    return path == null ? null : mask.path(path);
  }

  /** A path in a text begins with its first slash, and ends before the last colon if any. */
  private static String text(String text, Mask mask, boolean whole) {
    int from = text.indexOf('/');
    if (from < 0) {
      return text;
    }
    int colon = text.lastIndexOf(": ");
    int to = colon < from ? text.length() : colon;
    String path = text.substring(from, to);
    return text.substring(0, from) + (whole ? Mask.SIGN : mask.path(path)) + text.substring(to);
  }
}
