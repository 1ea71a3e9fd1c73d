package io.bartizan.benchmarks.server;

import io.bartizan.benchmarks.Options;
import io.bartizan.benchmarks.SamplePolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What one load of one server came to. */
public final class Measurement {

  /** Answered requests in a second. */
  public final double perSecond;

  /** CPU time of the server's whole process for one request, in microseconds. */
  public final double cpuMicros;

  /** Half of the answers came within so many microseconds. */
  public final double p50;

  /** Of 100 answers 99 came within so many microseconds. */
  public final double p99;

  /** Answers that are not 200; more than none spoil the measurement. */
  public final long others;

  private Measurement(double perSecond, double cpuMicros, double p50, double p99, long others) {
    this.perSecond = perSecond;
    this.cpuMicros = cpuMicros;
    this.p50 = p50;
    this.p99 = p99;
    this.others = others;
  }

  /**
   * Loads a server from a process of its own.
   *
   * @param core the core to pin the load generator to; negative for none
   */
  public static Measurement of(
      TestServer server, String token, int connections, int warm, int seconds, int core)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (core >= 0) {
      command.addAll(List.of("taskset", "-c", Integer.toString(core)));
    }
    // The generator always runs on the JDK that runs the benchmark, whatever the server runs on.
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Load.class.getName()));
    command.addAll(
        List.of(
            Integer.toString(server.port()),
            Integer.toString(connections),
            Integer.toString(warm),
            Integer.toString(seconds),
            SamplePolicy.PATH,
            token));
    Process load =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = load.inputReader()) {
      if (!"warm".equals(out.readLine())) {
        throw new IOException("the load generator failed\n" + server.errors());
      }
      long before = server.cpuNanos();
      load.getOutputStream().write('\n');
      load.getOutputStream().flush();
      String line = out.readLine();
      long cpu = server.cpuNanos() - before;
      if (line == null || !line.startsWith("done ")) {
        throw new IOException("the load generator failed: " + line + "\n" + server.errors());
      }
      String[] words = line.split(" ");
      double requests = Double.parseDouble(words[1]);
      return new Measurement(
          requests * 1e9 / Double.parseDouble(words[2]),
          cpu / 1000.0 / requests,
          Double.parseDouble(words[3]),
          Double.parseDouble(words[4]),
          Long.parseLong(words[5]));
    } finally {
      load.destroyForcibly();
    }
  }

  /** How many connections; twice the processors keeps all of them busy and no queue long. */
  public static int connections(Options options) {
    return options.pin ? 8 : 4 * Runtime.getRuntime().availableProcessors();
  }
}
