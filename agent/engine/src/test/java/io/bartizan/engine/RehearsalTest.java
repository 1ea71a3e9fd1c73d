package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.bartizan.engine.identity.SampleTokens;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  @TempDir Path folder;

  private Policy policy(String rules) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file, "version: 1\nlimits: [{name: a, key: client.address, rate: 1/1m}]\n" + rules);
    return PolicyLoader.load(file);
  }

  /** A rehearsal that verifies nothing would leave the slowest part to the first request. */
  @Test
  void sampleTokens_areVerified() {
    assertEquals(2, SampleTokens.verify());
  }

  /** The server starts all the same: it is the first requests that would be slower. */
  @Test
  void run_whateverFails_isOver() {
    assertDoesNotThrow(new Rehearsal(null)::run);
  }

  @Test
  void play_whateverThePolicy_permitsRefusesAndVerifies() throws Exception {
    assertArrayEquals(new int[] {2, 2, 4}, new Rehearsal(policy("rules: []\n")).play());
    String open = "rules: [{allow: {path: /**}, who: anyone}]\n";
    // The limit of the policy holds on the stage too, and is not the real one.
    assertArrayEquals(new int[] {3, 2, 4}, new Rehearsal(policy(open)).play());
    assertFalse(Files.exists(folder.resolve("bartizan-audit.ndjson")), "no record of it");
  }
}
