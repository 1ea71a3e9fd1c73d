package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

  @TempDir Path folder;
  private Path old;

  @BeforeEach
  void write() throws Exception {
    old = Drafts.write(folder, "old.yaml", Drafts.SHOP);
  }

  private Said diff(String newer, String... more) throws Exception {
    Path file = Drafts.write(folder, "new.yaml", newer);
    String[] all = new String[more.length + 3];
    all[0] = "diff";
    all[1] = old.toString();
    all[2] = file.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Said.by(all);
  }

  @Test
  void policiesThatMeanTheSame_doNotDiffer() throws Exception {
    String same =
        Drafts.SHOP
            .replace("who: [clerk]", "who: clerk   # one of a list")
            .replace("[analyst, clerk]", "[clerk, analyst]")
            .replace("/healthz}", "\"/healthz\"}");
    assertEquals(new Said(Exit.OK, "no difference\n", ""), diff(same));
  }

  @Test
  void rulesThatDiffer_areShownByName() throws Exception {
    String other =
        Drafts.SHOP
            .replace("[analyst, clerk]", "[analyst]")
            .replace("- name: inside", "- name: within");
    Said said = diff(other);
    assertEquals(Exit.DIFFERENCE, said.exit());
    assertEquals(
        "rule customers\n"
            + "  - allow: {method: [DELETE, GET], path: /customers/{id}}, who: [analyst, clerk]\n"
            + "  + allow: {method: [DELETE, GET], path: /customers/{id}}, who: analyst\n"
            + "rule inside\n"
            + "  - allow: {path: /internal/**}, who: authenticated, from: 10.0.0.0/8\n"
            + "rule within\n"
            + "  + allow: {path: /internal/**}, who: authenticated, from: 10.0.0.0/8\n"
            + "3 parts differ\n",
        said.out());
  }

  @Test
  void aReplay_showsEveryRequestThatWouldBeDecidedOtherwise() throws Exception {
    Path trail = Drafts.write(folder, "audit.ndjson", records() + records());
    Said same = diff(Drafts.SHOP, "--replay", trail.toString());
    assertEquals("8 requests, 0 would be decided otherwise\n", same.out(), same.err());
    assertEquals(Exit.OK, same.exit());
    String narrower = Drafts.SHOP.replace("path: \"/orders/{id}\"", "path: /orders");
    Said said = diff(narrower, "--replay", trail.toString());
    assertEquals(
        "GET /orders/7 by roles clerk, 2 alike  (d-1)\n"
            + "  - permitted by rule orders\n"
            + "  + refused with 403: no rule\n"
            + "8 requests, 2 would be decided otherwise\n",
        said.out());
    assertEquals(Exit.DIFFERENCE, said.exit());
    JsonNode json =
        new ObjectMapper()
            .readTree(diff(narrower, "--replay", trail.toString(), "--format", "json").out());
    assertEquals(2, json.get("changes").intValue());
    assertTrue(json.at("/groups/0/surely").booleanValue());
  }

  /** Bob was refused as an analyst, though no record says that he was one. */
  @Test
  void rolesByClaims_areThoseThatExplainWhatWasRecorded() throws Exception {
    Path trail = Drafts.write(folder, "audit.ndjson", records());
    String without = Drafts.SHOP.replace("who: [analyst]\n", "who: [auditor]\n");
    Said said = diff(without, "--replay", trail.toString());
    assertEquals(
        "DELETE /customers/7 by roles clerk  (d-2)\n"
            + "  - refused with 403 by rule analytics-no-write\n"
            + "  + permitted by rule customers\n"
            + "4 requests, 1 would be decided otherwise\n",
        said.out());
    String looser = Drafts.SHOP.replace("who: [clerk]\n", "who: [clerk]\n    except: [analyst]\n");
    assertTrue(
        diff(looser, "--replay", trail.toString())
            .out()
            .startsWith("GET /orders/7 by roles clerk, if claims say so  (d-1)\n"),
        "Alice may be an analyst, or not");
  }

  @Test
  void whatTheOldPolicyWouldNotDecideSo_isTold() throws Exception {
    Path trail =
        Drafts.write(
            folder,
            "audit.ndjson",
            records().replace("\"orders\"", "\"customers\"").replace("/orders/7", "/orders/8"));
    Said said = diff(Drafts.SHOP, "--replay", trail.toString());
    assertTrue(said.out().contains("1 the old policy does not decide as recorded"), said.out());
  }

  @Test
  void countsOfAStorm_areNoRequests_andATimeThatIsNoneEndsNothing() throws Exception {
    Path trail = Drafts.write(folder, "audit.ndjson", records());
    Said plain = diff(Drafts.SHOP, "--replay", trail.toString());
    String refusal =
        records().lines().filter(line -> line.contains("d-2")).findFirst().orElseThrow();
    String counted =
        refusal
            .replace("\"outcome\"", "\"alike\":\"client\",\"outcome\"")
            .replace("/customers/7", "/healthz")
            .replace("DELETE", "GET");
    Drafts.write(
        folder,
        "audit.ndjson",
        records().replace("\"time\":1,", "\"time\":\"soon\",") + counted + "\n");
    assertEquals(plain, diff(Drafts.SHOP, "--replay", trail.toString()));
  }

  /** As the old policy recorded them. */
  private String records() throws Exception {
    return Records.LINES.replace("sha256:00", PolicyLoader.load(old).digest());
  }

  @Test
  void whatCannotBeRead_isAUsageError() throws Exception {
    assertEquals(Exit.USAGE, Said.by("diff", old.toString()).exit());
    assertEquals(Exit.USAGE, Said.by("diff", old.toString(), "absent.yaml").exit());
    Said said = diff(Drafts.SHOP, "--replay", folder.resolve("absent").toString());
    assertEquals(Exit.USAGE, said.exit());
    assertTrue(said.err().contains("error BZ5005: "), said.err());
    assertEquals(Exit.INVALID, diff("version: 2\nrules: []\n").exit());
  }
}
