package io.bartizan.benchmarks.decision;

import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.benchmarks.SampleToken;
import io.bartizan.engine.Engine;
import io.bartizan.engine.Protection;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * An engine with a policy of so many rules and a trail on a real file. Between two batches the
 * trail is written out, so that no batch meets a full queue and measures refusals.
 */
@State(Scope.Benchmark)
public class Gatehouse {

  private static final long FLUSH_MILLIS = 60_000;

  /** Rules of the policy. */
  @Param({"10", "1000", "10000"})
  public int rules;

  SampleToken tokens;
  Engine engine;
  private Path folder;
  private Policy policy;
  private Authenticator authenticator;
  private AuditTrail trail;

  /** Loads the policy and opens the trail. */
  @Setup
  public void open() throws Exception {
    folder = Files.createTempDirectory("bartizan-benchmark-");
    tokens = new SampleToken();
    policy = PolicyLoader.load(SamplePolicy.lay(folder, rules, tokens.jwks()));
    authenticator = new Authenticator(Clock.systemUTC());
    authenticator.configure(policy.identity());
    trail = AuditTrail.open(policy.audit());
    engine = new Engine(new Protection(policy, authenticator, new Limiter(policy.limits()), trail));
  }

  /** Waits for the trail to be written, and keeps its file small. */
  @Setup(Level.Invocation)
  public void drain() throws Exception {
    if (!trail.flush(FLUSH_MILLIS)) {
      throw new IllegalStateException("the trail could not be written in time");
    }
    Path file = policy.audit().file();
    if (file != null && Files.size(file) > 256 << 20) {
      Files.delete(file);
    }
  }

  /** Forgets every token that was verified. */
  void forget() throws Exception {
    authenticator.configure(policy.identity());
  }

  /** Deletes what was written. */
  @TearDown
  public void close() throws Exception {
    trail.close();
    authenticator.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
