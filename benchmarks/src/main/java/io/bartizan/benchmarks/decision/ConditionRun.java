package io.bartizan.benchmarks.decision;

import static io.bartizan.benchmarks.Figures.say;

import io.bartizan.benchmarks.Figures;
import io.bartizan.benchmarks.Options;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link ConditionCost} and prints it. */
public final class ConditionRun {

  private ConditionRun() {}

  /** Measures and prints. */
  public static void run(Options options) throws Exception {
    Figures.machine(options);
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .jvm(options.java.resolve("bin/java").toString())
            .addProfiler(GCProfiler.class)
            .verbosity(options.quick ? VerboseMode.SILENT : VerboseMode.NORMAL)
            .include(ConditionCost.class.getName());
    if (options.quick) {
      // A process of its own for each is most of the time, and for figures that mean something.
      TimeValue instant = TimeValue.milliseconds(200);
      builder.forks(0).warmupIterations(1).warmupTime(instant);
      builder.measurementIterations(1).measurementTime(instant);
    }
    Collection<RunResult> results = new Runner(builder.build()).run();
    say("");
    say("%-32s %10s %10s", "four comparisons", "wall ns", "alloc B");
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      say(
          "%-32s %10.1f %10.1f",
          name.substring(name.lastIndexOf('.') + 1),
          result.getPrimaryResult().getScore(),
          allocated == null ? Double.NaN : allocated.getScore());
    }
  }
}
