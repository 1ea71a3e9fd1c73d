package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {

  @TempDir Path folder;

  @Test
  void testsThatHold_endWithZero() throws Exception {
    Said said = Said.by("test", Drafts.shop(folder).toString());
    assertEquals(
        "ok    marketing cannot delete\nok    clerks read orders\n2 tests, all passed\n",
        said.out());
    assertEquals(Exit.OK, said.exit());
  }

  @Test
  void aTestThatFails_saysWhatWasExpected_andWhatDecided() throws Exception {
    String policy =
        Drafts.SHOP.replace("[analyst, clerk]", "[analyst]").replace("roles: [clerk]", "roles: []");
    Path file = Drafts.write(folder, "bartizan.yaml", policy);
    Said said = Said.by("test", file.toString());
    assertEquals(
        "ok    marketing cannot delete\n"
            + "FAIL  clerks read orders\n"
            + "      at "
            + file
            + ":31:5\n"
            + "      given     GET /orders/7\n"
            + "      expected  allow, rule orders\n"
            + "      but was   refused with 403: no rule\n"
            + "      nearest   rule orders (line 14): who asks for clerk, and got somebody, no"
            + " roles\n"
            + "2 tests, 1 failed\n",
        said.out());
    assertEquals(Exit.TESTS_FAILED, said.exit());
    JsonNode json =
        new ObjectMapper().readTree(Said.by("test", file.toString(), "--format", "json").out());
    assertEquals(1, json.get("failed").intValue());
    assertEquals("deny", json.at("/results/1/actual/decision").textValue());
    assertEquals(403, json.at("/results/1/actual/status").intValue());
  }

  @Test
  void eachExpectation_isHeld() throws Exception {
    String given =
        "    given: {method: DELETE, path: /customers/7, token: {groups: [marketing]}}\n";
    for (String expect : new String[] {"decision: allow", "rule: customers", "status: 401"}) {
      Path tests =
          Drafts.write(
              folder,
              "other.yaml",
              "tests:\n  - name: t\n" + given + "    expect: {" + expect + "}\n");
      Path policy = Drafts.shop(folder);
      Said said = Said.by("test", policy.toString(), "--tests", tests.toString());
      assertTrue(said.out().contains("FAIL  t\n"), said.out());
      assertEquals(Exit.TESTS_FAILED, said.exit(), expect);
    }
  }

  @Test
  void testsBesideThePolicy_areRunToo() throws Exception {
    Path file = Drafts.shop(folder);
    Drafts.write(
        folder,
        "bartizan.tests.yaml",
        "tests:\n  - {name: beside, given: {path: /healthz}, expect: {decision: allow}}\n");
    assertTrue(
        Said.by("test", file.toString()).out().endsWith("ok    beside\n3 tests, all passed\n"));
  }

  @Test
  void noTests_andBrokenOnes_areErrors() throws Exception {
    Path none =
        Drafts.write(
            folder, "bartizan.yaml", Drafts.SHOP.substring(0, Drafts.SHOP.indexOf("tests:")));
    Said said = Said.by("test", none.toString());
    assertEquals(Exit.USAGE, said.exit());
    assertTrue(said.err().contains("error BZ5004: "), said.err());
    Path tests = Drafts.write(folder, "t.yaml", "tests:\n  - {given: {path: /a}}\n");
    Said broken = Said.by("test", none.toString(), "--tests", tests.toString());
    assertEquals(Exit.INVALID, broken.exit());
    assertTrue(broken.err().contains("t.yaml:2:5: error BZ1008: "), broken.err());
  }
}
