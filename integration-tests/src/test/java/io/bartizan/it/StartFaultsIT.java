package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that must stop the start: exit 78, and no port was ever opened. */
class StartFaultsIT {

  private static Server.Plan plan(String policy) {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.policy = policy;
    return plan;
  }

  /** Launches, and expects the end before a port; what standard error says. */
  private static String refused(Server.Plan plan, Path folder) throws Exception {
    try (Server server = Server.launch(plan, folder)) {
      assertEquals(78, server.exitCode(), server.stderr());
      String stderr = server.stderr();
      assertEquals("", server.restOfStdout(), "the launcher says its port after the start");
      assertTrue(stderr.contains("bartizan: "), stderr);
      return stderr;
    }
  }

  private static String refused(String policy) throws Exception {
    Server.Plan plan = plan(policy);
    return refused(plan, Server.lay(plan));
  }

  @Test
  void f01_policyMissing_stopsTheStart() throws Exception {
    Server.Plan plan = plan(null);
    String stderr = refused(plan, Server.lay(plan));
    assertTrue(stderr.contains("BZ1001"), stderr);
  }

  @Test
  void f01_policyMissingButObserveAsked_startsUnprotectedAndSaysSo() throws Exception {
    Server.Plan plan = plan(null);
    plan.flags.add("-Dbartizan.mode=observe");
    try (Server server = Server.start(plan)) {
      assertTrue(server.stderr().contains("NOT ENFORCING"), server.stderr());
      assertEquals(200, Raw.get(server.port(), "/admin/secret").status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer: htt", "audience: [", "rules", "method: [G", "{path: /adm"})
  void f02_policyCutOff_namesFileLineAndColumn(String last) throws Exception {
    // Every byte offset is tried in the loader's own tests; these are whole JVMs.
    String cut = Policies.P0.substring(0, Policies.P0.indexOf(last) + last.length());
    Server.Plan plan = plan(cut);
    Path folder = Server.lay(plan);
    String stderr = refused(plan, folder);
    String place = folder.resolve("bartizan.yaml") + ":";
    assertTrue(stderr.contains(place), stderr);
    assertTrue(
        stderr.substring(stderr.indexOf(place) + place.length()).matches("(?s)\\d+:\\d+: .*"),
        stderr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "identity",
        "issuers",
        "audience",
        "jwks",
        "rules",
        "allow",
        "method",
        "path",
        "who",
        "rolesClaim"
      })
  void f03_unknownKey_isRefusedWithASuggestion(String key) throws Exception {
    String stderr = refused(Policies.P0.replaceFirst("\\b" + key + ":", key + "x:"));
    assertTrue(stderr.contains("BZ1007"), stderr);
    assertTrue(stderr.contains("did you mean '" + key + "'?"), stderr);
  }

  @Test
  void f03_unknownRole_isRefused() throws Exception {
    String stderr =
        refused(Policies.P0.replace("rolesClaim: roles", "").replaceAll("(?m)^ +$", ""));
    assertTrue(stderr.contains("BZ1013"), stderr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n"})
  void f04_emptyPolicy_neverMeansAllowAll(String policy) throws Exception {
    String stderr = refused(policy);
    assertTrue(stderr.contains("error BZ10"), stderr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-rw-", "rw-rw-r--", "rw-r--rw-"})
  void f08_policyThatOthersMayWrite_isRefused(String permissions) throws Exception {
    Server.Plan plan = plan(Policies.P0);
    Path folder = Server.lay(plan);
    Files.setPosixFilePermissions(
        folder.resolve("bartizan.yaml"), PosixFilePermissions.fromString(permissions));
    String stderr = refused(plan, folder);
    assertTrue(stderr.contains("BZ1017"), stderr);
    assertTrue(stderr.contains("chmod go-w"), stderr);
  }

  @Test
  void f09_yamlBombTagAndDuplicate_areRefused() throws Exception {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ",").repeat(9)).append("]\n");
    }
    for (String policy :
        List.of(
            bomb + Policies.P0,
            Policies.P0 + "x: !!javax.script.ScriptEngineManager [a]\n",
            Policies.P0 + "version: 1\n")) {
      String stderr = refused(policy);
      assertTrue(stderr.contains("BZ1005") || stderr.contains("BZ1006"), stderr);
      assertFalse(stderr.contains("OutOfMemory"), stderr);
    }
  }

  @Test
  void auditFileUnwritable_stopsTheStartAndNamesTheWayOut() throws Exception {
    String stderr = refused(Policies.P0 + "audit: {file: /proc/none/audit.ndjson}\n");
    assertTrue(stderr.contains("BZ3001"), stderr);
    assertTrue(stderr.contains("audit.file: stdout"), stderr);
  }

  @Test
  void keySetMissing_stopsTheStart() throws Exception {
    String stderr = refused(Policies.P0.replace("jwks.json", "absent.json"));
    assertTrue(stderr.contains("BZ2001"), stderr);
  }
}
