package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BartizanTest {

  @Test
  void withoutACommand_tellsTheFlagAndTheCommands() {
    Said said = Said.by();
    assertEquals(Exit.OK, said.exit());
    assertTrue(said.out().contains("  -javaagent:/opt/bartizan/bartizan.jar\n"), said.out());
    assertTrue(said.out().contains("version"), said.out());
    assertEquals("", said.err());
  }

  @Test
  void version_isPrinted_howeverItIsAskedFor() {
    for (String asked : new String[] {"version", "--version", "-V"}) {
      assertEquals(new Said(Exit.OK, "bartizan 1.2.3\n", ""), Said.by(asked));
    }
  }

  @Test
  void help_ofACommand_isItsUsage() {
    assertTrue(Said.by("help", "version").out().contains("version"));
    assertEquals(Exit.OK, Said.by("help").exit());
  }

  @Test
  void unknownCommand_isAUsageError_withTheNearest() {
    Said said = Said.by("versoin");
    assertEquals(Exit.USAGE, said.exit());
    assertEquals("", said.out());
    assertTrue(said.err().startsWith("bartizan: error BZ5002: "), said.err());
    assertTrue(said.err().contains("did you mean version"), said.err());
  }

  @Test
  void colour_needsATerminalAndNobodyAgainstIt() {
    assertTrue(Said.by(Map.of("TERM", "xterm"), true).out().contains("\u001b["));
    assertFalse(Said.by(Map.of("TERM", "xterm"), false).out().contains("\u001b["));
    assertFalse(Said.by(Map.of("TERM", "dumb"), true).out().contains("\u001b["));
    assertFalse(Said.by(Map.of("TERM", "xterm", "NO_COLOR", "1"), true).out().contains("\u001b["));
  }
}
