package io.bartizan.desk.story;

import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Something in a trail that a person should look at, with what shows it. */
public final class Incident {

  /** What it is; the gravest first. */
  public enum Kind {
    /** The trail itself lost records, or was torn. */
    TRAIL("The trail lost records"),
    /** The agent itself found something. */
    FINDING("A finding"),
    /** A credential came from two addresses. */
    SHARED_CREDENTIAL("One credential, two addresses"),
    /** A principal pulled the objects of a route one by one. */
    ENUMERATION("Objects pulled one by one"),
    /** Many credentials of one client were refused. */
    STUFFING("Credentials tried out"),
    /** Many requests of one client were refused. */
    BURST("A burst of refusals"),
    /** A policy was not accepted. */
    POLICY("A policy was not accepted");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** What stands above it. */
    public String title() {
      return title;
    }
  }

  private final Kind kind;
  private final String subject;
  private final long begin;
  private final List<String> ids = new ArrayList<>();
  private String text = "";
  private long last;
  private long count;

  Incident(Kind kind, String subject, long begin) {
    this.kind = kind;
    this.subject = subject;
    this.begin = begin;
  }

  /** So many came before it was one. */
  void before(long earlier) {
    count = earlier;
  }

  void add(TrailRecord record, String told) {
    text = told;
    last = record.time();
    count += record.count();
    String id = record.id();
    if (id != null && ids.size() < Sentence.EVIDENCE) {
      ids.add(id);
    }
  }

  /** One that was counted elsewhere. */
  static Incident of(Kind kind, String subject, Tally.Entry entry, String told) {
    Incident incident = new Incident(kind, subject, entry.first());
    incident.ids.addAll(entry.ids());
    incident.text = told;
    incident.last = entry.last();
    incident.count = entry.requests();
    return incident;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Whose {@code timeline} tells more; empty where none does. */
  public String subject() {
    return subject;
  }

  /** When it began, in milliseconds since the epoch. */
  public long begin() {
    return begin;
  }

  /** When its last record was. */
  public long end() {
    return last;
  }

  /** How many requests it is made of. */
  public long count() {
    return count;
  }

  /** What happened, fit to be shown. */
  public String text() {
    return text;
  }

  /** The first decisions that show it. */
  public List<String> ids() {
    return Collections.unmodifiableList(ids);
  }
}
