package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import io.bartizan.engine.Protection;
import io.bartizan.engine.Rehearsal;
import io.bartizan.engine.alert.AlertException;
import io.bartizan.engine.alert.Lookout;
import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.KeySetException;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.engine.revocation.JournalException;
import io.bartizan.engine.secevent.ListenException;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.load.PolicyLocator;
import io.bartizan.policy.load.PolicyWatch;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The running agent: the policy in force, the engine that judges by it, and the watch over it. */
final class Guardhouse {

  /** Asks for observing from the command line, over whatever the policy file says. */
  private static final String MODE_PROPERTY = "bartizan.mode";

  /**
   * A JVM that ends waits so long at most for a slow audit sink; containers are killed after 10 s.
   */
  private static final long LAST_RECORDS_MILLIS = 5000;

  /** And so long for receivers of alerts. */
  private static final long LAST_ALERTS_MILLIS = 1000;

  private final Policy policy;
  private final Engine engine;
  private final Revoker revoker;
  private final Reload reload;
  private final Lookout lookout;
  private final long millis;

  private Guardhouse(
      Policy policy, Engine engine, Revoker revoker, Reload reload, Lookout lookout, long millis) {
    this.policy = policy;
    this.engine = engine;
    this.revoker = revoker;
    this.reload = reload;
    this.lookout = lookout;
    this.millis = millis;
  }

  /**
   * Finds and reads the policy and makes everything ready that it needs.
   *
   * @throws StartException if any of that fails
   */
  static Guardhouse open(@Nullable String argument, File agentJar) throws StartException {
    long started = System.nanoTime();
    Policy policy = read(argument, agentJar.toPath());
    boolean observe = policy.observesOnly();
    try {
      Authenticator authenticator = new Authenticator(Clock.systemUTC());
      authenticator.configure(policy.identity(), policy.audit().hashKey());
      Limiter limiter = new Limiter(policy.limits());
      AuditTrail trail = AuditTrail.open(policy.audit());
      Lookout lookout = new Lookout();
      lookout.use(lookout.prepare(policy), trail);
      Protection protection = new Protection(policy, authenticator, limiter, trail);
      Engine engine = new Engine(protection);
      Revoker revoker = new Revoker(engine, authenticator.revocations());
      revoker.use(revoker.prepare(policy));
      authenticator.tell(engine::recordKeys);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      return new Guardhouse(
          policy,
          engine,
          revoker,
          new Reload(engine, authenticator, revoker, limiter, lookout, trail),
          lookout,
          millis);
    } catch (KeySetException
        | AuditException
        | AlertException
        | PolicyException
        | ListenException
        | JournalException failed) {
      throw new StartException(String.valueOf(failed.getMessage()), observe, failed);
    }
  }

  /** Finds and reads the policy. */
  static Policy read(@Nullable String argument, Path agentJar) throws StartException {
    boolean observe = observeAsked();
    try {
      Path file =
          new PolicyLocator(argument, agentJar, System.getenv(), System.getProperties()).locate();
      Policy policy = PolicyLoader.load(file);
      return observe ? policy.in(Mode.OBSERVE) : policy;
    } catch (PolicyException failed) {
      throw new StartException(
          String.valueOf(failed.getMessage()), observe || failed.observe(), failed);
    }
  }

  static boolean observeAsked() {
    return "observe".equals(System.getProperty(MODE_PROPERTY));
  }

  Engine engine() {
    return engine;
  }

  /** Whether nothing is refused at all. */
  boolean observing() {
    return engine.protection().policy().observesOnly();
  }

  /** Who is told of the port that the agent opens for itself. */
  void tellPort(IntConsumer listener) {
    revoker.tellPort(listener);
  }

  /** Starts the daemon threads, and has the last records written when the JVM ends. */
  void watch() {
    engine.watch();
    new Rehearsal(policy).start();
    new PolicyWatch(policy.file(), policy, reload).start();
    Thread last = new Thread(this::end, "bartizan-last-records");
    last.setContextClassLoader(Guardhouse.class.getClassLoader());
    try {
      Runtime.getRuntime().addShutdownHook(last);
    } catch (IllegalStateException ending) {
      // The first server class was loaded while the JVM ends already: it serves nothing.
      return;
    }
  }

  private void end() {
    engine.end(LAST_RECORDS_MILLIS);
    lookout.drain(LAST_ALERTS_MILLIS);
  }

  private static String mode(Policy policy) {
    if (policy.mode() == Mode.ENFORCE) {
      return "mode enforce";
    }
    int rules = policy.enforcement().rules();
    return rules == 0
        ? "mode observe (NOT ENFORCING)"
        : "mode observe (ENFORCING what " + rules + (rules == 1 ? " rule names)" : " rules name)");
  }

  /** Version, mode, policy in force, rules, audit sink, and how long it took. */
  String startLine() {
    Policy policy = engine.protection().policy();
    return "version "
        + BuildVersion.get()
        + ", "
        + mode(policy)
        + ", policy "
        + policy.file()
        + " "
        + policy.digest()
        + ", "
        + policy.rules().size()
        + " rules, audit to "
        + policy.audit()
        + ", ready in "
        + millis
        + " ms";
  }
}
