package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search}, {@code timeline} and {@code report} on the example that the repository holds. */
class DeskCommandsTest {

  private static final String ORDERS = "../../examples/investigation/orders.ndjson";
  private static final String BILLING = "../../examples/investigation/billing.ndjson";

  @TempDir Path folder;

  @Test
  void search_printsWhatSatisfiesAll() {
    Said said = Said.by("search", "--principal", "alice", "--decision", "refused", ORDERS, BILLING);
    assertEquals(0, said.exit(), said.err());
    String[] lines = said.out().split("\n");
    assertEquals(2, lines.length, said.out());
    assertTrue(
        lines[0].contains("refused alice from 203.0.113.77: GET /admin/users, 403 (no rule)"));
    assertTrue(lines[1].contains(" billing "), said.out());
  }

  @Test
  void search_json_isTheLinesThemselves() throws Exception {
    Said said = Said.by("search", "--format", "json", "--status", "403", BILLING);
    List<String> lines =
        Files.readAllLines(Path.of(BILLING)).stream()
            .filter(l -> l.contains("\"code\":403"))
            .toList();
    assertEquals(String.join("\n", lines) + "\n", said.out());
  }

  @Test
  void search_csv_isQuotedAndHoldsNoFormulas() throws Exception {
    String line = Files.readAllLines(Path.of(BILLING)).get(0);
    Path log = folder.resolve("log");
    Files.writeString(
        log,
        line.replace("\"bob\"", "\"=HYPERLINK(\\\"http://x\\\",1)\"")
                .replace("/invoices/7000", "/a,b")
            + "\n");
    Said said = Said.by("search", "--format", "csv", log.toString());
    String[] rows = said.out().split("\r\n");
    assertEquals(2, rows.length, said.out());
    assertTrue(rows[1].contains(",\"'=HYPERLINK(\"\"http://x\"\",1)\","), rows[1]);
    assertTrue(rows[1].contains(",\"/a,b\","), rows[1]);
  }

  @Test
  void search_countsAndLimits() {
    assertEquals("8\n", Said.by("search", "--count", "--principal", "bob", BILLING).out());
    Said first = Said.by("search", "--limit", "1", "--principal", "bob", BILLING);
    assertEquals(1, first.out().split("\n").length);
    assertTrue(first.err().contains("8 records, and the first 1 printed"), first.err());
  }

  @Test
  void wrongCriteria_endWithTwoAndSayWhy() {
    for (String[] wrong :
        new String[][] {
          {"--status", "9"},
          {"--client", "alice"},
          {"--route", "orders"},
          {"--decision", "maybe"},
          {"--since", "yesterday"},
          {"--format", "xml"}
        }) {
      Said said = Said.by("search", wrong[0], wrong[1], ORDERS);
      assertEquals(2, said.exit(), wrong[0] + said.err());
      assertEquals("", said.out(), wrong[0]);
      assertTrue(said.err().startsWith("bartizan: error BZ5002: "), said.err());
      assertTrue(said.err().contains(wrong[1]), said.err());
    }
    Said missing = Said.by("search", folder.resolve("none").toString());
    assertEquals(2, missing.exit());
    assertTrue(missing.err().contains("BZ5005"), missing.err());
  }

  @Test
  void timeline_json_holdsTheFactsOfTheStaging() throws Exception {
    Said said = Said.by("timeline", "alice", ORDERS, BILLING, "--format", "json");
    assertEquals(0, said.exit(), said.err());
    JsonNode story = new ObjectMapper().readTree(said.out());
    // What knows only the token belongs to its owner's story, too.
    assertEquals(70, story.path("requests").asInt());
    assertEquals("2026-11-26T09:00:07.000Z", story.path("first").path("time").asText());
    assertEquals("203.0.113.77", story.path("clients").path(1).path("name").asText());
    assertEquals("2026-11-26T09:41:05.120Z", story.path("clients").path(1).path("first").asText());
    assertEquals("billing", story.path("services").path(1).path("name").asText());
    assertEquals(4, story.path("revoked").path("refusedAfter").asInt());
    assertEquals(0, story.path("revoked").path("permittedAfter").asInt());
    assertFalse(story.path("story").isEmpty());
  }

  @Test
  void timeline_ofNobody_saysSo() {
    Said said = Said.by("timeline", "carol", ORDERS);
    assertEquals(0, said.exit());
    assertTrue(said.out().startsWith("no request of principal carol"), said.out());
    assertEquals(2, Said.by("timeline", "principal:", ORDERS).exit());
  }

  @Test
  void report_isWrittenWhole_orTheOldOneStays() throws Exception {
    Path page = folder.resolve("report.html");
    Said said = Said.by("report", ORDERS, BILLING, "-o", page.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(Files.readString(page).endsWith("</html>\n"));
    Said nowhere = Said.by("report", ORDERS, "-o", folder.resolve("no/report.html").toString());
    assertEquals(2, nowhere.exit());
    assertTrue(nowhere.err().contains("BZ5006"), nowhere.err());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(page), left.toList(), "no draft is left behind");
    }
  }

  /** Each command that the page about compliance names does what it says on the example. */
  @Test
  void complianceCommands_run() throws Exception {
    Pattern command = Pattern.compile("\\| `((?:search|report|timeline)[^`]*) LOG` \\|");
    Set<String> met = new TreeSet<>();
    for (String row : Files.readAllLines(Path.of("../../docs/reference/compliance.md"))) {
      Matcher named = command.matcher(row);
      if (named.find() && met.add(named.group(1))) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'[^']*'|\\S+").matcher(named.group(1));
        while (word.find()) {
          words.add(word.group().replace("'", "").replace("PRINCIPAL", "alice"));
        }
        words.addAll(List.of(ORDERS, BILLING));
        if (words.get(0).equals("report")) {
          words.addAll(List.of("-o", folder.resolve("report.html").toString()));
        }
        Said said = Said.by(words.toArray(String[]::new));
        assertEquals(0, said.exit(), words + said.err());
      }
    }
    assertTrue(met.size() > 15, "commands: " + met);
  }

  @Test
  void report_ofCompliance_namesTheRecords() throws Exception {
    Path page = folder.resolve("report.html");
    String out = page.toString();
    assertEquals(0, Said.by("report", "--compliance", ORDERS, BILLING, "-o", out).exit());
    String without = Files.readString(page);
    assertTrue(without.contains("PCI DSS 4.0.1"), without);
    assertTrue(without.contains("none in these logs (permitted requests with an administrating"));
    Path log = folder.resolve("log");
    String line = Files.readAllLines(Path.of(BILLING)).get(0);
    Files.writeString(
        log,
        line.replace("\"type_id\":1", "\"groups\":[{\"name\":\"root\"}],\"type_id\":1") + "\n");
    assertEquals("1\n", Said.by("search", "--count", "--role", "root", log.toString()).out());
    assertEquals("0\n", Said.by("search", "--count", "--role", "roo", log.toString()).out());
    String[] asked = {"report", "--compliance", "--admin-role", "root", log.toString(), "-o", out};
    assertEquals(0, Said.by(asked).exit());
    String with = Files.readString(page);
    assertTrue(with.contains("<strong>1</strong> permitted requests with an administrating"), with);
  }

  @Test
  void damagedLog_isReadOnAndNamed() throws Exception {
    Path log = folder.resolve("log");
    Files.writeString(log, "nonsense\n" + Files.readString(Path.of(BILLING)));
    Said said = Said.by("search", "--count", log.toString());
    assertEquals(0, said.exit());
    assertEquals("22\n", said.out());
    assertTrue(said.err().contains(":1: this line is no record"), said.err());
  }

  @Test
  void sealedLog_isReadInClear_andCheckedWhereTheAuditorAsks() throws Exception {
    Path sample = Path.of("../../examples/audit/orders.sealed.ndjson");
    Said clear = Said.by("search", "--count", sample.toString());
    assertEquals("12\n", clear.out());
    assertTrue(clear.err().contains("without checking the seal"), clear.err());
    Path keys = folder.resolve("auditor.jwk");
    assertEquals(0, Said.by("keys", "auditor", keys.toString()).exit());
    Said checked = Said.by("search", "--count", "--auditor", keys.toString(), sample.toString());
    assertEquals("12\n", checked.out(), checked.err());
    assertFalse(checked.err().contains("without checking"), checked.err());
    Path cut = folder.resolve("cut.ndjson");
    Files.writeString(cut, Files.readString(sample).replaceFirst("DELETE", "delete"));
    Said tampered =
        Said.by(
            "search",
            "--count",
            "--auditor",
            keys.toString(),
            "--key",
            "../../examples/audit/orders.pub.jwk",
            cut.toString());
    assertEquals(5, tampered.exit(), tampered.err());
    assertTrue(tampered.err().contains("altered"), tampered.err());
  }
}
