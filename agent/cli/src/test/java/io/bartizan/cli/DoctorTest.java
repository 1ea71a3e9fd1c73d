package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  private static final String START =
      "bartizan: version 1, mode enforce, policy /p sha256:0, 1 rules, audit to stdout\n";
  private static final String JETTY =
      "bartizan: active: jetty 9.4.58, decided at org.eclipse.jetty.server.Server.handle\n"
          + "bartizan: listens: jetty http port 8080 (canary refused)\n";

  @TempDir Path folder;

  private Said doctor(String log) throws Exception {
    Path file = Files.writeString(folder.resolve("server.log"), log);
    return Said.by("doctor", file.toString());
  }

  @Test
  void log_ofAProtectedServer_isWell() throws Exception {
    Said said = doctor("noise\n" + START + "INFO | jvm 1 | " + JETTY + "noise\n");
    assertEquals(Exit.OK, said.exit(), said.toString());
    assertTrue(said.out().contains("version 1, mode enforce"), said.out());
    assertTrue(said.out().contains("org.eclipse.jetty.server.Server.handle"), said.out());
    assertTrue(said.out().contains("jetty http port 8080 (canary refused)"), said.out());
  }

  @Test
  void log_withAnythingUnprotected_isNot() throws Exception {
    for (String wrong :
        new String[] {
          "bartizan: warning BZ4007: port 9000 listens and is NOT PROTECTED: why",
          "bartizan: error BZ4005: jetty http port 8080 answered the canary without a decision",
          "bartizan: listens: jetty http port 8081 (NOT PROTECTED)",
          "[main] ERROR io.bartizan.engine.UnprotectedAlarm - UNPROTECTED: X was reached",
        }) {
      Said said = doctor(START + JETTY + wrong + "\n");
      assertEquals(Exit.UNPROTECTED, said.exit(), said.toString());
      assertTrue(said.out().contains("1 not protected"), said.out());
    }
  }

  @Test
  void log_thatSaysLaterThatAPortIsCovered_isWell() throws Exception {
    String warning = "bartizan: warning BZ4007: port 8080 listens and is NOT PROTECTED: why\n";
    assertEquals(Exit.OK, doctor(START + warning + JETTY).exit());
    String acknowledged = "bartizan: acknowledged: port 8080 listens and is not protected: why\n";
    assertEquals(Exit.OK, doctor(START + warning + acknowledged).exit());
  }

  @Test
  void log_ofMoreThanOneLife_isTheLastOnes() throws Exception {
    String before = "bartizan: warning BZ4007: port 9000 listens and is NOT PROTECTED: why\n";
    Said said = doctor(START + before + START + JETTY);
    assertEquals(Exit.OK, said.exit(), said.toString());
    assertFalse(said.out().contains("9000"), said.out());
  }

  @Test
  void log_thatSaysAfterAWarningThatNothingIsDecided_keepsTheWarning() throws Exception {
    String warning = "bartizan: warning BZ4007: port 9000 listens and is NOT PROTECTED: why\n";
    String nothing = "bartizan: version 1, nothing decided: no server that is known is loaded\n";
    Said said = doctor(START + JETTY + warning + nothing);
    assertEquals(Exit.UNPROTECTED, said.exit(), said.toString());
    assertTrue(said.out().contains("9000"), said.out());
    assertFalse(said.out().contains("jetty"), "it is of another life: " + said.out());
  }

  @Test
  void log_thatOnlyObservesOrSaysNothing_isNotWell() throws Exception {
    assertEquals(
        Exit.UNPROTECTED, doctor(START.replace("enforce", "observe (NOT ENFORCING)")).exit());
    Said partly = doctor(START.replace("enforce", "observe (ENFORCING what 2 rules name)"));
    assertEquals(Exit.UNPROTECTED, partly.exit());
    assertTrue(partly.out().contains("but what single rules enforce"), partly.out());
    assertEquals(Exit.UNPROTECTED, doctor("noise\n").exit());
  }

  @Test
  void target_thatIsNotThere_isAnErrorWithARemedy() {
    Said none = Said.by("doctor", folder.resolve("none").toString());
    assertEquals(Exit.USAGE, none.exit());
    assertTrue(none.err().contains("error BZ5101: "), none.err());
    assertTrue(none.err().contains("hint: "), none.err());
    Said process = Said.by("doctor", "4194304999");
    assertEquals(Exit.USAGE, process.exit());
    assertTrue(process.err().contains("error BZ5101: process 4194304999"), process.err());
  }
}
