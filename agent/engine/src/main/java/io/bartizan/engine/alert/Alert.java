package io.bartizan.engine.alert;

import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.engine.audit.LogSafe;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertKind.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One alert, whole: what happened, who and from where, how often and since when. */
final class Alert {

  /** Longest piece of evidence, in characters. */
  static final int MAX_WORDS = 512;

  final String id;
  final AlertKind kind;
  final Severity severity;
  final long timeMillis;
  final @Nullable String service;
  final String mode;
  final @Nullable String subject;
  final String title;
  final long count;
  final long sinceMillis;
  final List<String> evidence;
  final List<String> decisions;

  /** Whether nothing has happened: somebody tries whether alerts arrive. */
  final boolean trial;

  /** Whether the event that it tells of is a finding of the trail already. */
  final boolean recorded;

  /** How many more there were of this kind and subject since the last one was told. */
  final long heldBack;

  private Alert(Builder from, long heldBack) {
    this.id = from.id == null ? DecisionIds.next() : from.id;
    this.kind = from.kind;
    this.severity = from.severity;
    this.timeMillis = System.currentTimeMillis();
    this.service = from.service;
    this.mode = from.mode;
    this.subject = LogSafe.of(from.subject, MAX_WORDS);
    this.title = String.valueOf(LogSafe.of(from.title, MAX_WORDS));
    this.count = from.count;
    this.sinceMillis = from.sinceMillis == 0 ? timeMillis : from.sinceMillis;
    this.evidence = Collections.unmodifiableList(new ArrayList<>(from.evidence));
    this.decisions = Collections.unmodifiableList(new ArrayList<>(from.decisions));
    this.recorded = from.recorded;
    this.trial = from.trial;
    this.heldBack = heldBack;
  }

  /** Collects an alert's parts. */
  static final class Builder {
    private final AlertKind kind;
    private final String title;
    private @Nullable String id;
    private @Nullable String subject;
    private @Nullable String service;
    private String mode = "enforce";
    private Severity severity;
    private long count = 1;
    private long sinceMillis;
    private boolean recorded;
    private boolean trial;
    private final List<String> evidence = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();

    /**
     * An alert.
     *
     * @param title what happened, in one sentence
     */
    Builder(AlertKind kind, String title) {
      this.kind = kind;
      this.severity = kind.severity();
      this.title = title;
    }

    AlertKind kind() {
      return kind;
    }

    /** The subject, or nothing where it is about the service itself. */
    String about() {
      return subject == null ? "" : subject;
    }

    /** Whom or what it is about. */
    Builder subject(@Nullable String value) {
      this.subject = value;
      return this;
    }

    Builder service(@Nullable String name, String howItDecides) {
      this.service = name;
      this.mode = howItDecides;
      return this;
    }

    Builder severity(Severity value) {
      this.severity = value;
      return this;
    }

    /** How many there were, and when the first of them, in milliseconds since the epoch. */
    Builder count(long number, long firstMillis) {
      this.count = number;
      this.sinceMillis = firstMillis;
      return this;
    }

    Builder evidence(@Nullable String words) {
      String safe = LogSafe.of(words, MAX_WORDS);
      if (safe != null && !safe.isEmpty()) {
        evidence.add(safe);
      }
      return this;
    }

    Builder decision(String decisionId) {
      decisions.add(decisionId);
      return this;
    }

    Builder trial() {
      this.trial = true;
      return this;
    }

    /** It tells of an event that is a finding of the trail, and has its id. */
    Builder recordedAs(String eventId) {
      this.id = eventId;
      this.recorded = true;
      return this;
    }

    Alert build(long heldBack) {
      return new Alert(this, heldBack);
    }
  }
}
