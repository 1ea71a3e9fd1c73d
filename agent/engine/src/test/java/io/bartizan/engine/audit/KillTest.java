package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.AuditorFile;
import io.bartizan.engine.audit.seal.Auditors;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.engine.audit.seal.Verdict;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F25: a process that is killed loses nothing that it called written, and its log stays sealed. */
class KillTest {

  /** 1,000 by {@code -Dbartizan.kills=1000}, which takes half an hour. */
  private static final int KILLS = Integer.getInteger("bartizan.kills", 6);

  private static final int OF_ONE_LOG = 20;
  private static final long MOST_MILLIS = 900;

  private final Random random = new Random(25);

  @TempDir Path folder;

  @Test
  void f25_killedAtAnyMoment_losesNothingThatWasSynced() throws Exception {
    long acknowledged = 0;
    long beyond = 0;
    long rotated = 0;
    for (int done = 0; done < KILLS; done += OF_ONE_LOG) {
      Path file = folder.resolve(done + ".ndjson");
      Path key = folder.resolve(done + ".jwk");
      Path auditor = folder.resolve(done + "-auditor.jwk");
      Anchor anchor = SealKeys.seal(key, SealAlgorithm.best());
      SealKeys.auditor(auditor, false);
      boolean encrypted = done % (2 * OF_ONE_LOG) != 0;
      String to = encrypted ? SealKeys.publicFile(auditor).toString() : "-";
      List<Long> acks = new ArrayList<>();
      for (int i = 0; i < Math.min(OF_ONE_LOG, KILLS - done); i++) {
        acks.add(run(file, key, to, random.nextInt((int) MOST_MILLIS)));
      }
      acks.add(run(file, key, to, -1));
      Auditors auditors = encrypted ? AuditorFile.readPrivate(auditor) : null;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<Path> files = files(file);
      rotated += files.size() - 1;
      LogFiles log = new LogFiles(files, (read, of) -> {});
      Verdict verdict = log.decrypt(anchor, auditors, out);
      assertTrue(verdict.intact(), "after " + done + ": " + said(verdict));
      long[] sums = compare(acks, out.toByteArray());
      acknowledged += sums[0];
      beyond += sums[1];
    }
    System.out.printf(
        "%d kills: %d records acknowledged, none lost, %d more were there; rotated %d times%n",
        KILLS, acknowledged, beyond, rotated);
    assertTrue(rotated > 0, "no file was left for a new one");
  }

  /** The file and those that were left for it. What was being made beside it holds nothing. */
  private static List<Path> files(Path file) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(file.getParent(), file.getFileName() + "*")) {
      for (Path one : all) {
        if (one.toString().endsWith(".next")) {
          assertEquals(0, Files.size(one));
        } else {
          files.add(one);
        }
      }
    }
    return files;
  }

  private static String said(Verdict verdict) {
    return verdict.findings().isEmpty()
        ? ""
        : verdict.findings().get(0).line() + ": " + verdict.findings().get(0).message();
  }

  /** Runs a writer; how many records it said were written before it was killed or ended. */
  private static long run(Path file, Path key, String auditor, int millis) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Killed.class.getName(),
            file.toString(),
            key.toString(),
            auditor);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long last = 0;
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      if (millis < 0) {
        last = Long.parseLong(said.readLine());
        process.outputWriter().write('\n');
        process.outputWriter().flush();
      } else {
        // From the first record on, or from the start of the process: both must be survived.
        if (millis % 3 > 0) {
          last = Long.parseLong(said.readLine());
        }
        process.waitFor(millis / (millis % 3 > 0 ? 4 : 1), TimeUnit.MILLISECONDS);
        process.toHandle().destroyForcibly();
      }
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        last = Long.parseLong(line);
      }
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(millis < 0 ? 0 : 137, process.exitValue());
    return last;
  }

  /** Each trail's records stand in their order, without a gap, up to what was acknowledged. */
  private static long[] compare(List<Long> acks, byte[] records) throws IOException {
    Map<String, Long> trails = new LinkedHashMap<>();
    ObjectMapper json = new ObjectMapper();
    int torn = 0;
    for (String line : new String(records, StandardCharsets.UTF_8).lines().toList()) {
      JsonNode record = json.readTree(line);
      String trail = record.path("unmapped").path("trail").asText();
      long sequence = record.path("metadata").path("sequence").asLong();
      assertEquals(trails.getOrDefault(trail, 0L) + 1, sequence, "in trail " + trail);
      trails.put(trail, sequence);
      torn += record.path("status_detail").asText().contains("torn") ? 1 : 0;
    }
    List<Long> found = new ArrayList<>(trails.values());
    long acknowledged = 0;
    long beyond = 0;
    int at = 0;
    for (long ack : acks) {
      // A process that was killed before its first record left no trail.
      if (ack > 0) {
        while (found.get(at) < ack) {
          at++;
        }
        acknowledged += ack;
        beyond += found.get(at) - ack;
        at++;
      }
    }
    assertTrue(torn <= acks.size(), "a torn line of each process at most");
    return new long[] {acknowledged, beyond};
  }
}
