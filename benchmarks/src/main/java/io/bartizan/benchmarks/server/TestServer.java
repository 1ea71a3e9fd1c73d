package io.bartizan.benchmarks.server;

import io.bartizan.benchmarks.Options;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a JVM of its own, and what the kernel says of its process. */
public final class TestServer implements AutoCloseable {

  /** Of {@code /proc/PID/stat}: USER_HZ is 100 on every Linux. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int UTIME_AFTER_NAME = 11;
  private static final int STIME_AFTER_NAME = 12;

  private final Process process;
  private final Path folder;
  private final int port;

  private TestServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one and waits for its port.
   *
   * @param folder with the policy and the key set; what the server writes goes there too
   * @param jvm further flags of the JVM, {@code -javaagent} first of all
   * @param core the core to pin it to; negative for none
   */
  public static TestServer start(
      Options options, Path folder, Contender contender, List<String> jvm, int core)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (core >= 0) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    command.add(options.java.resolve("bin/java").toString());
    command.addAll(jvm);
    if (contender == Contender.AGENT) {
      command.add("-javaagent:" + options.agent + "=" + folder.resolve("bartizan.yaml"));
    }
    command.addAll(List.of("-Xmx256m", "-cp", classPath(options, contender)));
    command.addAll(List.of(options.on.main, folder.toString()));
    if (contender == Contender.FILTER) {
      command.add(folder.resolve("jwks.json").toString());
    }
    Path errors = folder.resolve("stderr.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null || !line.startsWith("port ")) {
      process.destroyForcibly();
      throw new IOException("no server: " + line + "\n" + Files.readString(errors));
    }
    return new TestServer(process, folder, Integer.parseInt(line.substring(5)));
  }

  /** Only the hand-written filter needs a library beside the server. */
  private static String classPath(Options options, Contender contender) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(options.root.resolve("benchmarks/target/classes").toString());
    try (Stream<Path> jars = Files.list(options.root.resolve("benchmarks/target/lib"))) {
      jars.filter(
              jar ->
                  jar.getFileName().toString().startsWith(options.on.jars)
                      || (contender == Contender.FILTER
                          && jar.getFileName().toString().startsWith("nimbus-")))
          .sorted()
          .forEach(jar -> parts.add(jar.toString()));
    }
    return String.join(File.pathSeparator, parts);
  }

  /** The port that it listens on, at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** CPU time of the whole process so far, in nanoseconds: all threads, user and system. */
  public long cpuNanos() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[STIME_AFTER_NAME]))
        * NANOS_PER_TICK;
  }

  /** Memory in MiB: {@code VmRSS} as it is now, {@code VmHWM} at its highest. */
  public double memoryMib(String what) throws IOException {
    for (String line :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (line.startsWith(what + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("no " + what);
  }

  /** What it said on standard error. */
  public String errors() throws IOException {
    return Files.readString(folder.resolve("stderr.txt"));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
