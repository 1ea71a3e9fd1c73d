package io.bartizan.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of 8 MiB of its own, which the test fills and frees. */
final class FullDisk implements AutoCloseable {

  private final Path folder;
  private final Path filler;

  private FullDisk(Path folder) {
    this.folder = folder;
    this.filler = folder.resolve("filler");
  }

  /** Mounts one; only root may. Elsewhere the test is skipped and says so. */
  static FullDisk mount(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String said = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder.toString());
    assumeTrue(said.isEmpty(), "a tmpfs can't be mounted here, which takes root: " + said);
    return new FullDisk(folder);
  }

  /** Takes every byte that is left. */
  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler);
  }

  /** Runs a tool of the system; what it says if it fails, otherwise nothing. */
  static String run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean over = process.waitFor(10, TimeUnit.SECONDS);
      return over && process.exitValue() == 0 ? "" : command[0] + " failed: " + said;
    } catch (IOException absent) {
      return command[0] + " is not here: " + absent.getMessage();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      // Lazily: whoever still has a file open there keeps it until then.
      run("umount", "-l", folder.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
