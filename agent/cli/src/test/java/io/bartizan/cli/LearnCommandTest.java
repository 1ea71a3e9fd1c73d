package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.trial.Given;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnCommandTest {

  private static final String OBSERVING =
      """
      # Of the shop.
      version: 1
      application: shop
      mode: observe

      # Whose tokens count.
      identity:
        issuers:
          - issuer: https://idp.example.com/realms/shop
            audience: [orders-api]   # theirs
            rolesClaim: realm_access.roles
      # Nobody may do anything.
      rules: []
      limits:
        - {name: all, key: principal.id, rate: 100/1m}
      """;

  @TempDir Path folder;
  private Path policy;
  private final StringBuilder trail = new StringBuilder();
  private int people;

  @BeforeEach
  void write() throws Exception {
    policy = Drafts.write(folder, "bartizan.yaml", OBSERVING);
  }

  private void seen(String method, String path, int status, String role) {
    trail.append(
        Records.record(
            "d-1",
            method,
            path,
            "OBSERVED",
            null,
            role == null ? "no rule, no credential" : "no rule",
            status,
            role == null ? null : role.replaceAll("[^a-z]", "") + people++ % 7,
            role == null ? new String[0] : role.split(",")));
  }

  private void seen(int times, String method, String path, String role) {
    for (int i = 0; i < times; i++) {
      seen(method, path.replace("#", Integer.toString(100 + i)), 200, role);
    }
  }

  private Said learn(String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("audit.ndjson"), trail);
    String[] all = new String[more.length + 4];
    all[0] = "learn";
    all[1] = file.toString();
    all[2] = "-p";
    all[3] = policy.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return Said.by(all);
  }

  /** The policy that was learned; its check and its tests are well. */
  private String learned(String... more) throws Exception {
    Said said = learn(more);
    assertEquals(Exit.OK, said.exit(), said.err());
    Path file = Drafts.write(folder, "learned.yaml", said.out());
    Said check = Said.by("check", file.toString());
    assertEquals(Exit.OK, check.exit(), check.out());
    Said tests = Said.by("test", file.toString());
    assertEquals(Exit.OK, tests.exit(), tests.out());
    return said.out();
  }

  private boolean permits(String method, String path, String... roles) throws Exception {
    Given.Builder given =
        new Given.Builder().method(method).target(path).host("shop.example").port(8443);
    if (roles.length > 0) {
      given.claims(Map.of("sub", "x")).roles(List.of(roles));
    }
    try (Trial trial = new Trial(PolicyLoader.load(folder.resolve("learned.yaml")))) {
      return trial.judge(given.build()).kind() == Outcome.Kind.PERMITTED;
    }
  }

  @Test
  void idsBecomeVariables_andFixedSiblingsStayWhatTheyAre() throws Exception {
    seen(20, "GET", "/orders/#", "clerk");
    seen(20, "GET", "/orders/export", "admin");
    seen(20, "DELETE", "/orders/#", "admin");
    String policy = learned();
    assertTrue(policy.contains("path: \"/orders/{id}\"}\n    who: [clerk]\n"), policy);
    assertTrue(policy.contains("  # GET by clerk: 20 times, 7 people, 1970-01-01\n"), policy);
    assertTrue(permits("GET", "/orders/7", "clerk"));
    assertTrue(permits("HEAD", "/orders/7", "clerk"));
    assertFalse(permits("GET", "/orders/export", "clerk"));
    assertFalse(permits("GET", "/orders/EXPORT", "clerk"));
    assertFalse(permits("GET", "/orders/purge", "clerk"));
    assertFalse(permits("GET", "/orders/7", "admin"));
    assertTrue(permits("DELETE", "/orders/7", "admin"));
    assertFalse(permits("DELETE", "/orders/export", "admin"));
    assertFalse(permits("GET", "/orders/7"));
  }

  /** What the policy says besides its rules stays, comments included. */
  private void invoked(int times, String path, String operation, int status, String role) {
    for (int i = 0; i < times; i++) {
      int from = trail.length();
      seen("POST", path, status, role);
      String line = trail.substring(from).replace("\"unmapped\":{", told(operation));
      trail.replace(from, trail.length(), line);
    }
  }

  private static String told(String operation) {
    return "\"unmapped\":{\"handler\":\"com.acme.Bank#x\",\"operation\":\"" + operation + "\",";
  }

  private boolean invokes(String operation, String role) throws Exception {
    Given.Builder given =
        new Given.Builder()
            .method("POST")
            .target("/ws/bank")
            .host("shop.example")
            .port(8443)
            .operation(operation)
            .claims(Map.of("sub", "x"))
            .roles(List.of(role));
    try (Trial trial = new Trial(PolicyLoader.load(folder.resolve("learned.yaml")))) {
      return trial.judge(given.build()).kind() == Outcome.Kind.PERMITTED;
    }
  }

  @Test
  void operationsOfOnePath_areLearnedApart() throws Exception {
    invoked(20, "/ws/bank", "getBalance", 200, "teller");
    invoked(20, "/ws/bank", "getBalance", 200, "manager");
    invoked(20, "/ws/bank", "transfer", 200, "manager");
    invoked(20, "/ws/bank", "close", 200, "manager");
    invoked(20, "/ws/bank", "drop", 500, "manager");
    invoked(20, "/ws/bank", "x:y", 200, "manager");
    seen(20, "GET", "/ws/bank", "teller");
    String policy = learned();
    assertTrue(
        policy.contains(
            "  - name: ws-bank-getbalance\n    allow: {method: [POST], host: [shop.example], path:"
                + " /ws/bank, operation: [getBalance]}\n    who: [manager, teller]\n"),
        policy);
    assertTrue(policy.contains("operation: [close, transfer]}\n    who: [manager]\n"), policy);
    assertTrue(policy.contains("  # POST transfer by manager: 20 times, 7 people"), policy);
    assertTrue(policy.contains("needs its operation\"\n"), policy);
    assertTrue(invokes("getBalance", "teller"));
    assertTrue(invokes("transfer", "manager"));
    assertFalse(invokes("transfer", "teller"));
    assertFalse(invokes("drop", "manager"));
    assertFalse(permits("POST", "/ws/bank", "manager"), "an operation that nobody knows");
    assertTrue(permits("GET", "/ws/bank", "teller"));
    assertFalse(policy.contains("permits every operation"), policy);
  }

  @Test
  void operationThatIsUnknown_opensAll_andIsToReview() throws Exception {
    invoked(20, "/ws/bank", "getBalance", 200, "teller");
    seen(20, "POST", "/ws/bank", "batch");
    String policy = learned();
    assertTrue(
        policy.contains("# REVIEW: permits every operation: what was asked for was not told"),
        policy);
    assertTrue(invokes("drop", "batch"));
    assertFalse(invokes("drop", "teller"));
  }

  @Test
  void operationThatWasRefusedToo_isTakenOutAlone() throws Exception {
    invoked(20, "/ws/bank", "getBalance", 200, "teller");
    invoked(20, "/ws/bank", "transfer", 200, "teller");
    trail.append(
        Records.record("d-9", "POST", "/ws/bank", "REFUSED", "no", "rule", 403, "eve", "teller")
            .replace("\"unmapped\":{", told("transfer")));
    learned();
    assertTrue(invokes("getBalance", "teller"));
    assertFalse(invokes("transfer", "teller"));
  }

  @Test
  void identityAndSettings_areTakenOver() throws Exception {
    seen(10, "GET", "/a", "clerk");
    String learned = learned();
    assertTrue(
        learned.contains(
            "# Of the shop.\nversion: 1\napplication: shop\n# Whose tokens count.\nidentity:\n"),
        learned);
    assertTrue(learned.contains("audience: [orders-api]   # theirs\n"), learned);
    assertTrue(learned.contains("limits:\n  - {name: all, "), learned);
    assertTrue(learned.contains("\nmode: enforce\n"), learned);
    assertFalse(learned.contains("mode: observe") || learned.contains("Nobody may"), learned);
  }

  @Test
  void whatWasRefusedOrFailed_teachesNothing() throws Exception {
    seen(10, "GET", "/good", "clerk");
    for (int status : new int[] {0, 302, 400, 401, 403, 404, 500, 503}) {
      seen("GET", "/s" + status, status, null);
    }
    seen("GET", "/moved", 302, "clerk");
    trail.append(Records.record("r", "GET", "/no", "REFUSED", null, "no rule", 403, "x", "clerk"));
    trail.append(Records.record("r", "GET", "/limit", "OBSERVED", null, "limit all", 200, "x"));
    trail.append(Records.record("r", "GET", "/deny", "OBSERVED", "deny", "rule", 200, "x"));
    trail.append(Records.record("r", "GET", "/odd", "OBSERVED", null, "ambiguous path", 200, "x"));
    String open = Records.record("r", "GET", "/open", "PERMITTED", "a", "rule", 200, "x", "clerk");
    trail.append(open.replace("\"reason\"", "\"open\":true,\"reason\""));
    trail.append(open.replace("\"reason\"", "\"notes\":[\"dispatch refused\"],\"reason\""));
    trail.append(open.replace("/open", "/permitted"));
    String policy = learned();
    assertTrue(policy.contains("path: /good}") && policy.contains("path: /moved}"), policy);
    assertTrue(policy.contains("path: /permitted}"), policy);
    assertEquals(3, policy.split("  - name: [a-z-]+\n    allow").length - 1, policy);
  }

  /** Whoever sends requests writes paths, hosts and agents into the trail. */
  @Test
  void hostilePaths_standForThemselves_orAreNotLearned() throws Exception {
    seen(10, "GET", "/good", "clerk");
    String[] hostile = {
      "/*",
      "/**",
      "/{id}",
      "/a/{b}/c",
      "/a/*.pdf",
      "/a?b",
      "/a#b",
      "/a%2e",
      "/a;b",
      "/a//b",
      "/a/../b",
      "/a\\\\u000ab",
      "/a\\\\b",
      "/x\\u202ey",
      "/x\\n- name: y",
      "no-slash",
      "",
    };
    for (String path : hostile) {
      seen(5, "GET", path, null);
      seen(5, "GET", path, "clerk");
    }
    for (String quoted :
        new String[] {"/it's", "/a: b", "/a #b", "/\\\"q\\\"", "/- x", "/[x]", "/\u00e4"}) {
      seen(5, "GET", quoted, "clerk");
    }
    String policy = learned();
    assertFalse(permits("GET", "/anything", "clerk"));
    assertFalse(permits("GET", "/anything"));
    assertFalse(permits("GET", "/a/x/c", "clerk"));
    assertFalse(permits("GET", "/a/x.pdf", "clerk"));
    assertTrue(permits("GET", "/it's", "clerk"), policy);
    assertTrue(permits("GET", "/a:%20b", "clerk"), policy);
    assertTrue(permits("GET", "/[x]".replace("[", "%5B").replace("]", "%5D"), "clerk"), policy);
    assertTrue(permits("GET", "/%C3%A4", "clerk"), policy);
    assertFalse(policy.contains("- name: y"), policy);
  }

  @Test
  void rolesThatMeanOthers_areNoRoles() throws Exception {
    seen(10, "GET", "/a", "anyone,authenticated,user:root,client:x");
    seen(10, "GET", "/b", "cl\\nerk,\\u202eadmin,clerk");
    String policy = learned();
    assertFalse(policy.contains("anyone]"), policy);
    assertTrue(policy.contains("# REVIEW: GET /a is for everybody with a token: "), policy);
    assertTrue(policy.contains("path: /b}\n    who: [clerk]\n"), policy);
    assertFalse(permits("GET", "/a"));
  }

  /** An application that answers to anything must not make its names a variable. */
  @Test
  void aFloodOfNames_doesNotWiden() throws Exception {
    seen(10, "GET", "/pages/start", "clerk");
    seen(10, "GET", "/pages/admin", "admin");
    for (int i = 0; i < 3000; i++) {
      seen("GET", "/pages/n" + letters(i), 200, null);
    }
    String policy = learned();
    assertTrue(policy.contains("say so with --template"), policy);
    assertFalse(permits("GET", "/pages/other"));
    assertFalse(permits("GET", "/pages/n" + letters(1)));
    assertFalse(permits("GET", "/pages/admin", "clerk"));
    assertTrue(permits("GET", "/pages/start", "clerk"));
    assertTrue(policy.length() < 10_000, policy);
  }

  private static String letters(int number) {
    StringBuilder text = new StringBuilder();
    for (char digit : Integer.toString(number).toCharArray()) {
      text.append((char) ('a' + digit - '0'));
    }
    return text.toString();
  }

  @Test
  void namesThatPeopleAskFor_becomeAVariable_thatLeavesOutRoutes() throws Exception {
    for (int i = 0; i < 2500; i++) {
      seen("GET", "/users/n" + letters(i), 200, "clerk");
    }
    seen(10, "GET", "/users/export", "admin");
    String policy = learned();
    assertTrue(
        policy.contains("# REVIEW: any value of the variable") || policy.contains("(?i)^export$"),
        policy);
    assertTrue(permits("GET", "/users/newcomer", "clerk"));
    assertFalse(permits("GET", "/users/export", "clerk"));
    assertFalse(permits("GET", "/users/Export", "clerk"));
    assertTrue(permits("GET", "/users/export", "admin"));
    assertFalse(permits("GET", "/users/newcomer", "admin"));
    // Somebody else's seldom name is none of the values.
    seen("GET", "/users/secret", 200, "auditor");
    learned();
    assertFalse(permits("GET", "/users/secret", "clerk"));
    assertTrue(permits("GET", "/users/secret", "auditor"));
  }

  @Test
  void templates_areThoseOfTheFramework_orOfWhoeverAsks() throws Exception {
    for (String name : new String[] {"a", "b"}) {
      seen("GET", "/files/" + name, 200, "clerk");
      seen("GET", "/docs/" + name, 200, "clerk");
    }
    String routed =
        trail
            .toString()
            .replace(
                "\"reason\":\"no rule\"", "\"route\":\"/docs/{doc: .+}\",\"reason\":\"no rule\"");
    trail.setLength(0);
    trail.append(routed.replace("/docs/{doc: .+}\"", "/docs/{doc: .+}\""));
    String policy = learned("--template", "/files/{name}");
    assertTrue(policy.contains("path: \"/docs/{doc}\""), policy);
    assertTrue(policy.contains("path: \"/files/{name}\""), policy);
    assertEquals(Exit.USAGE, learn("--template", "/a/{").exit());
  }

  @Test
  void whoCameWithoutACredential_beside_othersWhoHadOne_wasPerhapsShownALogin() throws Exception {
    seen(40, "GET", "/account", "clerk");
    seen(3, "GET", "/account", null);
    seen(40, "GET", "/health", null);
    String policy = learned();
    assertFalse(permits("GET", "/account"));
    assertTrue(permits("GET", "/health"));
    assertTrue(
        policy.contains("# - GET /account by requests without a credential (3 times): "), policy);
    assertTrue(policy.contains("# REVIEW: open to everybody: "), policy);
  }

  /** The role that everybody has is no reason to let everybody in. */
  @Test
  void ofSeveralRoles_theNarrowestIsTaken() throws Exception {
    seen(20, "GET", "/a", "clerk,common");
    seen(20, "GET", "/b", "admin,common");
    seen(20, "GET", "/both", "clerk,common");
    seen(20, "GET", "/both", "admin,common");
    String policy = learned();
    assertTrue(policy.contains("path: /a}\n    who: [clerk]\n"), policy);
    assertTrue(policy.contains("path: /both}\n    who: [admin, clerk]\n"), policy);
    assertFalse(policy.contains("common"), policy);
  }

  /** Alice may see what is hers, Bob may not: no rule without that condition is right. */
  @Test
  void whatWasBothPermittedAndRefused_isTakenOut() throws Exception {
    seen(20, "GET", "/accounts/#", "clerk");
    seen(20, "GET", "/a", "clerk");
    trail.append(
        Records.record("r", "GET", "/accounts/7", "REFUSED", null, "no rule", 403, "x", "clerk"));
    trail.append(Records.record("r", "GET", "/a", "REFUSED", null, "no rule", 403, "x", "auditor"));
    String policy = learned();
    assertFalse(permits("GET", "/accounts/101", "clerk"), policy);
    assertTrue(permits("GET", "/a", "clerk"), policy);
    assertTrue(policy.contains("the like was refused"), policy);
  }

  @Test
  void hostsThatHardlyAnybodyAsksFor_areMadeUp_unlessTheyAreNamed() throws Exception {
    seen(300, "GET", "/a", "clerk");
    String real = trail.toString();
    trail.setLength(0);
    seen(3, "GET", "/a", null);
    String made = trail.toString().replace("shop.example", "evil.example");
    trail.setLength(0);
    trail.append(made).append(real);
    assertTrue(learned().contains("host: [shop.example], path: /a}"));
    assertTrue(learned().contains("for the host evil.example"));
    assertTrue(learned("--host", "EVIL.example").contains("host: [evil.example]"));
  }

  @Test
  void rotatedAndTornTrails_areReadAsFarAsTheyGo() throws Exception {
    seen(10, "GET", "/a", "clerk");
    Path packed = folder.resolve("audit-1.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(trail.toString().getBytes(StandardCharsets.UTF_8));
    }
    trail.setLength(0);
    seen(10, "GET", "/b", "clerk");
    String torn = trail.substring(0, 300);
    trail.append("{\"a\":".repeat(5000)).append('\n');
    trail.append("x".repeat(1 << 20)).append('\n').append(torn);
    Said said = learn(packed.toString());
    assertEquals(Exit.OK, said.exit(), said.err());
    assertTrue(said.out().contains("path: /a}") && said.out().contains("path: /b}"), said.out());
    assertTrue(said.err().contains("20 requests recorded, 20 learned\n"), said.err());
    assertTrue(said.err().contains("  3 lines are no records, perhaps torn\n"), said.err());
  }

  @Test
  void whatIsDistinct_isBounded_andTold() throws Exception {
    seen(10, "GET", "/a", "clerk");
    for (int i = 0; i < 300; i++) {
      String one = Records.record("d", "GET", "/a", "OBSERVED", null, "no rule", 200, null);
      trail.append(one.replace("shop.example", "h" + i + ".example"));
    }
    Said said = learn("--host", "shop.example");
    assertEquals(Exit.INCOMPLETE, said.exit(), said.err());
    assertTrue(said.err().contains("warning BZ6012: "), said.err());
  }

  @Test
  void thinEvidence_isMarked_andAFileIsNeverWrittenOver() throws Exception {
    seen(2, "GET", "/seldom", "clerk");
    Path file = folder.resolve("out.yaml");
    Said said = learn("-o", file.toString());
    assertEquals(Exit.OK, said.exit(), said.err());
    assertTrue(said.out().contains("1 rules, 1 to review\n"), said.out());
    String text = Files.readString(file);
    assertTrue(text.contains("  # REVIEW: GET by clerk was seen 2 times only\n"), text);
    Said again = learn("-o", file.toString());
    assertEquals(Exit.USAGE, again.exit());
    assertTrue(again.err().contains("error BZ5006: "), again.err());
  }

  @Test
  void whatCanNotBeLearned_isToldWithItsReason() throws Exception {
    seen("GET", "/a", 404, null);
    Said nothing = learn();
    assertEquals(Exit.USAGE, nothing.exit());
    assertTrue(nothing.err().contains("error BZ6011: "), nothing.err());
    assertTrue(nothing.err().contains("4xx"), nothing.err());
    seen(10, "GET", "/a", "clerk");
    Files.writeString(folder.resolve("audit.ndjson"), trail);
    Said nobody = Said.by("learn", folder.resolve("audit.ndjson").toString());
    assertEquals(Exit.USAGE, nobody.exit());
    assertTrue(nobody.err().contains("error BZ6008: "), nobody.err());
    policy = Drafts.write(folder, "flow.yaml", "{version: 1, rules: []}\n");
    assertTrue(learn().err().contains("error BZ6009: "), learn().err());
    policy =
        Drafts.write(
            folder,
            "roleless.yaml",
            OBSERVING
                .replace("            rolesClaim: realm_access.roles\n", "")
                .replace("      rolesClaim: realm_access.roles\n", ""));
    Said roles = learn();
    assertEquals(Exit.INVALID, roles.exit(), roles.out());
    assertTrue(roles.err().contains("error BZ6009: "), roles.err());
    policy = Drafts.write(folder, "broken.yaml", "version: 2\n");
    assertEquals(Exit.INVALID, learn().exit());
    assertTrue(
        Said.by("learn", "absent.ndjson", "-p", folder.resolve("bartizan.yaml").toString())
            .err()
            .contains("error BZ5005: "));
  }
}
