package io.bartizan.desk.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bartizan.desk.Lines;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.TrailRecord;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QueryTest {

  private static final long NOW = Instant.parse("2026-11-26T10:00:00Z").toEpochMilli();

  /** With the filter before the parser and without, the same is found. */
  private static long found(Consumer<Query> asking) throws Exception {
    Query query = new Query();
    asking.accept(query);
    List<TrailRecord> passed = Lines.read(Lines.INVESTIGATION, query.needles(), new Noticed());
    List<TrailRecord> all =
        Lines.read(Lines.INVESTIGATION, new io.bartizan.desk.trail.Needles(), new Noticed());
    long count = passed.stream().filter(query).count();
    assertEquals(all.stream().filter(query).count(), count);
    return count;
  }

  @Test
  void criteria_findWhatTheyName() throws Exception {
    assertEquals(91, found(query -> {}));
    assertEquals(66, found(query -> query.text("alice", TrailRecord::principal)));
    assertEquals(8, found(query -> query.text("b*b", TrailRecord::principal)));
    assertEquals(0, found(query -> query.text("ali", TrailRecord::principal)));
    assertEquals(58, found(query -> query.client("203.0.113.77")));
    assertEquals(20, found(query -> query.client("10.4.0.0/16")));
    assertEquals(21, found(query -> query.route("/invoices/{id}")));
    assertEquals(67, found(query -> query.route("/orders/**")));
    assertEquals(1, found(query -> query.route("/invoices/{id}/refunds")));
    assertEquals(18, found(query -> query.decision(Query.Decision.REFUSED)));
    assertEquals(0, found(query -> query.decision(Query.Decision.THROTTLED)));
    assertEquals(16, found(query -> query.status("401")));
    assertEquals(18, found(query -> query.status("4xx")));
    assertEquals(1, found(query -> query.text("Update", TrailRecord::activity)));
    assertEquals(4, found(query -> query.holding("REVOKED", TrailRecord::reason)));
  }

  @Test
  void criteria_together_mustAllHold() throws Exception {
    assertEquals(
        2,
        found(
            query -> {
              query.text("alice", TrailRecord::principal);
              query.decision(Query.Decision.REFUSED);
            }));
  }

  @Test
  void time_isFromThenOnAndBefore() throws Exception {
    long from = Moments.parse("2026-11-26T09:41:05.120Z", NOW);
    assertEquals(59, found(query -> query.since(from)));
    assertEquals(32, found(query -> query.until(from)));
    assertEquals(59, found(query -> query.since(Moments.parse("19m", NOW))));
  }

  @Test
  void moments_areReadAsPeopleWriteThem() {
    assertEquals(NOW, Moments.parse("2026-11-26T11:00:00+01:00", 0));
    assertEquals(NOW, Moments.parse("2026-11-26 10:00:00", 0));
    assertEquals(NOW - 36_000_000, Moments.parse("2026-11-26", 0));
    assertEquals(NOW - 7 * 86_400_000L, Moments.parse("7d", NOW));
    for (String none :
        new String[] {"", "yesterday", "26.11.2026", "5", "1e3s", "-1h", "9999999999d"}) {
      assertThrows(IllegalArgumentException.class, () -> Moments.parse(none, NOW), none);
    }
    assertEquals("2026-11-26 10:00:00.000Z", Moments.shown(NOW));
  }

  @Test
  void criteria_thatNameNothing_areRefused() {
    Query query = new Query();
    assertThrows(IllegalArgumentException.class, () -> query.status("44"));
    assertThrows(IllegalArgumentException.class, () -> query.client("alice"));
    assertThrows(IllegalArgumentException.class, () -> query.route("orders"));
  }
}
