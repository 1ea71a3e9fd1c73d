package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertCommandTest {

  @TempDir Path folder;

  private String policy(String alerts) throws Exception {
    String text = "version: 1\nrules: []\naudit: {file: stdout, alerts: [" + alerts + "]}\n";
    return Drafts.write(folder, "bartizan.yaml", text).toString();
  }

  @Test
  void ways_areShownWithTheirKinds() throws Exception {
    Said said = Said.by("alert", policy("{command: [/bin/page, oncall], on: [tampering]}"));
    assertEquals(Exit.OK, said.exit());
    assertEquals("command /bin/page oncall: tampering\n", said.out());
  }

  @Test
  void trial_saysOfEachWayWhatCameOfIt_andEndsWithSixIfOneDidNotTakeIt() throws Exception {
    Said good = Said.by("alert", "--test", policy("{command: ['true']}"));
    assertEquals("command true: taken\n", good.out());
    assertEquals(Exit.OK, good.exit());
    String sinks =
        "{command: ['true']}, {command: ['false']}, {webhook: 'http://127.0.0.1:1/', hmac: none}";
    Said said = Said.by("alert", "--test", policy(sinks));
    assertEquals(Exit.INCOMPLETE, said.exit());
    String[] lines = said.out().split("\n");
    assertEquals("command true: taken", lines[0]);
    assertEquals("command false: not taken: ended with exit code 1", lines[1]);
    assertTrue(lines[2].contains("not taken: error BZ3020: "), said.out());
  }

  @Test
  void alertsThatGoNowhere_areAnErrorWithItsCode() throws Exception {
    Said said = Said.by("alert", policy(""));
    assertEquals(Exit.USAGE, said.exit());
    assertTrue(said.err().contains("error BZ6020: its alerts go nowhere"), said.err());
  }
}
