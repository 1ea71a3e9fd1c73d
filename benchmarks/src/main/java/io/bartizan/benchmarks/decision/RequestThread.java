package io.bartizan.benchmarks.decision;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the request thread itself spends: its CPU time and its allocations, without those of the
 * thread that writes the trail; and how many of the decisions were permits. A JMH profiler, fed by
 * the benchmarks around each batch.
 */
public final class RequestThread implements InternalProfiler {

  /** The name of the CPU time of one decision in JMH's results. */
  public static final String CPU = "request.cpu";

  /** The name of the bytes that one decision allocates in JMH's results. */
  static final String ALLOCATED = "request.alloc";

  /** The name of the share of permits in JMH's results. */
  static final String PERMITTED = "request.permitted";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final LongAdder CPU_NANOS = new LongAdder();
  private static final LongAdder BYTES = new LongAdder();
  private static final LongAdder DECISIONS = new LongAdder();
  private static final LongAdder PERMITS = new LongAdder();

  /** What the thread had spent when a batch began. */
  public static final class Mark {
    private final long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    private final long cpu = THREADS.getCurrentThreadCpuTime();

    /** A batch of so many decisions is over. */
    public void batch(int decisions, int permits) {
      long spent = THREADS.getCurrentThreadCpuTime() - cpu;
      BYTES.add(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes);
      CPU_NANOS.add(spent);
      DECISIONS.add(decisions);
      PERMITS.add(permits);
    }
  }

  /** The CPU time of this thread so far. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** A batch that has measured its CPU time itself. */
  static void batch(int decisions, int permits, long cpuNanos) {
    CPU_NANOS.add(cpuNanos);
    DECISIONS.add(decisions);
    PERMITS.add(permits);
  }

  @Override
  public String getDescription() {
    return "CPU time and allocations of the request thread";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    for (LongAdder sum : List.of(CPU_NANOS, BYTES, DECISIONS, PERMITS)) {
      sum.reset();
    }
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double decisions = Math.max(1, DECISIONS.sum());
    List<Result> results = new ArrayList<>();
    results.add(mean(CPU, CPU_NANOS.sum() / decisions, "ns/op"));
    results.add(mean(ALLOCATED, BYTES.sum() / decisions, "B/op"));
    results.add(mean(PERMITTED, PERMITS.sum() / decisions, "of 1"));
    return results;
  }

  private static ScalarResult mean(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}
