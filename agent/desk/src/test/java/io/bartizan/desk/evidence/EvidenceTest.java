package io.bartizan.desk.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.desk.Lines;
import io.bartizan.desk.trail.Needles;
import io.bartizan.desk.trail.Noticed;
import io.bartizan.desk.trail.TrailRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final String PAGE = "../../docs/reference/compliance.md";

  private static Map<String, Evidence.Found> found(List<TrailRecord> records) {
    Evidence evidence = new Evidence(Set.of("admin"));
    records.forEach(evidence::add);
    return evidence.all().stream()
        .collect(Collectors.toMap(found -> found.requirement().clause(), found -> found));
  }

  private static long of(String line, String clause) throws Exception {
    return found(Lines.of(new Noticed(), line)).get(clause).records();
  }

  private static String event(int kind, String activity) {
    return "{\"time\":7,\"class_uid\":"
        + kind
        + ",\"activity_name\":\""
        + activity
        + "\",\"metadata\":{\"uid\":\"d\",\"sequence\":1},\"unmapped\":{}}\n";
  }

  @Test
  void example_countsWhatItsLinesHold() throws Exception {
    Map<String, Evidence.Found> found =
        found(Lines.read(Lines.INVESTIGATION, new Needles(), new Noticed()));
    long refused = 0;
    long lines = 0;
    for (Path file : Lines.INVESTIGATION) {
      for (String line : Files.readAllLines(file)) {
        refused += line.contains("\"outcome\":\"REFUSED\"") ? 1 : 0;
        lines++;
      }
    }
    assertEquals(refused, found.get("10.2.1.4").records());
    assertEquals(lines, found.get("10.5.1").records());
    assertEquals(0, found.get("10.2.1.2").records(), "nobody there administrates");
    assertEquals(Evidence.NAMED, found.get("10.2.1.4").ids().size());
    assertTrue(found.get("10.5.1").first() < found.get("10.5.1").last());
    assertFalse(found.get("10.2.1.3").requirement().answered());
    assertEquals(0, found.get("10.2.1.3").records());
  }

  @Test
  void records_answerWhatTheyAreAbout() throws Exception {
    String request = Lines.request(5, "alice", "10.0.0.1", "/a", "PERMITTED");
    String admin =
        request.replace("\"uid\":\"alice\"", "\"uid\":\"a\",\"groups\":[{\"name\":\"admin\"}]");
    assertEquals(1, of(admin, "10.2.1.2"));
    assertEquals(0, of(request, "10.2.1.2"));
    assertEquals(1, of(event(6002, "Revocation"), "10.2.1.5"));
    assertEquals(0, of(event(6003, "Update"), "10.2.1.5"), "a request is no change of the policy");
    assertEquals(1, of(event(6002, "Clock Jump"), "10.6.1"));
    assertEquals(1, of(event(6002, "Health"), "10.7.2"));
    String finding =
        event(2004, "Create")
            .replace("\"unmapped\"", "\"finding_info\":{\"types\":[\"x\"]},\"unmapped\"");
    assertEquals(1, of(finding, "Art. 33(3), 33(5)"));
    assertEquals(
        1, of(request.replace("\"outcome\"", "\"seal\":\"s\",\"outcome\""), "10.3.2, 10.3.4"));
    assertEquals(0, of(request, "10.3.2, 10.3.4"));
    String throttled =
        Lines.request(5, "alice", "10.0.0.1", "/a", "REFUSED")
            .replace("403", "429")
            .replace("\"time\"", "\"count\":9,\"time\"");
    assertEquals(9, of(throttled, "Unrestricted resource consumption"), "as many as it stands for");
    String canary = request.replace("\"rule\"", "\"start-up canary\"");
    assertEquals(1, of(canary, "Art. 32(1)(d)"));
  }

  /** The page says what the code does, row by row. */
  @Test
  void page_isTheRequirements() throws Exception {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(PAGE))) {
      if (line.startsWith("| ") && !line.startsWith("| Requirement") && !line.startsWith("|---")) {
        rows.add(line);
      }
    }
    List<String> wanted = new ArrayList<>();
    for (Requirement each : Requirements.of(Set.of())) {
      wanted.add(
          "| "
              + String.join(
                  " | ",
                  each.clause(),
                  each.asks(),
                  each.answered() ? each.records() : "none in this trail",
                  each.command().isEmpty() ? "" : "`" + each.command() + "`",
                  each.beyond())
              + " |");
    }
    assertEquals(String.join("\n", wanted), String.join("\n", rows));
  }
}
