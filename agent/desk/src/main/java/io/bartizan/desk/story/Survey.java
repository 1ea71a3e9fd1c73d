package io.bartizan.desk.story;

import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stretch of time held, over all subjects. Give it the records in the order of time. */
public final class Survey {

  /** Events besides requests that are told one by one. */
  private static final int MOST_EVENTS = 200;

  private final TimeBuckets buckets = new TimeBuckets();
  private final Tally principals = Tally.ofCounts();
  private final Tally clients = Tally.ofCounts();
  private final Tally routes = Tally.ofCounts();
  private final Tally rules = Tally.ofCounts();
  private final Tally services = Tally.ofCounts();
  private final Tally all = Tally.ofCounts();
  private final Incidents incidents = new Incidents();
  private final List<TrailRecord> events = new ArrayList<>();
  private long untold;
  private @Nullable TrailRecord first;
  private @Nullable TrailRecord last;

  /** Before anything was read. */
  public Survey() {}

  /** Takes up the next record. */
  public void add(TrailRecord record) {
    if (record.canary()) {
      return;
    }
    if (first == null) {
      first = record;
    }
    last = record;
    incidents.add(record);
    if (!record.request()) {
      event(record);
      return;
    }
    all.add("all", record);
    buckets.add(record);
    String principal = record.principal();
    principals.add(principal == null ? "anonymous" : principal, record);
    clients.add(Shown.of(record.client()), record);
    routes.add(Routes.of(record), record);
    services.add(Shown.of(record.service()), record);
    if (record.rule() != null) {
      rules.add(record.rule(), record);
    }
  }

  private void event(TrailRecord record) {
    if (events.size() < MOST_EVENTS) {
      events.add(record);
    } else {
      untold++;
    }
  }

  /** The first record; null if there is none at all. */
  public @Nullable TrailRecord first() {
    return first;
  }

  /** The last record; null if there is none at all. */
  public @Nullable TrailRecord last() {
    return last;
  }

  /** All requests as one; null if there is none. */
  public Tally.@Nullable Entry sum() {
    return all.size() == 0 ? null : all.all().get(0);
  }

  /** Requests over time. */
  public TimeBuckets buckets() {
    return buckets;
  }

  /** Who asked. */
  public Tally principals() {
    return principals;
  }

  /** From where. */
  public Tally clients() {
    return clients;
  }

  /** For what. */
  public Tally routes() {
    return routes;
  }

  /** Which rules decided. */
  public Tally rules() {
    return rules;
  }

  /** Of which services. */
  public Tally services() {
    return services;
  }

  /** What befell besides requests: policies, keys, the clock, the trail itself, findings. */
  public List<TrailRecord> events() {
    return Collections.unmodifiableList(events);
  }

  /** How many events came after those that are told. */
  public long untold() {
    return untold;
  }

  /** What an investigator should look at, the gravest first. */
  public List<Incident> incidents() {
    return incidents.found();
  }
}
