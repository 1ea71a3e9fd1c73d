package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Said check(String policy, String... more) throws Exception {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "check";
    arguments[1] = Drafts.write(folder, "bartizan.yaml", policy).toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Said.by(arguments);
  }

  private static String broken() {
    return Drafts.SHOP.replace("who: [clerk]", "whoo: [clerk]").replace("deny:", "dney:");
  }

  @Test
  void aSoundPolicy_isValid() throws Exception {
    Said said = check(Drafts.SHOP, "--strict");
    assertEquals("", said.err());
    assertTrue(said.out().endsWith("bartizan.yaml: valid, 5 rules\n"), said.out());
    assertEquals(Exit.OK, said.exit());
  }

  @Test
  void aBrokenPolicy_isInvalid_withEachErrorAtItsPlace() throws Exception {
    Said said = check(broken());
    assertEquals(Exit.INVALID, said.exit());
    String file = folder.resolve("bartizan.yaml").toString();
    assertTrue(
        said.out()
            .startsWith(
                file
                    + ":16:5: error BZ1007: unknown key 'whoo' in a rule\n"
                    + "  |     whoo: [clerk]\n"
                    + "  |     ^\n"
                    + "  hint: did you mean 'who'?\n"),
        said.out());
    assertTrue(said.out().contains(":21:5: error BZ1007: unknown key 'dney'"), said.out());
    assertTrue(said.out().endsWith(file + ": 3 errors\n"), said.out());
  }

  @Test
  void warnings_doNotFail_unlessStrict() throws Exception {
    String wide = Drafts.SHOP.replace("path: \"/internal/**\"", "path: \"/**\"");
    String warned = wide.replace("    who: authenticated\n    from: [10.0.0.0/8]\n", "");
    Said said = check(warned);
    assertEquals(Exit.OK, said.exit());
    assertTrue(said.out().contains("warning BZ6003: "), said.out());
    assertEquals(Exit.INVALID, check(warned, "--strict").exit());
  }

  @Test
  void json_isOneDocument_withAllThatIsSaid() throws Exception {
    JsonNode report = JSON.readTree(check(broken(), "--format", "json").out());
    assertEquals(false, report.get("valid").booleanValue());
    JsonNode first = report.get("findings").get(0);
    assertEquals("BZ1007", first.get("code").textValue());
    assertEquals("error", first.get("level").textValue());
    assertEquals(16, first.get("line").intValue());
    assertEquals(5, first.get("column").intValue());
    assertEquals("did you mean 'who'?", first.get("hint").textValue());
    assertTrue(
        JSON.readTree(check(Drafts.SHOP, "--format", "json").out()).get("valid").asBoolean());
  }

  @Test
  void sarif_isAcceptedByItsPublicSchema() throws Exception {
    String warned = Drafts.SHOP.replace("who: [clerk]", "who: [clerk]\n    except: [clerk]");
    for (String policy : new String[] {Drafts.SHOP, broken(), warned, "", "{", "a: \u00e4\n"}) {
      String sarif = check(policy, "--format", "sarif").out();
      Validator.Result result = validator().validate(URI.create("urn:sarif"), sarif);
      assertTrue(result.isValid(), () -> sarif + result.getErrors());
    }
    JsonNode results =
        JSON.readTree(check(broken(), "--format", "sarif").out()).at("/runs/0/results");
    assertEquals(3, results.size());
    assertEquals("error", results.get(0).get("level").textValue());
    assertEquals(
        16, results.get(0).at("/locations/0/physicalLocation/region/startLine").intValue());
    assertTrue(
        results
            .get(0)
            .at("/locations/0/physicalLocation/artifactLocation/uri")
            .textValue()
            .startsWith("file:///"));
  }

  @Test
  void theSchema_refusesWhatIsNoSarif() throws Exception {
    String sarif = check(broken(), "--format", "sarif").out();
    assertTrue(
        !validator()
            .validate(URI.create("urn:sarif"), sarif.replace("\"ruleId\"", "\"rule\""))
            .isValid());
  }

  private static Validator validator() throws Exception {
    Validator validator = new ValidatorFactory().createValidator();
    try (InputStream in =
        CheckCommandTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      validator.registerSchema(
          URI.create("urn:sarif"), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    return validator;
  }

  @Test
  void whoCan_listsPeople_andWhatLimitsThem() throws Exception {
    Said said = check(Drafts.SHOP, "--who-can", "DELETE /customers/7");
    assertEquals(
        "can DELETE /customers/7:\n"
            + "  role clerk  (rule customers, line 17)\n"
            + "    unless rule analytics-no-write (line 20) denies it to analyst\n",
        said.out());
    assertEquals(
        "can GET /internal/a:\n  authenticated, from 10.0.0.0/8  (rule inside, line 23)\n",
        check(Drafts.SHOP, "--who-can", "GET /internal/a").out());
    assertEquals("nobody can GET /other\n", check(Drafts.SHOP, "--who-can", "GET /other").out());
    JsonNode json =
        JSON.readTree(check(Drafts.SHOP, "--who-can", "GET /orders/7", "--format", "json").out());
    assertEquals("clerk", json.at("/access/0/who").textValue());
  }

  @Test
  void whatCannotBeAsked_isAUsageError() throws Exception {
    assertEquals(Exit.USAGE, check(Drafts.SHOP, "--who-can", "everything").exit());
    assertEquals(Exit.USAGE, check(Drafts.SHOP, "--format", "xml").exit());
    Said absent = Said.by("check", folder.resolve("absent.yaml").toString());
    assertEquals(Exit.USAGE, absent.exit());
    assertTrue(absent.err().contains("error BZ1001: "), absent.err());
    assertEquals("", absent.out());
  }

  @Test
  void aFileThatOthersMayWrite_isInvalid() throws Exception {
    Path file = Drafts.shop(folder);
    assertTrue(file.toFile().setWritable(true, false));
    Said said = Said.by("check", file.toString());
    assertEquals(Exit.INVALID, said.exit());
    assertTrue(said.out().contains(": error BZ1017: "), said.out());
  }

  /** This test's own classes, in a folder and in an archive within an archive. */
  @Test
  void handlers_areThoseOfTheClasses_orOfATrail() throws Exception {
    String policy =
        Drafts.SHOP.replace(
            "allow: {path: \"/internal/**\"}", "allow: {handler: io.bartizan.cli.Said#HOW}");
    Path classes = Path.of(Said.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    byte[] said = java.nio.file.Files.readAllBytes(classes.resolve("io/bartizan/cli/Said.class"));
    Path war = folder.resolve("app.war");
    java.nio.file.Files.write(
        war, zip("WEB-INF/lib/a.jar", zip("io/bartizan/cli/Said.class", said)));
    Path trail =
        Drafts.write(
            folder,
            "audit.ndjson",
            Records.LINES.replace(
                "\"reason\"", "\"handler\":\"io.bartizan.cli.Said#by\",\"reason\""));
    for (Path known : new Path[] {classes, war, trail}) {
      Said good = check(policy.replace("HOW", "by"), "--strict", "--handlers", known.toString());
      assertEquals(Exit.OK, good.exit(), good.out() + good.err());
      Said wrong = check(policy.replace("HOW", "bye"), "--strict", "--handlers", known.toString());
      assertEquals(Exit.INVALID, wrong.exit(), wrong.out() + wrong.err());
      assertTrue(wrong.out().contains("warning BZ6014: "), wrong.out());
      assertTrue(wrong.out().contains("did you mean 'io.bartizan.cli.Said#by'?"), wrong.out());
    }
    JsonNode sarif =
        JSON.readTree(
            check(policy.replace("HOW", "bye"), "--format", "sarif", "--handlers", trail.toString())
                .out());
    assertEquals("BZ6014", sarif.at("/runs/0/results/0/ruleId").textValue());
    for (Path none : new Path[] {folder.resolve("absent"), Drafts.write(folder, "x.jar", "x")}) {
      Said unread = check(policy, "--handlers", none.toString());
      assertEquals(Exit.USAGE, unread.exit(), none.toString());
      assertTrue(unread.err().contains("error BZ"), unread.err());
    }
  }

  private static byte[] zip(String name, byte[] content) throws Exception {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(bytes)) {
      zip.putNextEntry(new java.util.zip.ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }
}
