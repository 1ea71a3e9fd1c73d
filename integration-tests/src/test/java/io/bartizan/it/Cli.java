package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command of the built jar printed, and how it ended. */
record Cli(int exit, String out, String err) {

  /** Runs {@code java -jar bartizan.jar ARGUMENTS} on the Java that runs the tests. */
  static Cli run(Path folder, String... arguments) throws Exception {
    return run(Path.of(System.getProperty("java.home")), folder, arguments);
  }

  static Cli run(Path java, Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.add("-jar");
    command.add(Places.agentJar().toString());
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "said-", ".out");
    Path err = Files.createTempFile(folder, "said-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "BARTIZAN_CONFIG"));
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on: " + command);
    Cli said = new Cli(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return said;
  }

  /** A folder of its own below the build's. */
  static Path folder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Places.target()), "cli-");
  }
}
