package io.bartizan.benchmarks.server;

import static io.bartizan.benchmarks.Figures.say;

import io.bartizan.benchmarks.Figures;
import io.bartizan.benchmarks.Folders;
import io.bartizan.benchmarks.Options;
import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.benchmarks.SampleToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Starts the contenders in turns, loads each, and prints their ratios. */
public final class ServerRun {

  private static final int RULES = 1000;
  private static final int STARTS = 5;
  private static final int SECONDS = 10;
  private static final int WARM_SECONDS = 12;

  private ServerRun() {}

  /** Measures and prints. */
  public static void run(Options options) throws Exception {
    Figures.machine(options);
    int starts = options.starts > 0 ? options.starts : options.quick ? 1 : STARTS;
    int seconds = options.seconds > 0 ? options.seconds : options.quick ? 2 : SECONDS;
    int warm = options.warm > 0 ? options.warm : options.quick ? 2 : WARM_SECONDS;
    int connections = Measurement.connections(options);
    say("on %s", options.on.name().toLowerCase(java.util.Locale.ROOT));
    say(
        "%d keep-alive connections, %d rules, %d starts each, %d s warm-up, %d s measured%s",
        connections,
        RULES,
        starts,
        warm,
        seconds,
        options.pin ? ", server on core 0, load on core 1" : ", nothing pinned");
    say(
        "%-8s %10s %12s %9s %9s %8s",
        "", "requests/s", "CPU us/req", "p50 us", "p99 us", "not 200");
    Map<Contender, List<Measurement>> all = new EnumMap<>(Contender.class);
    for (int start = 0; start < starts; start++) {
      for (Contender contender : Contender.values()) {
        Measurement one = measure(options, contender, connections, warm, seconds);
        all.computeIfAbsent(contender, none -> new ArrayList<>()).add(one);
        say(
            "%-8s %10.0f %12.2f %9.1f %9.1f %8d",
            contender.word(), one.perSecond, one.cpuMicros, one.p50, one.p99, one.others);
      }
    }
    say("");
    say("ratios of medians to bare, and the spread of the ratios start by start:");
    for (Contender contender : new Contender[] {Contender.AGENT, Contender.FILTER}) {
      ratio(contender, "throughput", all, one -> one.perSecond);
      ratio(contender, "CPU per request", all, one -> one.cpuMicros);
      ratio(contender, "p99", all, one -> one.p99);
    }
  }

  private static Measurement measure(
      Options options, Contender contender, int connections, int warm, int seconds)
      throws Exception {
    SampleToken tokens = new SampleToken();
    Path folder = Folders.make();
    SamplePolicy.lay(folder, RULES, tokens.jwks());
    int core = options.pin ? 0 : -1;
    try (TestServer server = TestServer.start(options, folder, contender, List.of(), core)) {
      return Measurement.of(
          server, tokens.mint(SamplePolicy.ROLE), connections, warm, seconds, options.pin ? 1 : -1);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void ratio(
      Contender contender,
      String what,
      Map<Contender, List<Measurement>> all,
      ToDoubleFunction<Measurement> figure) {
    List<Double> mine = all.get(contender).stream().map(figure::applyAsDouble).toList();
    List<Double> bare = all.get(Contender.BARE).stream().map(figure::applyAsDouble).toList();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < bare.size(); i++) {
      ratios.add(mine.get(i) / bare.get(i));
    }
    say(
        "%-8s %-16s %.3f (%s); medians %.1f and %.1f",
        contender.word(),
        what,
        Figures.median(mine) / Figures.median(bare),
        Figures.spread(ratios, "%.3f"),
        Figures.median(mine),
        Figures.median(bare));
  }
}
