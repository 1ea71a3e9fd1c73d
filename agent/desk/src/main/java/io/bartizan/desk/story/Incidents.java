package io.bartizan.desk.story;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds incidents while records pass. The measures are plain counts that a person can follow in the
 * log, and each incident names its records; nothing here is a verdict.
 */
final class Incidents {

  /** So many refusals of one client within a minute are a burst. */
  static final int BURST = 20;

  /** So many refused credentials of one client within a minute are tried out. */
  static final int STUFFING = 10;

  /** So many different objects of one route make a principal conspicuous. */
  static final int OBJECTS = 30;

  private static final long MINUTE = 60_000;

  /** Incidents that are told apart. */
  private static final int BOUND = 1000;

  /** Refusals of one client, in the minute that is counted. */
  private static final class Minute {
    long begin;
    long refusals;
    long credentials;
    long firstCredential;
  }

  private final Map<String, Incident> found = new LinkedHashMap<>();
  private final Map<String, Minute> minutes = new HashMap<>();
  private final Map<String, String> homes = new HashMap<>();
  private final Tally pulls = new Tally();

  void add(TrailRecord record) {
    if (!record.request()) {
      own(record);
      return;
    }
    if (record.refused() && record.client() != null) {
      refusals(record, record.client());
    }
    String token = record.token();
    if (token != null && record.permitted() && record.client() != null) {
      shared(record, token, record.client());
    }
    if (record.permitted() && record.principal() != null) {
      pulls.add(record.principal() + "\n" + Routes.of(record), record);
    }
  }

  private void own(TrailRecord record) {
    String finding = record.finding();
    if (finding != null) {
      finding(record, finding);
    } else if (record.activity().equals("Audit Trail")) {
      incident(Incident.Kind.TRAIL, "", record.time())
          .add(
              record,
              "the trail of " + Shown.of(record.service()) + ": " + Shown.of(record.reason()));
    } else if (record.activity().equals("Update") && record.failure()) {
      incident(Incident.Kind.POLICY, "", record.time())
          .add(record, Shown.of(record.service()) + ": " + Shown.of(record.reason()));
    }
  }

  /** Findings of one kind at one service are one incident, told by the last of them. */
  private void finding(TrailRecord record, String kind) {
    String key = "FINDING " + kind + "\n" + record.service();
    Incident incident = found.get(key);
    if (incident == null) {
      incident = new Incident(Incident.Kind.FINDING, "", record.time());
      if (found.size() < BOUND) {
        found.put(key, incident);
      }
    }
    incident.add(
        record,
        Shown.of(kind) + " at " + Shown.of(record.service()) + ": " + Shown.of(record.reason()));
  }

  private void refusals(TrailRecord record, String client) {
    Minute minute = minutes.get(client);
    if (minute == null) {
      if (minutes.size() >= Tally.BOUND) {
        minutes.values().removeIf(old -> old.begin + MINUTE < record.time());
      }
      if (minutes.size() >= Tally.BOUND) {
        return;
      }
      minute = new Minute();
      minutes.put(client, minute);
    }
    if (minute.refusals == 0 || record.time() - minute.begin >= MINUTE) {
      minute.begin = record.time();
      minute.refusals = 0;
      minute.credentials = 0;
    }
    minute.refusals += record.count();
    if (record.kind() == TrailRecord.CREDENTIAL) {
      minute.firstCredential = minute.credentials == 0 ? record.time() : minute.firstCredential;
      minute.credentials += record.count();
    }
    if (minute.refusals >= BURST) {
      grow(Incident.Kind.BURST, client, minute.begin, record, minute.refusals, "requests");
    }
    if (minute.credentials >= STUFFING) {
      grow(
          Incident.Kind.STUFFING,
          client,
          minute.firstCredential,
          record,
          minute.credentials,
          "credentials");
    }
  }

  private void grow(
      Incident.Kind kind,
      String client,
      long begin,
      TrailRecord record,
      long inMinute,
      String what) {
    Incident incident = incident(kind, "client:" + client, begin);
    if (incident.count() == 0) {
      incident.before(inMinute - record.count());
    }
    incident.add(
        record,
        what
            + " from "
            + Shown.of(client)
            + " were refused, "
            + (kind == Incident.Kind.BURST ? BURST : STUFFING)
            + " or more within a minute; the last: "
            + Timeline.deed(record));
  }

  private void shared(TrailRecord record, String token, String client) {
    String home = homes.get(token);
    if (home == null) {
      if (homes.size() < Tally.BOUND) {
        homes.put(token, client);
      }
    } else if (!home.equals(client)) {
      incident(Incident.Kind.SHARED_CREDENTIAL, "token:" + token, record.time())
          .add(
              record,
              "the credential of "
                  + Shown.of(record.principal())
                  + ", first used from "
                  + Shown.of(home)
                  + ", was permitted from "
                  + Shown.of(client)
                  + " as well");
    }
  }

  private Incident incident(Incident.Kind kind, String subject, long begin) {
    String key = kind + " " + subject;
    Incident incident = found.get(key);
    if (incident == null) {
      incident = new Incident(kind, subject, begin);
      if (found.size() < BOUND) {
        found.put(key, incident);
      }
    }
    return incident;
  }

  /** The gravest first, and among equals the earliest. */
  List<Incident> found() {
    List<Incident> all = new ArrayList<>(found.values());
    for (Tally.Entry entry : pulls.all()) {
      if (entry.objects() >= OBJECTS) {
        String[] parts = entry.name().split("\n", 2);
        all.add(
            Incident.of(
                Incident.Kind.ENUMERATION,
                "principal:" + parts[0],
                entry,
                Shown.of(parts[0])
                    + " was handed "
                    + entry.objects()
                    + " different objects of "
                    + parts[1]
                    + " within "
                    + Moments.span(entry.last() - entry.first())));
      }
    }
    all.sort(Comparator.comparing(Incident::kind).thenComparingLong(Incident::begin));
    return all;
  }
}
