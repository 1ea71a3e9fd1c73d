package io.bartizan.benchmarks.decision;

import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.gate.Permit;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A remembered token that is bound to a key, each request with a proof of its own (RFC 9449), and
 * beside it the verification of the proof that the JDK does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 1)
@Fork(2)
public class ProvenDecision {

  private static final int BATCH = 128;

  private final FakeExchange[] exchanges = new FakeExchange[BATCH];
  private final byte[][] signed = new byte[BATCH][];
  private final byte[][] signatures = new byte[BATCH][];
  private String token;
  private Signature raw;

  /** Mints the token. */
  @Setup
  public void mint(Gatehouse gatehouse) throws Exception {
    token = gatehouse.tokens.mintBound(SamplePolicy.ROLE);
    raw = Signature.getInstance("SHA256withECDSAinP1363Format");
    raw.initVerify(gatehouse.tokens.clientKey());
  }

  /** Before each batch its proofs are made: each is good once. */
  @Setup(Level.Invocation)
  public void prove(Gatehouse gatehouse) throws Exception {
    for (int i = 0; i < BATCH; i++) {
      String proof = gatehouse.tokens.prove(FakeExchange.URI, token);
      exchanges[i] = new FakeExchange(token, proof);
      int dot = proof.lastIndexOf('.');
      signed[i] = proof.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
      signatures[i] = Base64.getUrlDecoder().decode(proof.substring(dot + 1));
    }
  }

  /** Decided, permitted and ended, each with its proof. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int permit(Gatehouse gatehouse) {
    RequestThread.Mark mark = new RequestThread.Mark();
    int permits = 0;
    for (FakeExchange exchange : exchanges) {
      Permit permit = gatehouse.engine.decide(exchange);
      if (permit != null) {
        gatehouse.engine.finish(permit);
        permits++;
      }
    }
    mark.batch(BATCH, permits);
    return permits;
  }

  /** The proof's signature alone, by one object of the JDK's that is made ready once. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int jca(Gatehouse gatehouse) throws Exception {
    RequestThread.Mark mark = new RequestThread.Mark();
    int valid = 0;
    for (int i = 0; i < BATCH; i++) {
      raw.update(signed[i]);
      valid += raw.verify(signatures[i]) ? 1 : 0;
    }
    mark.batch(BATCH, valid);
    return valid;
  }
}
