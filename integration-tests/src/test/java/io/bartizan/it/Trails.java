package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What holds for every trail. */
final class Trails {

  private Trails() {}

  static long permitted(List<JsonNode> trail) {
    return outcome(trail, "PERMITTED");
  }

  /** Of requests that were not the agent's own. */
  static long refused(List<JsonNode> trail) {
    long canaries =
        trail.stream()
            .filter(e -> e.path("status_detail").asText().equals("start-up canary"))
            .count();
    return outcome(trail, "REFUSED") - canaries;
  }

  private static long outcome(List<JsonNode> trail, String outcome) {
    return trail.stream()
        .filter(e -> e.path("unmapped").path("outcome").asText().equals(outcome))
        // Of refusals in a storm one record tells of many.
        .mapToLong(e -> e.path("count").asLong(1))
        .sum();
  }

  /** Waits until the trail holds a permit of each of these client ports; one look serves all. */
  static void awaitPermits(Server server, Set<Integer> ports) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Set<Integer> missing = new HashSet<>(ports);
    while (!missing.isEmpty()) {
      assertTrue(System.nanoTime() < until, "entered without a permit in the trail: " + missing);
      server.audit().stream()
          .filter(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"))
          .forEach(e -> missing.remove(e.path("src_endpoint").path("port").asInt()));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** How many records the trail says were lost. */
  static long lost(List<JsonNode> trail) {
    return trail.stream()
        .filter(e -> e.path("class_uid").asInt() == 6002)
        .mapToLong(e -> e.path("count").asLong())
        .sum();
  }

  /** The order of the lines is that of the sequence, without a gap. */
  static void numbered(List<JsonNode> trail) {
    for (int i = 0; i < trail.size(); i++) {
      JsonNode metadata = trail.get(i).path("metadata");
      assertEquals(i + 1, metadata.path("sequence").asInt(), trail.get(i).toString());
    }
  }

  /** And no decision stands twice, as that of a request that was open for long would. */
  static void whole(List<JsonNode> trail) {
    numbered(trail);
    Set<String> ids = new HashSet<>();
    trail.forEach(event -> ids.add(event.path("metadata").path("uid").asText()));
    assertEquals(trail.size(), ids.size(), "records that stand twice");
  }
}
