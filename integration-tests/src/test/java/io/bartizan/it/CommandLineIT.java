package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of the built jar, as a shell runs them. */
class CommandLineIT {

  private static Path folder;

  @BeforeAll
  static void makeFolder() throws Exception {
    folder = Cli.folder();
  }

  @Test
  void theJar_runsItsCommands_onEveryJava() throws Exception {
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      Cli version = Cli.run(jdk.getValue(), folder, "version");
      assertEquals(0, version.exit(), version.err());
      assertTrue(version.out().matches("bartizan [0-9]\\S+\\R"), version.out());
      assertEquals("", version.err());
    }
  }

  @Test
  void withoutACommand_theJarTellsItsFlag() throws Exception {
    Cli bare = Cli.run(folder);
    assertEquals(0, bare.exit(), bare.err());
    assertTrue(bare.out().contains("  -javaagent:" + Places.agentJar() + "\n"), bare.out());
  }

  @Test
  void wrongArguments_endWithTwo_andSayWhatAndHow() throws Exception {
    Cli wrong = Cli.run(folder, "versoin");
    assertEquals(2, wrong.exit());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().startsWith("bartizan: error BZ5002: "), wrong.err());
    assertTrue(wrong.err().contains("\n  hint: "), wrong.err());
  }
}
