package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Policy;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch, stepped look by look. */
class PolicyWatchTest {

  private static final String GOOD = "version: 1\nrules: []\n";

  private final List<String> told = new ArrayList<>();
  private boolean ready = true;

  private PolicyWatch watch(Path file) throws Exception {
    return new PolicyWatch(
        file,
        PolicyLoader.load(file),
        new PolicyWatch.Listener() {
          @Override
          public boolean changed(Policy old, Policy now) {
            told.add((ready ? "changed " : "not ready for ") + now.rules().size());
            return ready;
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
  }

  private static void looks(PolicyWatch watch) {
    for (int i = 0; i < 4; i++) {
      watch.look();
    }
  }

  @Test
  void look_throughChangeBreakDeletionAndReturn(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    assertEquals(List.of(), told);

    Files.writeString(file, "version: 1\nrules: [{allow: {path: /a}, who: anyone}]\n");
    looks(watch);
    Files.writeString(file, "rules: [");
    looks(watch);
    assertEquals(1, watch.current().rules().size(), "the last good one stays");
    assertNotNull(watch.problem());
    Files.delete(file);
    looks(watch);
    assertEquals(1, watch.current().rules().size(), "also without a file (F07)");
    Files.writeString(file, "version: 1\nrules: [{allow: {path: /a}, who: anyone}]\n");
    looks(watch);
    assertNull(watch.problem());
    assertEquals(List.of("changed 1", "failed BZ1003", "failed BZ1001", "recovered"), told);
  }

  @Test
  void look_whileTheFileGrows_readsNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    String next = "version: 1\nrules:\n  - {allow: {path: /a}, who: anyone}\n";
    for (int length = 1; length <= next.length(); length++) {
      Files.writeString(file, next.substring(0, length));
      watch.look();
      assertEquals(0, watch.current().rules().size(), "half a file never decides");
    }
    looks(watch);
    assertEquals(1, watch.current().rules().size());
    assertEquals(List.of("changed 1"), told);
  }

  @Test
  void look_atAPieceOfAPolicyThatHasAnEndMarker_takesNoneHoweverLongItsWriterPauses(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    String ended = "version: 1\nrules:\n  - {deny: {path: /a}}\n  - {deny: {path: /b}}\n...\n";
    Files.writeString(file, ended);
    PolicyWatch watch = watch(file);
    looks(watch);
    for (int length = 0; length < ended.stripTrailing().length(); length++) {
      Files.writeString(file, ended.substring(0, length));
      looks(watch);
      assertEquals(2, watch.current().rules().size(), ended.substring(0, length));
    }
    assertTrue(told.contains("failed BZ1059"), told.toString());
    Files.writeString(file, ended.replace("  - {deny: {path: /b}}\n", ""));
    looks(watch);
    assertEquals(1, watch.current().rules().size());
    assertNull(watch.problem());
  }

  @Test
  void f06_look_whileTheFileIsWrittenByteByByteAHundredTimes_takesOnlyWholeOnes(
      @TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    List<String> whole = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      // Cut after any rule it is a policy too.
      int rules = 1 + i % 3;
      String next = "version: 1\nrules:\n" + "  - {allow: {path: /a}, who: anyone}\n".repeat(rules);
      try (OutputStream out = Files.newOutputStream(file)) {
        for (byte octet : next.getBytes(StandardCharsets.UTF_8)) {
          out.write(octet);
          watch.look();
        }
      }
      looks(watch);
      whole.add("changed " + rules);
    }
    assertEquals(whole, told);
  }

  @Test
  void look_writerPausesForOneLook_isStillNotTakenForDone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    Files.writeString(file, "version: 1\nrules:\n  - {allow: {path: /a}, who: anyone}\n");
    watch.look();
    watch.look();
    assertEquals(List.of(), told, "the same file: perhaps its writer only paused");
    looks(watch);
    assertEquals(List.of("changed 1"), told);
  }

  @Test
  void look_fileRenamedIntoPlace_isTakenAfterOneLook(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    Path next = folder.resolve("next.yaml");
    Files.writeString(next, "version: 1\nrules:\n  - {allow: {path: /a}, who: anyone}\n");
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    watch.look();
    watch.look();
    assertEquals(List.of("changed 1"), told);
  }

  @Test
  void look_policyThatCantBePutInForce_isTriedAgainAndTheOldOneRecovers(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, GOOD);
    PolicyWatch watch = watch(file);
    looks(watch);
    ready = false;
    Files.writeString(file, "version: 1\nrules:\n  - {allow: {path: /a}, who: anyone}\n");
    looks(watch);
    assertEquals(List.of("not ready for 1"), told);
    assertEquals(0, watch.current().rules().size(), "it is not in force");
    Files.writeString(file, GOOD);
    looks(watch);
    assertEquals(List.of("not ready for 1", "recovered"), told);
    Files.writeString(file, "version: 1\nrules:\n  - {allow: {path: /b}, who: anyone}\n");
    looks(watch);
    ready = true;
    for (int i = 0; i < 7; i++) {
      looks(watch);
    }
    assertEquals(List.of("not ready for 1", "recovered", "not ready for 1", "changed 1"), told);
  }
}
