package io.bartizan.benchmarks.decision;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelRuntime.Program;
import io.bartizan.policy.condition.Attribute;
import io.bartizan.policy.condition.Attributes;
import io.bartizan.policy.condition.Condition;
import io.bartizan.policy.condition.Condition.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A condition of four comparisons, beside the reference implementation of CEL for Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ConditionCost {

  private static final String OURS =
      "request.method == 'GET' && request.host == 'orders.example.com'"
          + " && request.port == 8443 && token.tenant == 'shop-7'";

  private static final String THEIRS =
      "method == 'GET' && host == 'orders.example.com' && port == 8443 && tenant == 'shop-7'";

  private final Attributes request = new Sample();
  private final Map<String, Object> values =
      Map.of("method", "GET", "host", "orders.example.com", "port", 8443L, "tenant", "shop-7");
  private Condition condition;
  private Program program;

  /** A request that all four hold for. */
  private static final class Sample extends Attributes {
    private final Object claims = json(Map.of("sub", "ada", "tenant", "shop-7"));
    private final Long port = 8443L;

    @Override
    protected Object get(int index) {
      switch (Attribute.at(index)) {
        case REQUEST_METHOD:
          return "GET";
        case REQUEST_HOST:
          return "orders.example.com";
        case REQUEST_PORT:
          return port;
        default:
          return claims;
      }
    }

    @Override
    protected Object pathVariable(String name) {
      return name;
    }

    @Override
    protected Object routeVariable(String name) {
      return name;
    }
  }

  /** Compiles both. */
  @Setup
  public void compile() throws Exception {
    condition =
        Condition.compile(OURS, io.bartizan.policy.condition.Scope.rule(Map.of(), Set.of(), false));
    if (condition.judge(request) != Outcome.TRUE) {
      throw new IllegalStateException("the condition does not hold");
    }
    Cel cel =
        CelFactory.plannerCelBuilder()
            .addVar("method", SimpleType.STRING)
            .addVar("host", SimpleType.STRING)
            .addVar("port", SimpleType.INT)
            .addVar("tenant", SimpleType.STRING)
            .build();
    program = cel.createProgram(cel.compile(THEIRS).getAst());
  }

  /** Ours. */
  @Benchmark
  public Outcome ours() {
    return condition.judge(request);
  }

  /** The reference. */
  @Benchmark
  public Object reference() throws Exception {
    return program.eval(values);
  }
}
