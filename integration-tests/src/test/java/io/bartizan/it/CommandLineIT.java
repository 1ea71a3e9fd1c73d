package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of the built jar, as a shell runs them. */
class CommandLineIT {

  /** A block of a page: a command, and what it prints. */
  static final Pattern SHOWN =
      Pattern.compile(
          "```console\n\\$ java -jar bartizan\\.jar ([^\n]*)\n(.*?)\n?```", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private static Path folder;

  /** The example of the pages, writable by nobody else whatever the umask was. */
  @BeforeAll
  static void copyExample() throws Exception {
    folder = Cli.folder();
    for (String example : List.of("policy", "investigation")) {
      copy(Places.root().resolve("examples").resolve(example));
    }
  }

  private static void copy(Path example) throws Exception {
    try (Stream<Path> files = Files.list(example)) {
      for (Path file : files.toList()) {
        Path copy = Files.writeString(folder.resolve(file.getFileName()), Files.readString(file));
        assertTrue(copy.toFile().setWritable(false, false) && copy.toFile().setWritable(true));
      }
    }
  }

  @Test
  void theJar_runsItsCommands_onEveryJava() throws Exception {
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      Cli version = Cli.run(jdk.getValue(), folder, "version");
      assertEquals(0, version.exit(), version.err());
      assertTrue(version.out().matches("bartizan [0-9]\\S+\\R"), version.out());
      assertEquals("", version.err());
      // The engine itself, with the gate below another name.
      Cli tests = Cli.run(jdk.getValue(), folder, "test", "bartizan.yaml");
      assertEquals(4, tests.exit(), tests.err());
      assertTrue(tests.out().contains("2 tests, 1 failed"), tests.out());
      assertEquals("", tests.err());
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

  @Test
  void whatThePagesShow_isWhatTheJarPrints() throws Exception {
    int shown = 0;
    for (String page :
        List.of(
            "reference/cli.md",
            "how-to/check-a-policy.md",
            "how-to/test-a-policy.md",
            "how-to/explain-a-decision.md",
            "how-to/investigate-an-incident.md")) {
      Matcher blocks = SHOWN.matcher(Files.readString(Places.root().resolve("docs/" + page)));
      while (blocks.find()) {
        shown++;
        Cli said = Cli.run(folder, words(blocks.group(1)).toArray(new String[0]));
        assertEquals(blocks.group(2), said.out().stripTrailing(), page + ": " + blocks.group(1));
      }
    }
    assertTrue(shown >= 15, "blocks: " + shown);
  }

  @Test
  void theAgent_loadsNothingOfTheCommandLine() throws Exception {
    Cli java = Cli.java(folder, "-verbose:class", "-javaagent:" + Places.agentJar(), "-version");
    assertEquals(0, java.exit(), java.err());
    assertTrue(java.out().contains("io.bartizan.agent.weave.Weaving"), "the agent was there");
    assertTrue(!java.out().contains("picocli") && !java.out().contains("io.bartizan.cli"));
  }

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher found = WORD.matcher(line);
    while (found.find()) {
      words.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return words;
  }
}
