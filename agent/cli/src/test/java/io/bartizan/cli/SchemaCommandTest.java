package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.harrel.jsonschema.ValidatorFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCommandTest {

  /** Like no key, so that the loader lists all that are possible. */
  private static final String UNLIKE = "zzzzzzzzzzzzzzzzzzzz";

  @TempDir Path folder;

  private static String schema() {
    Said said = Said.by("schema");
    assertEquals(Exit.OK, said.exit());
    return said.out();
  }

  /** The keys that the loader knows at a place are those that the schema has there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|version: 1; rules: []; %s: x",
        "/definitions/identity|version: 1; rules: []; identity: {%s: x}",
        "/definitions/issuer|version: 1; rules: []; identity: {issuers: [{%s: x}]}",
        "/definitions/role|version: 1; rules: []; roles: {a: {%s: x}}",
        "/definitions/rule|version: 1; rules: [{%s: x}]",
        "/definitions/target|version: 1; rules: [{allow: {%s: x}}]",
        "/definitions/target|version: 1; rules: [{deny: {%s: x}}]",
        "/definitions/limit|version: 1; rules: []; limits: [{%s: x}]",
        "/definitions/issuer/properties/proof|"
            + "version: 1; rules: []; identity: {issuers: [{proof: {%s: x}}]}",
        "/definitions/issuer/properties/introspection|"
            + "version: 1; rules: []; identity: {issuers: [{introspection: {%s: x}}]}",
        "/definitions/issuer/properties/statusList|"
            + "version: 1; rules: []; identity: {issuers: [{statusList: {%s: x}}]}",
        "/definitions/identity/properties/tokens|version: 1; rules: []; identity: {tokens: {%s:"
            + " x}}",
        "/definitions/identity/properties/certificates|"
            + "version: 1; rules: []; identity: {certificates: {%s: x}}",
        "/definitions/loadBalancer|version: 1; rules: []; identity: {loadBalancers: [{%s: x}]}",
        "/definitions/identity/properties/apiKeys|version: 1; rules: []; identity: {apiKeys: {%s:"
            + " x}}",
        "/definitions/sessions|version: 1; rules: []; identity: {sessions: {%s: x}}",
        "/definitions/sessions/properties/networkPrefix|"
            + "version: 1; rules: []; identity: {sessions: {networkPrefix: {%s: x}}}",
        "/definitions/revocation|version: 1; rules: []; identity: {revocation: {%s: x}}",
        "/definitions/revocation/properties/tls|"
            + "version: 1; rules: []; identity: {revocation: {tls: {%s: x}}}",
        "/definitions/logout|version: 1; rules: []; identity: {revocation: {logout: [{%s: x}]}}",
        "/definitions/events|version: 1; rules: []; identity: {revocation: {events: [{%s: x}]}}",
        "/properties/coverage|version: 1; rules: []; coverage: {%s: x}",
        "/properties/audit|version: 1; rules: []; audit: {%s: x}",
        "/properties/audit/properties/hashKey/oneOf/1|"
            + "version: 1; rules: []; audit: {hashKey: {%s: x}}",
        "/properties/audit/properties/rotate|version: 1; rules: []; audit: {rotate: {%s: x}}",
        "/definitions/seal|version: 1; rules: []; audit: {seal: {%s: x}}",
        "/definitions/seal/properties/export/oneOf/1|"
            + "version: 1; rules: []; audit: {seal: {key: k, export: {%s: x}}}",
        "/definitions/alerts|version: 1; rules: []; audit: {alerts: [{%s: x}]}",
        "/definitions/detect|version: 1; rules: []; audit: {detect: {%s: x}}",
        "/definitions/test|version: 1; rules: []; tests: [{%s: x}]",
        "/definitions/given|version: 1; rules: []; tests: [{given: {%s: x}, expect: {}}]",
        "/definitions/test/properties/expect|"
            + "version: 1; rules: []; tests: [{given: {path: /a}, expect: {%s: x}}]",
      })
  void keys_areThoseOfTheLoader(String place, String policy) throws Exception {
    Path file =
        Drafts.write(folder, "bartizan.yaml", String.format(policy, UNLIKE).replace("; ", "\n"));
    String said = Said.by("check", file.toString()).out();
    Matcher known =
        Pattern.compile("unknown key '" + UNLIKE + "'.*\\n.*\\n.*\\n  hint: possible here: (.*)")
            .matcher(said);
    assertTrue(known.find(), said);
    JsonNode node = new ObjectMapper().readTree(schema()).at(place);
    Set<String> keys = new TreeSet<>();
    node.get("properties").fieldNames().forEachRemaining(keys::add);
    assertEquals(new TreeSet<>(List.of(known.group(1).split(", "))), keys);
    assertFalse(node.get("additionalProperties").booleanValue());
  }

  @Test
  void theSchema_isOne_andTakesAPolicy_andRefusesAMisspeltOne() {
    String policy =
        "{\"version\": 1, \"rules\": [{\"name\": \"a\", \"allow\": {\"path\": \"/a\"}}],"
            + " \"limits\": [{\"key\": \"principal.id\", \"rate\": \"5/s\"}],"
            + " \"tests\": [{\"given\": {\"path\": \"/a\"}, \"expect\": {\"status\": 401}}]}";
    assertTrue(valid(policy));
    List<String> wrong = new ArrayList<>();
    wrong.add(policy.replace("\"path\"", "\"paht\""));
    wrong.add(policy.replace("\"version\": 1", "\"version\": 2"));
    wrong.add(policy.replace("\"allow\"", "\"alow\""));
    wrong.add(policy.replace("\"status\": 401", "\"status\": 200"));
    wrong.add(policy.replace("5/s", "5"));
    wrong.forEach(one -> assertFalse(valid(one), one));
  }

  private static boolean valid(String policy) {
    return new ValidatorFactory().validate(schema(), policy).isValid();
  }

  @Test
  void init_writesAPolicyThatIsValid_andWhoseTestsPass_once() throws Exception {
    Said said = Said.by("init", folder.toString());
    assertEquals("", said.err());
    assertEquals(Exit.OK, said.exit());
    Path policy = folder.resolve("bartizan.yaml");
    assertTrue(
        Files.readString(policy)
            .startsWith("# yaml-language-server: $schema=bartizan.schema.json\n"));
    assertEquals(schema(), Files.readString(folder.resolve("bartizan.schema.json")));
    Said check = Said.by("check", "--strict", policy.toString());
    assertEquals(Exit.OK, check.exit(), check.out());
    assertEquals(Exit.OK, Said.by("test", policy.toString()).exit());
    Files.writeString(policy, "mine");
    Said again = Said.by("init", folder.toString());
    assertEquals(Exit.USAGE, again.exit());
    assertTrue(again.err().contains("bartizan.yaml: error BZ5006: "), again.err());
    assertEquals("mine", Files.readString(policy));
    Path absent = folder.resolve("of/mine");
    assertEquals(Exit.OK, Said.by("init", absent.toString()).exit());
    assertTrue(Files.isRegularFile(absent.resolve("bartizan.yaml")));
    Said file = Said.by("init", policy.toString());
    assertEquals(Exit.USAGE, file.exit());
    assertTrue(file.err().contains("error BZ5006: it is no folder"), file.err());
  }

  @Test
  void config_tellsEachSettingAndItsOrigin() throws Exception {
    Path file = Drafts.shop(folder);
    Said said = Said.by("config", file.toString());
    assertEquals(Exit.OK, said.exit(), said.err());
    assertTrue(said.out().contains("  argument: " + file + "\n"), said.out());
    assertTrue(said.out().contains("  BARTIZAN_CONFIG: not given\n"), said.out());
    assertTrue(said.out().contains("  /etc/bartizan/bartizan.yaml"), said.out());
    assertTrue(said.out().contains("  mode: enforce  (default)\n"), said.out());
    assertTrue(said.out().contains("  application: shop  (line 2)\n"), said.out());
    assertTrue(
        said.out().contains("  identity.issuers[0].audience: [orders-api]  (line 6)\n"),
        said.out());
    Said nowhere = Said.by("config");
    assertEquals(Exit.USAGE, nowhere.exit());
    assertTrue(nowhere.err().contains("error BZ1001: no policy file was found"), nowhere.err());
  }
}
