package io.bartizan.benchmarks.audit;

import io.bartizan.benchmarks.Folders;
import io.bartizan.benchmarks.decision.RequestThread;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A trail on a real file, in each of its forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TrailCost {

  /** Well below the places of the queue. */
  private static final int BATCH = 2048;

  /** So many that the writer's rests do not count. */
  private static final int LINES = 50_000;

  private static final long FLUSH_MILLIS = 60_000;
  private static final long FULL_NANOS = 20_000;
  private static final long CHECKPOINT_MILLIS = 10_000;
  private static final long LARGE = 256L << 20;

  /** The form of the trail. */
  @Param({"plain", "sealed", "encrypted"})
  public String form;

  private Path folder;
  private Path file;
  private AuditTrail trail;
  private AuditEvent event;

  /** Makes keys and opens the trail. */
  @Setup
  public void open() throws Exception {
    folder = Folders.make();
    file = folder.resolve("audit.ndjson");
    Path key = folder.resolve("seal.jwk");
    Path auditor = folder.resolve("auditor.jwk");
    SealKeys.seal(key, SealAlgorithm.best());
    SealKeys.auditor(auditor, false);
    Path to = form.equals("encrypted") ? SealKeys.publicFile(auditor) : null;
    Seal seal = form.equals("plain") ? null : new Seal(key, to, CHECKPOINT_MILLIS, null);
    trail = AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file, seal, false));
    event = event();
  }

  private static AuditEvent event() {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .timeMillis(System.currentTimeMillis())
        .kind(AuditEvent.Kind.REQUEST)
        .outcome(AuditEvent.Outcome.PERMITTED)
        .reason("permitted")
        .rule("analytics-read")
        .mode("enforce")
        .application("orders")
        .principalId("ada")
        .issuer("https://idp.example.com/realms/shop")
        .roles(List.of("analyst"))
        .clientAddress("192.0.2.7")
        .clientPort(50_000)
        .method("GET")
        .path("/customers/7/orders")
        .host("orders.example.com")
        .localPort(8443)
        .scheme("https")
        .protocol("HTTP/1.1")
        .userAgent("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")
        .server("Tomcat")
        .status(200)
        .latencyNanos(3_000_000)
        .bytesSent(1204)
        .build();
  }

  /** Waits for the trail to be written, and keeps its file small. */
  @Setup(Level.Invocation)
  public void drain() throws Exception {
    flush();
    if (Files.exists(file) && Files.size(file) > LARGE) {
      Files.delete(file);
    }
  }

  private void flush() {
    if (!trail.flush(FLUSH_MILLIS)) {
      throw new IllegalStateException("the trail could not be written in time");
    }
  }

  /** What the request thread spends: a place taken, an event handed over. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void handOver() {
    RequestThread.Mark mark = new RequestThread.Mark();
    int taken = 0;
    for (int i = 0; i < BATCH; i++) {
      if (trail.reserve()) {
        trail.record(event);
        taken++;
      }
    }
    mark.batch(BATCH, taken);
  }

  /** A line from the queue to the file, as fast as the writer can. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void write() {
    for (int i = 0; i < LINES; i++) {
      while (!trail.reserve()) {
        LockSupport.parkNanos(FULL_NANOS);
      }
      trail.record(event);
    }
    flush();
  }

  /** Deletes what was written. */
  @TearDown
  public void close() throws Exception {
    trail.close();
    Folders.delete(folder);
  }
}
