package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String MARKETING = "{\"groups\": [\"marketing\"]}";
  private static final String CLERK = "{\"realm_access\": {\"roles\": [\"clerk\"]}}";

  @TempDir Path folder;
  private Path policy;

  @BeforeEach
  void write() throws Exception {
    policy = Drafts.shop(folder);
  }

  private Said explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain", "--policy", policy.toString()));
    all.addAll(Arrays.asList(arguments));
    return Said.by(all.toArray(new String[0]));
  }

  private String flip(String... arguments) {
    Said said = explain(arguments);
    assertEquals(Exit.OK, said.exit(), said.err());
    return said.out().substring(said.out().lastIndexOf("flips it: ") + 10).trim();
  }

  @Test
  void aRefusal_isExplainedRuleByRule() {
    assertEquals(
        """
        DELETE /customers/7 is refused with 403 by rule analytics-no-write

        allow customers (line 17): matches
          + method asks for GET, DELETE, and got DELETE
          + path asks for /customers/{id}, and got /customers/7
          + who asks for analyst, clerk, and got somebody, roles analyst

        deny analytics-no-write (line 20): matches, and decides
          + method asks for POST, PUT, PATCH, DELETE, and got DELETE
          + path asks for /customers/**, and got /customers/7
          + who asks for analyst, and got somebody, roles analyst

        3 more for other paths (--all shows them)

        smallest change that flips it: with the method GET
        """,
        explain("DELETE /customers/7", "--claims", MARKETING).out());
  }

  @Test
  void theSmallestChange_isOneThatReallyFlips() {
    assertEquals("with the role clerk", flip("GET /orders/7"));
    assertEquals("with the method GET", flip("POST /healthz"));
    assertEquals("from 10.0.0.0/8", flip("GET /internal/x", "--claims", "{}"));
    assertEquals("from 10.0.0.0/8, with a valid token", flip("GET /internal/x"));
    assertEquals("none was found", flip("GET /other"));
    assertEquals(
        "without token.aud", flip("GET /healthz", "--claims", "{\"aud\": \"another-api\"}"));
    assertEquals("with the path spelt /healthz", flip("GET //healthz"));
  }

  @Test
  void json_hasEveryRule() throws Exception {
    JsonNode json =
        new ObjectMapper()
            .readTree(explain("GET /orders/7", "--claims", CLERK, "--format", "json").out());
    assertEquals("allow", json.get("decision").textValue());
    assertEquals("orders", json.get("rule").textValue());
    assertEquals(5, json.get("rules").size());
    assertEquals("path", json.at("/rules/0/attributes/1/name").textValue());
    assertEquals("fails", json.at("/rules/0/attributes/1/state").textValue());
  }

  @Test
  void aRecordedDecision_isFoundByItsId() throws Exception {
    Path trail = Drafts.write(folder, "audit.ndjson", Records.LINES);
    Said said = explain("--decision", "d-2", "--audit", trail.toString());
    assertTrue(
        said.out()
            .startsWith(
                "recorded: refused with 403 by rule analytics-no-write\n"
                    + "  under another policy than the one that is asked now\n"
                    + "  the trail holds no claims: roles that come from them are left out\n"
                    + "DELETE /customers/7 is permitted by rule customers\n"),
        said.out() + said.err());
    Said absent = explain("--decision", "d-9", "--audit", trail.toString());
    assertEquals(Exit.USAGE, absent.exit());
    assertTrue(absent.err().contains("error BZ5005: there is no decision 'd-9'"), absent.err());
  }

  @Test
  void whatCannotBeAsked_isAUsageError() throws Exception {
    assertEquals(Exit.USAGE, explain().exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--decision", "d").exit());
    assertEquals(Exit.USAGE, explain("a").exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--claims", "{").exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--claims", "{\"a\":1,\"a\":2}").exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--address", "here").exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--port", "0").exit());
    assertEquals(Exit.USAGE, explain("GET /a", "--header", "none").exit());
    Path trail = Drafts.write(folder, "audit.ndjson", "{\n");
    Said broken = explain("--decision", "d", "--audit", trail.toString());
    assertEquals(Exit.USAGE, broken.exit());
    assertTrue(broken.err().contains("audit.ndjson:1:1: error BZ5005: "), broken.err());
  }

  @Test
  void whatIsOnlyObserved_isTold_andWhatARuleEnforcesIsNot() throws Exception {
    Path observing =
        Drafts.write(
            folder,
            "observing.yaml",
            "version: 1\nmode: observe\nrules:\n"
                + "  - {name: admin, mode: enforce, deny: {path: /admin/**}}\n");
    String but = "\n  but the policy observes: the request enters, and this is recorded\n";
    Said other = Said.by("explain", "GET /other", "-p", observing.toString());
    assertTrue(
        other.out().contains("is refused with 401: no rule, no credential" + but), other.out());
    Said admin = Said.by("explain", "GET /admin/x", "-p", observing.toString());
    assertFalse(admin.out().contains(but), admin.out());
    Said json = Said.by("explain", "GET /other", "-p", observing.toString(), "--format", "json");
    assertTrue(json.out().contains("\"binding\""), json.out());
  }
}
