package io.bartizan.desk.trail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.desk.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsTest {

  @TempDir Path folder;

  @Test
  void open_severalLogs_areOneInTheOrderOfTime() throws Exception {
    List<TrailRecord> records = Lines.read(Lines.INVESTIGATION, new Needles(), new Noticed());
    assertEquals(91, records.size());
    for (int i = 1; i < records.size(); i++) {
      assertTrue(records.get(i - 1).time() <= records.get(i).time(), "record " + i);
    }
    TrailRecord first = records.get(0);
    assertEquals("alice", first.principal());
    assertEquals("orders", first.service());
    assertEquals("10.4.0.21", first.client());
    assertEquals("/orders/1000", first.path());
    assertEquals("/orders/{id}", first.route());
    assertEquals(1830, first.bytes());
    assertTrue(first.permitted());
  }

  @Test
  void open_packedLog_readsAsTheOther() throws Exception {
    Path plain = Lines.INVESTIGATION.get(0);
    Path packed = folder.resolve("billing.ndjson.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }
    List<TrailRecord> records = Lines.read(List.of(packed), new Needles(), new Noticed());
    assertEquals(Files.readAllLines(plain).size(), records.size());
    assertEquals(
        Files.readAllLines(plain).get(3),
        new String(records.get(3).line(), StandardCharsets.UTF_8));
  }

  @Test
  void open_damagedLines_areLeftOutAndNamed() throws Exception {
    Noticed noticed = new Noticed();
    String good = Lines.request(1, "a", "10.0.0.1", "/", "PERMITTED");
    List<TrailRecord> records =
        Lines.of(noticed, good + "nonsense\n[1,2]\n{\"time\":\n\n" + good + "{\"time\":3");
    assertEquals(2, records.size());
    List<String> told = noticed.told();
    assertEquals(1, told.size(), told.toString());
    assertTrue(told.get(0).startsWith("log-0:2: 5 lines from here on"), told.toString());
  }

  @Test
  void open_valuesOfOtherKinds_areNoneAndLoseNoRecord() throws Exception {
    List<TrailRecord> records =
        Lines.of(
            new Noticed(),
            "{\"time\":\"x\",\"class_uid\":[6003],\"metadata\":7,\"actor\":{\"user\":[{\"uid\":1}]},\"src_endpoint\":null,\"unmapped\":{\"outcome\":{\"a\":[{}]},\"open\":1}}\n");
    assertEquals(1, records.size());
    assertEquals(0, records.get(0).time());
    assertNull(records.get(0).principal());
    assertEquals("", records.get(0).outcome());
    assertFalse(records.get(0).open());
  }

  @Test
  void open_lineLongerThanAnyRecord_endsTheLogAndIsNamed() throws Exception {
    Noticed noticed = new Noticed();
    String good = Lines.request(1, "a", "10.0.0.1", "/", "PERMITTED");
    List<TrailRecord> records = Lines.of(noticed, good + "x".repeat(3 << 20) + "\n" + good);
    assertEquals(1, records.size());
    assertTrue(
        noticed.told().get(0).startsWith("log-0:2: this line is longer"), "" + noticed.told());
  }

  @Test
  void open_sealedInClear_readsTheRecordsAndSaysSo() throws Exception {
    Noticed noticed = new Noticed();
    List<TrailRecord> records =
        Lines.read(
            List.of(Path.of("../../examples/audit/orders.sealed.ndjson")), new Needles(), noticed);
    assertEquals(12, records.size());
    assertTrue(noticed.told().get(0).contains("without checking the seal"), "" + noticed.told());
  }

  @Test
  void open_encrypted_isRefused() {
    String line = "{\"seal\":{\"n\":7,\"k\":0,\"e\":\"AAAA\",\"c\":\"BBBB\"}}\n";
    EncryptedException refused =
        assertThrows(EncryptedException.class, () -> Lines.of(new Noticed(), line));
    assertEquals("log-0", refused.file());
  }

  @Test
  void needles_passOverOnlyWhatCannotBeMeant() throws Exception {
    Needles needles = new Needles();
    needles.add("alice");
    needles.between(10, 20);
    assertTrue(possible(needles, "{\"time\":10,\"a\":\"alice\"}"));
    assertFalse(possible(needles, "{\"time\":20,\"a\":\"alice\"}"), "too late");
    assertFalse(possible(needles, "{\"time\":9,\"a\":\"alice\"}"), "too early");
    assertFalse(possible(needles, "{\"time\":10,\"a\":\"bob\"}"), "another");
    assertTrue(possible(needles, "{\"time\":10,\"a\":\"\\u0061lice\"}"), "spelt otherwise");
    assertTrue(possible(needles, "{\"a\":\"alice\",\"time\":99}"), "time elsewhere");
    assertTrue(possible(needles, "{\"time\":1e3,\"a\":\"alice\"}"), "time spelt otherwise");
    Needles loose = new Needles();
    loose.add("\u00e9");
    loose.add("a\"b");
    assertTrue(possible(loose, "{}"), "texts that JSON may spell in several ways");
    Needles either = new Needles();
    either.addOneOf(List.of("alice", "bobby"));
    assertTrue(possible(either, "{\"a\":\"bobby\"}"));
    assertFalse(possible(either, "{\"a\":\"carol\"}"));
  }

  private static boolean possible(Needles needles, String line) {
    byte[] bytes = ("  " + line).getBytes(StandardCharsets.UTF_8);
    return needles.possible(bytes, 2, bytes.length);
  }
}
