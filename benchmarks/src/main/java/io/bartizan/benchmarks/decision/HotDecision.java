package io.bartizan.benchmarks.decision;

import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.engine.Engine;
import io.bartizan.gate.Permit;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A token that has been verified before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(2)
public class HotDecision {

  /** Well below the places of the audit queue. */
  private static final int BATCH = 2048;

  private FakeExchange permitted;
  private FakeExchange forbidden;
  private FakeExchange anonymous;
  private byte[] token;
  private Mac mac;

  /** Mints one token that the policy permits and one that it does not. */
  @Setup
  public void mint(Gatehouse gatehouse) throws Exception {
    String minted = gatehouse.tokens.mint(SamplePolicy.ROLE);
    token = minted.getBytes(StandardCharsets.US_ASCII);
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(token, 0, 32, "HmacSHA256"));
    permitted = new FakeExchange(minted);
    forbidden = new FakeExchange(gatehouse.tokens.mint("guest"));
    anonymous = new FakeExchange(null);
  }

  /** Decided, permitted, the request ended, its record handed over. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int permit(Gatehouse gatehouse) {
    return decide(gatehouse.engine, permitted);
  }

  /** Refused for want of a role: 403, the answer rendered, the record handed over. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int refuse(Gatehouse gatehouse) {
    return decide(gatehouse.engine, forbidden);
  }

  /** Refused for want of a credential: 401. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int refuseAnonymous(Gatehouse gatehouse) {
    return decide(gatehouse.engine, anonymous);
  }

  /** The anchor: what the digest of one token costs on this machine, at this moment. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int digest(Gatehouse gatehouse) {
    RequestThread.Mark mark = new RequestThread.Mark();
    int sum = 0;
    for (int i = 0; i < BATCH; i++) {
      sum += mac.doFinal(token)[0];
    }
    mark.batch(BATCH, 0);
    return sum;
  }

  private static int decide(Engine engine, FakeExchange exchange) {
    RequestThread.Mark mark = new RequestThread.Mark();
    int permits = 0;
    for (int i = 0; i < BATCH; i++) {
      Permit permit = engine.decide(exchange);
      if (permit != null) {
        engine.finish(permit);
        permits++;
      }
    }
    mark.batch(BATCH, permits);
    return permits;
  }
}
