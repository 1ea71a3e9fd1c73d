package io.bartizan.benchmarks.start;

import static io.bartizan.benchmarks.Figures.say;

import io.bartizan.benchmarks.Figures;
import io.bartizan.benchmarks.Folders;
import io.bartizan.benchmarks.Options;
import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.benchmarks.SampleToken;
import io.bartizan.benchmarks.server.Contender;
import io.bartizan.benchmarks.server.Measurement;
import io.bartizan.benchmarks.server.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Starts servers in turns and asks each for one thing, then for many, and prints the medians. */
public final class StartRun {

  private static final int RULES = 100;
  private static final int STARTS = 9;
  private static final int LOADED_SECONDS = 6;

  private StartRun() {}

  /** What stands on the command line of the server. */
  private enum Kind {
    BARE(Contender.BARE),
    EMPTY(Contender.BARE),
    AGENT(Contender.AGENT);

    final Contender contender;

    Kind(Contender contender) {
      this.contender = contender;
    }
  }

  private record Start(
      double millis, double cpuMillis, double started, double loaded, double highest) {}

  /** Measures and prints. */
  public static void run(Options options) throws Exception {
    Figures.machine(options);
    int starts = options.starts > 0 ? options.starts : options.quick ? 1 : STARTS;
    int load = options.seconds > 0 ? options.seconds : options.quick ? 1 : LOADED_SECONDS;
    say("jar: %.2f MB", Files.size(options.agent) / 1e6);
    say(
        "%d starts each, %d rules; memory after the first answer and after %d s of load",
        starts, RULES, load);
    say(
        "%-6s %16s %10s %10s %10s %10s",
        "", "first answer ms", "CPU ms", "RSS MiB", "loaded", "highest");
    Path folder = Folders.make();
    Map<Kind, List<Start>> all = new EnumMap<>(Kind.class);
    try {
      Path empty = EmptyAgent.pack(folder);
      for (int i = 0; i < starts; i++) {
        for (Kind kind : Kind.values()) {
          List<String> flags = kind == Kind.EMPTY ? List.of("-javaagent:" + empty) : List.of();
          Start one = start(options, kind, flags, load);
          all.computeIfAbsent(kind, none -> new ArrayList<>()).add(one);
          say(
              "%-6s %16.0f %10.0f %10.1f %10.1f %10.1f",
              kind, one.millis, one.cpuMillis, one.started, one.loaded, one.highest);
        }
      }
    } finally {
      Folders.delete(folder);
    }
    say("");
    say("medians, and what is added to bare:");
    for (Kind kind : Kind.values()) {
      added(kind, "first answer, ms", all, Start::millis);
      added(kind, "CPU to there, ms", all, Start::cpuMillis);
      added(kind, "RSS after it, MiB", all, Start::started);
      added(kind, "RSS after load, MiB", all, Start::loaded);
      added(kind, "RSS at most, MiB", all, Start::highest);
    }
  }

  private static Start start(Options options, Kind kind, List<String> flags, int load)
      throws Exception {
    SampleToken tokens = new SampleToken();
    String token = tokens.mint(SamplePolicy.ROLE);
    Path folder = Folders.make();
    SamplePolicy.lay(folder, RULES, tokens.jwks());
    long began = System.nanoTime();
    try (TestServer server = TestServer.start(options, folder, kind.contender, flags, -1)) {
      ask(server.port(), token);
      double millis = (System.nanoTime() - began) / 1e6;
      double cpu = server.cpuNanos() / 1e6;
      double started = server.memoryMib("VmRSS");
      Measurement.of(server, token, Measurement.connections(options), load, 1, -1);
      return new Start(millis, cpu, started, server.memoryMib("VmRSS"), server.memoryMib("VmHWM"));
    } finally {
      Folders.delete(folder);
    }
  }

  /** The first request, with a token: its answer must be the application's. */
  private static void ask(int port, String token) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET "
              + SamplePolicy.PATH
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + token
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException("not permitted: " + answer);
      }
    }
  }

  private static void added(
      Kind kind, String what, Map<Kind, List<Start>> all, ToDoubleFunction<Start> figure) {
    double mine = Figures.median(all.get(kind).stream().map(figure::applyAsDouble).toList());
    double bare = Figures.median(all.get(Kind.BARE).stream().map(figure::applyAsDouble).toList());
    say("%-6s %-20s %8.1f %+8.1f", kind, what, mine, mine - bare);
  }
}
