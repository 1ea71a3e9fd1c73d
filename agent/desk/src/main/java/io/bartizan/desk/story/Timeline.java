package io.bartizan.desk.story;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subject's story: first contact, what was tried, what succeeded, where it spread, what was
 * revoked and when. Give it the subject's records in the order of time.
 */
public final class Timeline {

  /** News that are told one by one. */
  private static final int MOST_NEWS = 200;

  private final Subject subject;
  private final Tally clients = new Tally();
  private final Tally devices = new Tally();
  private final Tally tokens = new Tally();
  private final Tally principals = new Tally();
  private final Tally services = new Tally();
  private final Tally entered = new Tally();
  private final Tally refusedFor = new Tally();
  private final List<Sentence> news = new ArrayList<>();
  private final Revocation revocation = new Revocation();
  private long untold;
  private long requests;
  private long permitted;
  private long refused;
  private long bytes;
  private @Nullable TrailRecord first;
  private @Nullable TrailRecord last;
  private @Nullable TrailRecord refusal;

  /** The story of a subject, before anything was read. */
  public Timeline(Subject subject) {
    this.subject = subject;
  }

  /** Takes up the next record. */
  public void add(TrailRecord record) {
    if (record.canary() || !record.request()) {
      return;
    }
    TrailRecord before = last;
    last = record;
    long count = record.count();
    requests += count;
    bytes += Math.max(record.bytes(), 0);
    if (first == null) {
      first = record;
    }
    if (record.refused()) {
      refused += count;
      refusedFor.add(deedKey(record) + "\n" + Shown.of(record.reason()), record);
    } else {
      permitted += record.permitted() ? count : 0;
      entered.add(deedKey(record), record);
    }
    spread(record, before);
    if (refusal == null && record.refused()) {
      refusal = record;
      if (permitted > 0) {
        tell(record, "it was refused for the first time: " + deed(record));
      }
    }
    if (revocation.add(record)) {
      tell(record, "a credential of its was revoked by then: " + deed(record));
    }
  }

  /** Whoever stole a credential does the same as its owner, and from elsewhere. */
  private static String deedKey(TrailRecord record) {
    return Routes.of(record) + "\n" + Shown.of(record.client());
  }

  private void spread(TrailRecord record, @Nullable TrailRecord before) {
    boolean known = before != null;
    String token = record.token();
    boolean newToken = token != null && tokens.add(token, record);
    String principal = record.principal();
    boolean newPrincipal = principal != null && principals.add(principal, record);
    if (services.add(Shown.of(record.service()), record) && known) {
      tell(record, "it came to the service " + Shown.of(record.service()) + ": " + deed(record));
    }
    if (record.client() != null && clients.add(record.client(), record) && before != null) {
      tell(
          record,
          "it came from "
              + record.client()
              + (newToken || token == null ? "" : ", with a credential that was used elsewhere")
              + "; "
              + Moments.span(record.time() - before.time())
              + " before it was at "
              + Shown.of(before.client()));
    }
    if (record.agent() != null && devices.add(record.agent(), record) && known) {
      tell(record, "it showed another user agent: " + Shown.of(record.agent()));
    }
    if (newToken && known && subject.kind() != Subject.Kind.TOKEN && tokens.size() > 1) {
      tell(record, "it used another credential, " + token);
    }
    if (newPrincipal && known && principals.size() > 1) {
      tell(record, "it appeared as " + Shown.of(principal));
    }
  }

  private void tell(TrailRecord record, String text) {
    if (news.size() < MOST_NEWS) {
      String id = record.id();
      news.add(
          new Sentence(
              Sentence.Part.SPREAD,
              record.time(),
              text,
              id == null ? Collections.<String>emptyList() : Collections.singletonList(id)));
    } else {
      untold++;
    }
  }

  /** {@code GET /orders/7, refused with 403 (no rule)}. */
  static String deed(TrailRecord record) {
    StringBuilder deed = new StringBuilder(Shown.of(record.method()));
    deed.append(' ').append(Shown.of(record.path()));
    deed.append(record.refused() ? ", refused" : record.permitted() ? ", permitted" : ", let in");
    if (record.status() > 0) {
      deed.append(" with ").append(record.status());
    }
    String rule = record.rule();
    return deed.append(" (")
        .append(rule == null ? Shown.of(record.reason()) : "rule " + Shown.of(rule))
        .append(')')
        .toString();
  }

  /** Whose story it is. */
  public Subject subject() {
    return subject;
  }

  /** The first record; null if there is none at all. */
  public @Nullable TrailRecord first() {
    return first;
  }

  /** The last record; null if there is none at all. */
  public @Nullable TrailRecord last() {
    return last;
  }

  /** How many requests. */
  public long requests() {
    return requests;
  }

  /** How many of them entered by a permit. */
  public long permitted() {
    return permitted;
  }

  /** How many were answered in the application's place. */
  public long refused() {
    return refused;
  }

  /** Bytes of the responses' bodies, as far as they are known. */
  public long bytes() {
    return bytes;
  }

  /** Where it came from. */
  public Tally clients() {
    return clients;
  }

  /** The user agents that it showed. */
  public Tally devices() {
    return devices;
  }

  /** Its credentials, by their keyed hashes. */
  public Tally tokens() {
    return tokens;
  }

  /** Who it was. */
  public Tally principals() {
    return principals;
  }

  /** Where it went. */
  public Tally services() {
    return services;
  }

  /** What it reached: method and route, a line feed, the client. */
  public Tally entered() {
    return entered;
  }

  /** What it was refused: method and route, a line feed, the client, a line feed, why. */
  public Tally refusedFor() {
    return refusedFor;
  }

  /** What was revoked. */
  public Revocation revocation() {
    return revocation;
  }

  /** What was new at some moment, in the order of time. */
  public List<Sentence> news() {
    return Collections.unmodifiableList(news);
  }

  /** How many news came after those that are told. */
  public long untold() {
    return untold;
  }
}
