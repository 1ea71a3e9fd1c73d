package io.bartizan.benchmarks.decision;

import static io.bartizan.benchmarks.Figures.say;

import io.bartizan.benchmarks.Figures;
import io.bartizan.benchmarks.Options;
import io.bartizan.benchmarks.SampleToken;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks and prints what of them the aims are about. */
public final class DecisionRun {

  private static final String[] RULES = {"10", "1000", "10000"};

  private DecisionRun() {}

  /** Measures and prints. */
  public static void run(Options options) throws Exception {
    Figures.machine(options);
    say("token: %d bytes, ES256", new SampleToken().mint("clerk").length());
    String quickRules = RULES[0];
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .jvm(options.java.resolve("bin/java").toString())
            .addProfiler(RequestThread.class)
            .verbosity(options.quick ? VerboseMode.SILENT : VerboseMode.NORMAL);
    if (options.quick) {
      // A process of its own for each is most of the time, and for figures that mean something.
      TimeValue instant = TimeValue.milliseconds(200);
      builder.param("rules", quickRules).forks(0);
      builder.warmupIterations(1).warmupTime(instant);
      builder.measurementIterations(1).measurementTime(instant);
    } else {
      builder.addProfiler(GCProfiler.class);
    }
    Map<String, RunResult> results = new TreeMap<>();
    collect(results, builder.build(), HotDecision.class);
    // A signature's time does not depend on the rules.
    builder.param("rules", options.quick ? quickRules : "1000");
    collect(results, builder.build(), ColdDecision.class);
    collect(results, builder.build(), ProvenDecision.class);
    print(results);
  }

  private static void collect(
      Map<String, RunResult> results, org.openjdk.jmh.runner.options.Options common, Class<?> one)
      throws RunnerException {
    // Of its own: what is included once is included in whatever is run by the same builder later.
    ChainedOptionsBuilder builder = new OptionsBuilder().parent(common).include(one.getName());
    for (RunResult result : new Runner(builder.build()).run()) {
      String name = result.getParams().getBenchmark();
      String algorithm = result.getParams().getParam("algorithm");
      results.put(
          name.substring(name.indexOf("decision.") + 9)
              + " "
              + result.getParams().getParam("rules")
              + (algorithm == null ? "" : " " + algorithm),
          result);
    }
  }

  private static double of(RunResult result, String what) {
    Result<?> secondary = result.getSecondaryResults().get(what);
    return secondary == null ? Double.NaN : secondary.getScore();
  }

  private static void print(Map<String, RunResult> results) {
    say("");
    say("%-32s %10s %10s %10s %9s", "", "CPU ns", "wall ns", "alloc B", "permitted");
    for (Map.Entry<String, RunResult> entry : results.entrySet()) {
      RunResult result = entry.getValue();
      say(
          "%-32s %10.0f %10.0f %10.0f %9.3f",
          entry.getKey(),
          of(result, RequestThread.CPU),
          result.getPrimaryResult().getScore(),
          of(result, RequestThread.ALLOCATED),
          of(result, RequestThread.PERMITTED));
    }
    say("");
    RunResult few = results.get("HotDecision.permit 10");
    RunResult many = results.get("HotDecision.permit 10000");
    if (few != null && many != null) {
      say(
          "10,000 rules / 10 rules, hot permit: %.2f of its CPU time",
          of(many, RequestThread.CPU) / of(few, RequestThread.CPU));
    }
    for (Map.Entry<String, RunResult> entry : results.entrySet()) {
      if (entry.getKey().startsWith("ColdDecision.beyond")) {
        say(
            "first sight of a token (%s) beyond the raw JCA verification: %.1f us of CPU",
            entry.getKey().substring(entry.getKey().lastIndexOf(' ') + 1),
            of(entry.getValue(), RequestThread.CPU) / 1000);
      }
    }
    RunResult proven = find(results, "ProvenDecision.permit");
    RunResult raw = find(results, "ProvenDecision.jca");
    if (proven != null && raw != null) {
      say(
          "a request with a DPoP proof / the raw JCA verification of the proof: %.2f of its CPU"
              + " time",
          of(proven, RequestThread.CPU) / of(raw, RequestThread.CPU));
    }
  }

  private static RunResult find(Map<String, RunResult> results, String name) {
    for (Map.Entry<String, RunResult> entry : results.entrySet()) {
      if (entry.getKey().startsWith(name)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
