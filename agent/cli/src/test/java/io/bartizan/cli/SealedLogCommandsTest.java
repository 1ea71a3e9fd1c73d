package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify}, {@code decrypt} and {@code keys} on the sample that the repository holds. */
class SealedLogCommandsTest {

  private static final Path SAMPLE = Path.of("../../examples/audit");

  @TempDir Path folder;
  private Path log;
  private Path key;

  @BeforeEach
  void copy() throws Exception {
    log = Files.copy(SAMPLE.resolve("orders.sealed.ndjson"), folder.resolve("log.ndjson"));
    key = Files.copy(SAMPLE.resolve("orders.pub.jwk"), folder.resolve("orders.pub.jwk"));
  }

  private Said verify(String... more) {
    String[] arguments = new String[4 + more.length];
    System.arraycopy(
        new String[] {"verify", "--key", key.toString(), log.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Said.by(arguments);
  }

  @Test
  void sample_isIntact() {
    Said said = verify();
    assertEquals(0, said.exit(), said.out() + said.err());
    assertTrue(said.out().startsWith("intact: 12 records, 2 segments"), said.out());
    assertEquals("", said.err());
  }

  @Test
  void keyBesideTheLog_isUsedAndNamedLoudly() throws Exception {
    Said said = Said.by("verify", log.toString());
    assertEquals(0, said.exit(), said.err());
    assertTrue(said.err().contains("name your own copy with --key"), said.err());
    Files.delete(key);
    Said without = Said.by("verify", log.toString());
    assertEquals(3, without.exit());
    assertTrue(without.err().contains("BZ3006"), without.err());
  }

  @Test
  void changedRecord_isTampered_andJsonSaysWhichAndWhatHeld() throws Exception {
    String text = Files.readString(log);
    Files.writeString(log, text.replaceFirst("DELETE", "delete"));
    Said said = verify("--format", "json");
    assertEquals(5, said.exit());
    assertTrue(said.out().startsWith("{\"verdict\":\"tampered\""), said.out());
    assertTrue(said.out().contains("\"firstBad\":{\"kind\":\"altered\""), said.out());
    assertTrue(said.out().contains("\"line\":5,\"segment\":0,\"record\":4"), said.out());
    assertTrue(said.out().contains("\"lastTrusted\":{\"segment\":0,\"size\":1"), said.out());
    assertTrue(verify().out().startsWith("tampered: "), "and for people");
  }

  @Test
  void cutLog_isIncomplete_andNotWholeBesideAKeptCheckpoint() throws Exception {
    byte[] all = Files.readAllBytes(log);
    Path kept = folder.resolve("kept");
    String text = new String(all, StandardCharsets.UTF_8);
    String last = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
    Files.writeString(kept, last);
    assertEquals(0, verify("--checkpoint", kept.toString()).exit());
    Path messages = folder.resolve("messages");
    Files.writeString(
        messages,
        "{\"type\":\"audit.checkpoint\",\"lost\":0,\"data\":" + last.trim() + "}",
        StandardCharsets.UTF_8);
    assertEquals(0, verify("--checkpoints", messages.toString()).exit());
    Files.writeString(log, text.substring(0, text.length() - last.length()));
    assertEquals(6, verify().exit());
    int second = text.indexOf("{\"seal\":{\"n\":0", 1);
    Files.writeString(log, text.substring(0, second));
    assertEquals(0, verify().exit(), "it was whole then: only what was kept tells");
    Said said = verify("--checkpoint", kept.toString());
    assertEquals(6, said.exit());
    assertTrue(said.out().contains("rolled-back"), said.out());
    assertEquals(said.out(), verify("--checkpoints", messages.toString()).out(), "as was sent");
    Files.writeString(kept, "{\"nothing\": \"of the kind\"}\n");
    assertEquals(3, verify("--checkpoints", kept.toString()).exit(), "no checkpoint, no assurance");
  }

  @Test
  void save_keepsTheKeyThatTheNextSegmentHas() throws Exception {
    Path next = folder.resolve("next.jwk");
    String text = Files.readString(log);
    int second = text.indexOf("{\"seal\":{\"n\":0", 1);
    Path first = Files.writeString(folder.resolve("first.ndjson"), text.substring(0, second));
    Files.writeString(log, text.substring(second));
    Said said =
        Said.by("verify", "--key", key.toString(), "--save", next.toString(), first.toString());
    assertEquals(0, said.exit(), said.err());
    assertEquals(6, verify().exit(), "the first key does not lead over a missing segment");
    assertEquals(0, Said.by("verify", "--key", next.toString(), log.toString()).exit());
  }

  @Test
  void decrypt_ofRecordsInClear_takesTheSealOff() {
    Said said = Said.by("decrypt", "--key", key.toString(), log.toString());
    assertEquals(0, said.exit(), said.err());
    assertEquals(12, said.out().lines().count());
    assertFalse(said.out().contains("\"seal\""), said.out());
    assertTrue(said.out().lines().allMatch(line -> line.endsWith("}}")), said.out());
  }

  @Test
  void keys_areMadeForTheirOwnerAlone_andNeverOverwritten() throws Exception {
    for (String[] made :
        new String[][] {
          {"keys", "seal", "s.jwk"},
          {"keys", "seal", "e.jwk", "--kind", "es256"},
          {"keys", "auditor", "a.jwk"},
          {"keys", "auditor", "r.jwk", "--kind", "rsa"}
        }) {
      Path file = folder.resolve(made[2]);
      made[2] = file.toString();
      Said said = Said.by(made);
      assertEquals(0, said.exit(), said.err());
      assertTrue(said.out().contains("thumbprint"), said.out());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertTrue(Files.readString(file).contains("\"d\":"));
      String open = Files.readString(Path.of(file.toString().replace(".jwk", ".pub.jwk")));
      assertFalse(open.contains("\"d\":"), open);
      Said again = Said.by(made);
      assertEquals(2, again.exit());
      assertTrue(again.err().contains("there is a file already"), again.err());
    }
    assertEquals(2, Said.by("keys", "sael", folder.resolve("x").toString()).exit());
    assertEquals(2, Said.by("keys", "seal", folder.resolve("x").toString(), "--kind", "x").exit());
  }

  @Test
  void whatIsNoLog_orNoKey_isUnusableOrTampered() throws Exception {
    assertEquals(3, Said.by("verify", folder.resolve("none").toString()).exit());
    assertEquals(3, Said.by("verify", "--key", log.toString(), log.toString()).exit());
    Files.writeString(log, "{\"time\":1}\n");
    assertEquals(5, verify().exit());
    Files.writeString(log, "");
    assertEquals(6, verify().exit());
    assertEquals(2, Said.by("verify").exit());
  }
}
