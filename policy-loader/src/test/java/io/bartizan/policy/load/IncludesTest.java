package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncludesTest {

  private static final String TOP =
      """
      version: 1
      roles:
        teller: "'t' in token.g"
      vars:
        own: path.who == principal.id
      rules:
        - {name: no, deny: {path: /secret/**}}
      includes: [team.yaml]
      """;

  private static final String TEAM =
      """
      version: 1
      rules:
        - name: team
          allow: {path: "/team/{who}"}
          who: [teller]
          when: own
        - {allow: {path: /secret/door}, who: anyone}
      """;

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void lay() throws Exception {
    folder = Files.createDirectory(temporary.resolve("policies"));
    write("bartizan.yaml", TOP);
    write("team.yaml", TEAM);
  }

  private void write(String name, String text) throws Exception {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private Policy load() throws PolicyException {
    return PolicyLoader.load(folder.resolve("bartizan.yaml"));
  }

  private Problem problem() {
    PolicyException refused = assertThrows(PolicyException.class, this::load);
    assertEquals(1, refused.problems().size(), refused.getMessage());
    return refused.problems().get(0);
  }

  private String place(Problem problem) {
    Path file = folder.relativize(Path.of(problem.file()));
    return problem.code() + " " + file + ":" + problem.line() + ":" + problem.column();
  }

  @Test
  void includedRule_enforcesNothingByItself() throws Exception {
    write("team.yaml", TEAM.replace("- name: team\n", "- name: team\n    mode: enforce\n"));
    assertEquals("BZ1021 team.yaml:4:11", place(problem()));
  }

  @Test
  void includedRules_standAfterThePolicysOwn_andKnowTheirFile() throws Exception {
    write("team.yaml", TEAM + "includes: more/own.yaml\n");
    write("more/own.yaml", "version: 1\nrules: [{allow: {path: /own}, who: anyone}]\n");
    Policy policy = load();
    List<String> names = policy.rules().stream().map(Rule::name).collect(Collectors.toList());
    assertEquals(List.of("no", "team", "rule-3", "rule-4"), names);
    assertEquals(folder.resolve("team.yaml"), policy.rules().get(1).file());
    assertEquals(3, policy.rules().get(1).line());
    assertEquals(folder.resolve("more/own.yaml"), policy.rules().get(3).file());
    assertEquals(3, policy.files().size());
    PolicySource source = PolicySource.read(folder.resolve("bartizan.yaml"));
    Place place = source.place("rules", 2, "allow", "path");
    assertEquals(folder.resolve("team.yaml"), place.file());
    assertEquals(7, place.line());
    assertTrue(source.has("rules", 1, "when"));
    assertTrue(source.parts().keySet().contains("rule team"), source.parts().toString());
  }

  @Test
  void digest_isOfAllFiles() throws Exception {
    String before = load().digest();
    write("team.yaml", TEAM + "# another text\n");
    String after = load().digest();
    assertNotEquals(before, after);
    write("team.yaml", TEAM);
    assertEquals(before, load().digest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[team.yaml, absent.yaml] | BZ1058 bartizan.yaml:8:23 | there is no such policy file",
        "[../policies/../x.yaml] | BZ1058 bartizan.yaml:8:12 | out of the policy's folder",
        "[/etc/passwd] | BZ1058 bartizan.yaml:8:12 | out of the policy's folder",
        "[bartizan.yaml] | BZ1058 bartizan.yaml:8:12 | a circle",
        "[team.yaml, team.yaml] | BZ1058 bartizan.yaml:8:23 | included already",
        "[more] | BZ1058 bartizan.yaml:8:12 | can't be included",
        "[] | BZ1009 bartizan.yaml:8:11 | empty list",
        "{a: b} | BZ1009 bartizan.yaml:8:11 | is a list"
      })
  void includeThatLeadsNowhere_isAnErrorAtItsPlace(String includes, String place, String message)
      throws Exception {
    Files.createDirectories(folder.resolve("more"));
    write("bartizan.yaml", TOP.replace("[team.yaml]", includes));
    Problem problem = problem();
    assertEquals(place, place(problem), problem.toString());
    assertTrue(problem.message().contains(message), problem.message());
  }

  @Test
  void circleOfTwo_isAnErrorInTheFileThatClosesIt() throws Exception {
    write("team.yaml", TEAM + "includes: [other.yaml]\n");
    write("other.yaml", "version: 1\nrules: []\nincludes: [team.yaml]\n");
    assertEquals("BZ1058 other.yaml:3:12", place(problem()));
  }

  @Test
  void linkOutOfTheFolder_isRefused_andOneWithinIsNot() throws Exception {
    Files.writeString(temporary.resolve("foreign.yaml"), TEAM);
    Files.delete(folder.resolve("team.yaml"));
    Files.createSymbolicLink(folder.resolve("team.yaml"), Path.of("../foreign.yaml"));
    assertEquals("BZ1058 bartizan.yaml:8:12", place(problem()));
    Files.delete(folder.resolve("team.yaml"));
    write("..data/team.yaml", TEAM);
    Files.createSymbolicLink(folder.resolve("team.yaml"), Path.of("..data/team.yaml"));
    assertEquals(3, load().rules().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "who: [teller] | who: [nobody] | BZ1013 team.yaml:5:11",
        "when: own | when: ownn | BZ1040 team.yaml:6:11",
        "name: team | name: no | BZ1016 team.yaml:3:5",
        "version: 1 | version: 2 | BZ1010 team.yaml:1:10",
        "version: 1 | mode: observe | BZ1007 team.yaml:1:1",
        "rules: | rulez: | BZ1007 team.yaml:2:1",
        "who: [teller] | 'who: [teller' | BZ1003 team.yaml:6:9",
        "path: \"/team/{who}\" | path: /team | BZ1040 bartizan.yaml:5:13"
      })
  void mistakeInAnIncludedFile_isAnErrorAtItsPlaceThere(String right, String wrong, String place)
      throws Exception {
    assertTrue(TEAM.contains(right), right);
    write("team.yaml", TEAM.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
    PolicyException refused = assertThrows(PolicyException.class, this::load);
    assertTrue(
        refused.problems().stream().anyMatch(one -> place(one).equals(place)),
        refused.getMessage());
  }

  @Test
  void includedFile_canChangeNothingElse() throws Exception {
    for (String section :
        List.of(
            "roles: {teller: 'true'}",
            "vars: {own: 'true'}",
            "identity: {trustedProxies: [0.0.0.0/0]}",
            "mode: observe",
            "limits: []",
            "roleAnnotations: ignore",
            "audit: {file: stdout}",
            "tests: []")) {
      write("team.yaml", TEAM + section + "\n");
      assertEquals("BZ1007", problem().code(), section);
    }
  }

  @Test
  void endMarkerOfThePolicy_isAskedOfItsIncludesToo() throws Exception {
    write("bartizan.yaml", TOP + "...\n");
    assertEquals("BZ1059 team.yaml:0:0", place(problem()));
    write("team.yaml", TEAM + "...\n");
    assertTrue(load().ended());
  }

  @Test
  void fileThatOthersMayWrite_isNotIncluded() throws Exception {
    Path team = folder.resolve("team.yaml");
    Files.setPosixFilePermissions(
        team, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
    Problem problem = problem();
    assertEquals("BZ1058 bartizan.yaml:8:12", place(problem), problem.toString());
  }

  @Test
  void cutAnywhere_itIsAnErrorOrAShorterPolicy_neverAThrow() throws Exception {
    int invalid = 0;
    for (int length = 0; length < TEAM.length(); length++) {
      write("team.yaml", TEAM.substring(0, length));
      try {
        load();
      } catch (PolicyException refused) {
        invalid++;
        assertTrue(refused.problems().size() >= 1);
        assertTrue(refused.files().contains(folder.resolve("team.yaml")), refused.getMessage());
      }
    }
    assertTrue(invalid > TEAM.length() / 2, "invalid: " + invalid);
  }

  @Test
  void watch_seesIncludedFilesToo_andSwapsOfTheirFolder() throws Exception {
    List<String> told = new ArrayList<>();
    Path file = folder.resolve("bartizan.yaml");
    PolicyWatch watch =
        new PolicyWatch(
            file,
            PolicyLoader.load(file),
            new PolicyWatch.Listener() {
              @Override
              public boolean changed(Policy old, Policy now) {
                told.add("changed " + now.rules().size());
                return true;
              }

              @Override
              public void failed(PolicyException problem) {
                told.add("failed " + problem.problems().get(0).code());
              }

              @Override
              public void recovered(Policy policy) {
                told.add("recovered");
              }
            });
    looks(watch);
    assertEquals(List.of(), told);
    // Another file under the name, and the same file grown.
    write("team.part", "version: 1\nrules: []\n");
    Files.move(
        folder.resolve("team.part"), folder.resolve("team.yaml"), StandardCopyOption.ATOMIC_MOVE);
    looks(watch);
    write("team.yaml", TEAM);
    looks(watch);
    Files.delete(folder.resolve("team.yaml"));
    looks(watch);
    assertNotNull(watch.problem());
    assertEquals(3, watch.current().rules().size(), "the last good one stays");
    write("team.yaml", TEAM);
    looks(watch);
    // A file that was not included before is watched from then on.
    write("more.yaml", "version: 1\nrules: []\n");
    write("bartizan.yaml", TOP.replace("[team.yaml]", "[team.yaml, more.yaml]"));
    looks(watch);
    write("more.yaml", "version: 1\nrules: [{allow: {path: /m}, who: anyone}]\n");
    looks(watch);
    assertEquals(
        List.of("changed 1", "changed 3", "failed BZ1058", "recovered", "changed 3", "changed 4"),
        told);
  }

  private static void looks(PolicyWatch watch) {
    for (int i = 0; i < 8; i++) {
      watch.look();
    }
  }
}
