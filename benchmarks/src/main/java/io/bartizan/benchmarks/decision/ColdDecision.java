package io.bartizan.benchmarks.decision;

import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.gate.Permit;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A token that is seen for the first time, and beside it the verification that the JDK does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 1)
@Fork(2)
public class ColdDecision {

  private static final int BATCH = 256;

  /** What the tokens are signed by. */
  @Param({"ES256", "RS256"})
  public String algorithm;

  private final FakeExchange[] exchanges = new FakeExchange[BATCH];
  private final byte[][] signed = new byte[BATCH][];
  private final byte[][] signatures = new byte[BATCH][];
  private Signature raw;

  /** Mints the tokens, and takes them apart for the raw verification. */
  @Setup
  public void mint(Gatehouse gatehouse) throws Exception {
    boolean rsa = algorithm.equals("RS256");
    raw = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    raw.initVerify(rsa ? gatehouse.tokens.rsaPublicKey() : gatehouse.tokens.publicKey());
    for (int i = 0; i < BATCH; i++) {
      String token =
          rsa
              ? gatehouse.tokens.mintByRsa(SamplePolicy.ROLE)
              : gatehouse.tokens.mint(SamplePolicy.ROLE);
      exchanges[i] = new FakeExchange(token);
      int dot = token.lastIndexOf('.');
      signed[i] = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
      signatures[i] = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    }
  }

  /** Before each batch none of its tokens is remembered. */
  @Setup(Level.Invocation)
  public void forget(Gatehouse gatehouse) throws Exception {
    gatehouse.forget();
  }

  /** Decided, permitted and ended, with a token that was never seen before. */
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

  /** The signature alone, by one object of the JDK's that is made ready once. */
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

  /**
   * What the whole decision costs beyond the signature: of each token the signature alone and then
   * the decision, so that both meet the same machine. Its wall time means nothing.
   */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public int beyond(Gatehouse gatehouse) throws Exception {
    int permits = 0;
    long[] beyond = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      long began = RequestThread.cpuNanos();
      raw.update(signed[i]);
      boolean valid = raw.verify(signatures[i]);
      long verified = RequestThread.cpuNanos();
      Permit permit = gatehouse.engine.decide(exchanges[i]);
      if (permit != null && valid) {
        gatehouse.engine.finish(permit);
        permits++;
      }
      beyond[i] = RequestThread.cpuNanos() - verified - (verified - began);
    }
    // The median: one token that met a collection or another process says nothing.
    Arrays.sort(beyond);
    RequestThread.batch(BATCH, permits, BATCH * beyond[BATCH / 2]);
    return permits;
  }
}
