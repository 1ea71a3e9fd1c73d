package io.bartizan.benchmarks.audit;

import io.bartizan.engine.audit.TraceContext;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request's place in its trace costs the request thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TraceCost {

  /** Not constants: what is compiled must not know them. */
  public String[] parent = {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};

  /** A caller's decision among what others say. */
  public String[] state = {"congo=t61rcWkgMzE,bartizan=01M8BKT7DRRBAZH6CCN3HEFWRC"};

  /** Of a request that brings no such header. */
  public String[] none = {};

  /** The anchor: a request whose trace nobody looks at. */
  @Benchmark
  public int ignored() {
    return parent.length + state.length;
  }

  /** A request that joins its caller's trace. */
  @Benchmark
  public TraceContext joined() {
    return TraceContext.of(parent, state);
  }

  /** A request with which a trace begins. */
  @Benchmark
  public TraceContext begun() {
    return TraceContext.of(none, none);
  }
}
