package io.bartizan.benchmarks.audit;

import static io.bartizan.benchmarks.Figures.say;

import io.bartizan.benchmarks.Figures;
import io.bartizan.benchmarks.Options;
import io.bartizan.benchmarks.decision.RequestThread;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the trail and prints its forms side by side. */
public final class AuditRun {

  private static final double NANOS = 1e9;

  private AuditRun() {}

  /** Measures and prints. */
  public static void run(Options options) throws Exception {
    Figures.machine(options);
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .jvm(options.java.resolve("bin/java").toString())
            .addProfiler(RequestThread.class)
            .include(TrailCost.class.getName())
            .include(TraceCost.class.getName())
            .verbosity(options.quick ? VerboseMode.SILENT : VerboseMode.NORMAL);
    if (options.quick) {
      // A process of its own for each is most of the time, and for figures that mean something.
      TimeValue instant = TimeValue.milliseconds(200);
      builder.forks(0);
      builder.warmupIterations(1).warmupTime(instant);
      builder.measurementIterations(1).measurementTime(instant);
    }
    say("");
    say("%-24s %14s %14s", "", "CPU ns, request", "lines a second");
    for (RunResult result : new Runner(builder.build()).run()) {
      String name = result.getParams().getBenchmark();
      String what = name.substring(name.lastIndexOf('.') + 1);
      String form = result.getParams().getParam("form");
      if (form == null) {
        say("%-24s %14.0f", "trace " + what, result.getPrimaryResult().getScore());
      } else if (what.equals("handOver")) {
        Result<?> cpu = result.getSecondaryResults().get(RequestThread.CPU);
        say("%-24s %14.0f", what + " " + form, cpu.getScore());
      } else {
        double lines = NANOS / result.getPrimaryResult().getScore();
        say("%-24s %14s %14.0f", what + " " + form, "", lines);
      }
    }
  }
}
