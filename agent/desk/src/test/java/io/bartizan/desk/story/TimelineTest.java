package io.bartizan.desk.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.desk.Lines;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.trail.Needles;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.TrailRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static Timeline of(String subject) throws Exception {
    Subject whose = Subject.parse(subject);
    Query query = new Query();
    whose.into(query);
    Timeline timeline = new Timeline(whose);
    for (TrailRecord record : Lines.read(Lines.INVESTIGATION, query.needles(), new Noticed())) {
      if (query.test(record)) {
        timeline.add(record);
      }
    }
    return timeline;
  }

  private static String told(Timeline timeline, Sentence.Part part) {
    return Telling.of(timeline).stream()
        .filter(sentence -> sentence.part() == part)
        .map(Sentence::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void stolenToken_itsStoryIsTheStaging() throws Exception {
    Timeline timeline = of("5b1f0c6e9d2a47718c3e0f94ab62d510");
    assertEquals(70, timeline.requests());
    assertEquals(64, timeline.permitted());
    assertEquals(6, timeline.refused());
    assertEquals(2, timeline.clients().size());
    assertEquals(2, timeline.services().size());
    assertTrue(told(timeline, Sentence.Part.ORIGIN).contains("from 10.4.0.21 (Mozilla"));
    String spread = told(timeline, Sentence.Part.SPREAD);
    assertTrue(spread.contains("it came from 203.0.113.77, with a credential that was used else"));
    assertTrue(spread.contains("it came to the service billing"), spread);
    String impact = told(timeline, Sentence.Part.IMPACT);
    assertTrue(
        impact.contains(
            "GET /orders/{id} from 203.0.113.77, 40 times, 40 different objects, one by one"
                + " within 19 s"),
        impact);
    assertTrue(impact.contains("GET /orders/{id} from 10.4.0.21, 12 times, 4 different"), impact);
    String tried = told(timeline, Sentence.Part.ATTEMPTS);
    assertTrue(tried.contains("GET /admin/users from 203.0.113.77, once (no rule)"), tried);
    assertEquals(
        "revoked: from then on 4 requests with it were refused, none permitted",
        told(timeline, Sentence.Part.REVOCATION));
    assertEquals(0, timeline.revocation().permitted());
  }

  @Test
  void everySentenceOfDeeds_namesDecisionsOfTheLog() throws Exception {
    List<String> ids =
        Lines.read(Lines.INVESTIGATION, new Needles(), new Noticed()).stream()
            .map(TrailRecord::id)
            .toList();
    for (Sentence sentence : Telling.of(of("203.0.113.77"))) {
      assertFalse(sentence.ids().isEmpty(), sentence.text());
      assertTrue(ids.containsAll(sentence.ids()), sentence.text());
    }
  }

  @Test
  void revokedTokenThatIsPermitted_isSaidLoudly() throws Exception {
    Timeline timeline = new Timeline(Subject.parse("principal:a"));
    for (TrailRecord record :
        Lines.of(
            new Noticed(),
            Lines.request(1, "a", "10.0.0.1", "/x", "PERMITTED")
                + Lines.request(2, "a", "10.0.0.1", "/x", "REFUSED")
                    .replace("\"rule\"", "\"revoked\"")
                + Lines.request(3, "a", "10.0.0.1", "/x", "PERMITTED"))) {
      timeline.add(record);
    }
    assertEquals(1, timeline.revocation().permitted());
    assertTrue(told(timeline, Sentence.Part.REVOCATION).endsWith("1 PERMITTED"));
  }

  @Test
  void nobody_hasNoStory() throws Exception {
    assertTrue(Telling.of(of("carol")).isEmpty());
  }

  @Test
  void subjects_areWhatTheyLookLike() {
    assertEquals(Subject.Kind.PRINCIPAL, Subject.parse("alice").kind());
    assertEquals(Subject.Kind.CLIENT, Subject.parse("10.0.0.0/8").kind());
    assertEquals(Subject.Kind.CLIENT, Subject.parse("2001:db8::1").kind());
    assertEquals(Subject.Kind.EITHER, Subject.parse("0af7651916cd43dd8448eb211c80319c").kind());
    assertEquals(Subject.Kind.PRINCIPAL, Subject.parse("principal:10.0.0.1").kind());
    assertEquals("10.0.0.1", Subject.parse("principal:10.0.0.1").id());
  }

  @Test
  void tally_pastItsBound_countsTheRestTogether() throws Exception {
    Tally tally = new Tally(2, true);
    TrailRecord record =
        Lines.of(new Noticed(), Lines.request(1, "a", "10.0.0.1", "/x", "PERMITTED")).get(0);
    for (String name : new String[] {"a", "b", "c", "d", "a"}) {
      tally.add(name, record);
    }
    assertEquals(2, tally.size());
    assertEquals(2, tally.top(1).get(0).requests());
    Tally.Entry others = tally.others();
    assertNotNull(others);
    assertEquals(2, others.requests());
  }
}
