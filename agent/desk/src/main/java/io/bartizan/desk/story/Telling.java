package io.bartizan.desk.story;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Puts a timeline into words: origin, news, attempts, access, impact, revocation, end. */
public final class Telling {

  private static final int MOST = 10;

  /** From so many different objects of one route on, somebody pulls them one by one. */
  static final int ONE_BY_ONE = 10;

  private final Timeline timeline;
  private final List<Sentence> story = new ArrayList<>();

  private Telling(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The story; empty if there is no record. */
  public static List<Sentence> of(Timeline timeline) {
    Telling telling = new Telling(timeline);
    TrailRecord first = timeline.first();
    TrailRecord last = timeline.last();
    if (first != null && last != null) {
      telling.origin(first);
      telling.story.addAll(timeline.news());
      telling.tried(last);
      telling.reached(last);
      telling.revoked(last);
      telling.end(first, last);
    }
    return telling.story;
  }

  private void origin(TrailRecord first) {
    say(
        Sentence.Part.ORIGIN,
        first.time(),
        "first contact, from "
            + Shown.of(first.client())
            + (first.agent() == null ? "" : " (" + Shown.of(first.agent()) + ")")
            + ", at the service "
            + Shown.of(first.service())
            + ": "
            + Timeline.deed(first),
        ids(first));
  }

  private void tried(TrailRecord last) {
    for (Tally.Entry entry : timeline.refusedFor().top(MOST)) {
      String[] parts = entry.name().split("\n", 3);
      say(
          Sentence.Part.ATTEMPTS,
          entry.first(),
          "tried in vain: "
              + parts[0]
              + from(parts[1])
              + ", "
              + times(entry.requests())
              + objects(entry)
              + " ("
              + parts[2]
              + ")",
          entry.ids());
    }
    more(Sentence.Part.ATTEMPTS, last, timeline.refusedFor(), "other attempts were refused");
  }

  private void reached(TrailRecord last) {
    for (Tally.Entry entry : timeline.entered().top(MOST)) {
      String[] parts = entry.name().split("\n", 2);
      boolean pulled = entry.objects() >= ONE_BY_ONE;
      say(
          Sentence.Part.IMPACT,
          entry.first(),
          "succeeded: "
              + parts[0]
              + from(parts[1])
              + ", "
              + times(entry.requests())
              + objects(entry)
              + (pulled ? ", one by one within " + Moments.span(entry.last() - entry.first()) : "")
              + (entry.bytes() > 0 ? ", " + bytes(entry.bytes()) : ""),
          entry.ids());
    }
    more(Sentence.Part.IMPACT, last, timeline.entered(), "other routes were reached");
  }

  private void more(Sentence.Part part, TrailRecord last, Tally tally, String what) {
    int left = tally.size() - MOST;
    if (left > 0) {
      say(part, last.time(), left + " " + what, Collections.<String>emptyList());
    }
  }

  private void revoked(TrailRecord last) {
    Revocation revocation = timeline.revocation();
    TrailRecord first = revocation.first();
    if (first != null) {
      say(
          Sentence.Part.REVOCATION,
          first.time(),
          "revoked: from then on "
              + revocation.refused()
              + " requests with it were refused, "
              + (revocation.permitted() == 0 ? "none" : revocation.permitted() + " PERMITTED")
              + (revocation.permitted() == 0 ? " permitted" : ""),
          ids(first));
    }
    if (timeline.untold() > 0) {
      say(
          Sentence.Part.SPREAD,
          last.time(),
          timeline.untold() + " more news are left out",
          ids(last));
    }
  }

  private void end(TrailRecord first, TrailRecord last) {
    say(
        Sentence.Part.END,
        last.time(),
        "last contact, "
            + Moments.span(last.time() - first.time())
            + " after the first: "
            + Timeline.deed(last)
            + ". In all "
            + timeline.requests()
            + (timeline.requests() == 1 ? " request" : " requests")
            + ", "
            + timeline.permitted()
            + " permitted, "
            + timeline.refused()
            + " refused; "
            + counted(timeline.services(), "service")
            + ", "
            + counted(timeline.clients(), "address", "addresses")
            + ", "
            + counted(timeline.tokens(), "credential")
            + (timeline.bytes() > 0 ? "; " + bytes(timeline.bytes()) + " handed out" : ""),
        ids(last));
  }

  private void say(Sentence.Part part, long time, String text, List<String> ids) {
    story.add(new Sentence(part, time, text, ids));
  }

  private static List<String> ids(TrailRecord record) {
    String id = record.id();
    return id == null ? Collections.<String>emptyList() : Collections.singletonList(id);
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }

  /** Where there is but one, the origin has said it. */
  private String from(String client) {
    return timeline.clients().size() > 1 ? " from " + client : "";
  }

  private static String objects(Tally.Entry entry) {
    return entry.objects() > 1 ? ", " + entry.objects() + " different objects" : "";
  }

  private static String counted(Tally tally, String one) {
    return counted(tally, one, one + "s");
  }

  private static String counted(Tally tally, String one, String many) {
    return tally.size()
        + (tally.others() == null ? "" : " or more")
        + " "
        + (tally.size() == 1 ? one : many);
  }

  /** {@code 1.4 MB}. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
