package io.bartizan.agent.start;

import io.bartizan.agent.adapt.GateCore;
import io.bartizan.agent.weave.Woven;
import io.bartizan.engine.Engine;
import io.bartizan.engine.coverage.ChildJvms;
import io.bartizan.engine.coverage.Ledger;
import io.bartizan.engine.coverage.ListeningPorts;
import io.bartizan.engine.coverage.PortWatch;
import io.bartizan.gate.Gate;
import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.policy.Policy;
import java.io.File;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent when the first server class is woven, before that class can serve anything, and
 * tells on standard error what is protected.
 */
public final class Starter {

  /** What the first line of the ledger is about. */
  static final String START = "start";

  /** Servlets and filters that are named; there are as many as the application likes. */
  private static final int MAX_GUARDS = 64;

  private final @Nullable String argument;
  private final File agentJar;
  private final Woven woven;
  private final Ledger ledger = new Ledger();
  private final AtomicBoolean watching = new AtomicBoolean();
  private final AtomicInteger guards = new AtomicInteger();
  private @Nullable Opening opening;
  private @Nullable Guardhouse guardhouse;
  private @Nullable Alarms alarms;
  private boolean blind;

  /**
   * A starter.
   *
   * @param argument the policy file that the agent's flag names; null if it names none
   */
  public Starter(@Nullable String argument, File agentJar, Woven woven) {
    this.argument = argument;
    this.agentJar = agentJar;
    this.woven = woven;
  }

  /** A class of a server is about to be woven: begins to read what {@link #woven} will need. */
  public synchronized void soon() {
    if (guardhouse == null && !blind && opening == null) {
      opening = Opening.begin(argument, agentJar);
    }
  }

  /** A class was woven: starts the agent if it is the first. */
  public void woven(@Nullable ProtectionDomain domain, String type, JoinPoint point) {
    start();
    String server = point.server();
    if (server != null) {
      String version = ServerVersion.of(domain);
      String name = version == null ? server : server + " " + version;
      if (!point.renaming().none()) {
        // The jar that it was put into has a version of its own.
        name = server + " (renamed, " + point.renaming() + ")";
      }
      String line = "active: " + name + ", decided at " + type + '.' + point.method();
      if (ledger.noteFirst(name, line)) {
        Console.say(line);
      }
    } else if (point.type() == null) {
      int guard = guards.incrementAndGet();
      if (guard <= MAX_GUARDS) {
        ledger.note(type, "guard: " + type + '.' + point.method());
      } else {
        ledger.note("more guards", "guard: and " + (guard - MAX_GUARDS) + " more");
      }
    }
  }

  /** The agent has opened a port itself, and serves nothing of the application there. */
  private void own(int port) {
    ledger.opened(port);
    ledger.note("own port", "note: port " + port + " is the agent's own: it receives revocations");
  }

  /** Something in the JVM, or a child of it, may listen that is none of the servers woven here. */
  public void watchPorts() {
    if (watching.compareAndSet(false, true)) {
      ChildJvms children = new ChildJvms("self", agentJar.getName());
      UnknownPorts told = new UnknownPorts(ledger, this);
      new PortWatch(ledger, new ListeningPorts("self"), children, told).start();
    }
  }

  /** The policy in force; null while no server has been woven. */
  synchronized @Nullable Policy policy() {
    Guardhouse started = guardhouse;
    return started == null ? null : started.engine().protection().policy();
  }

  /** The policy that would be in force if a server were woven; null if there is none to use. */
  @Nullable Policy idlePolicy() {
    try {
      return Guardhouse.read(argument, agentJar.toPath());
    } catch (StartException unusable) {
      return null;
    }
  }

  /** Keeps what the ledger says of the policy as it is; true where one is in force. */
  synchronized boolean noteStart() {
    Guardhouse started = guardhouse;
    if (started == null) {
      return blind;
    }
    ledger.note(START, started.startLine());
    return true;
  }

  /** Records that something listens unprotected; false where there is no trail yet. */
  synchronized boolean recordUncovered(String what) {
    Guardhouse started = guardhouse;
    if (started != null) {
      started.engine().recordCoverage(what, false);
    }
    return started != null;
  }

  /** Whether servlets are guarded here, and no server is woven that tells of its ports. */
  boolean servletsAlone() {
    if (guards.get() == 0) {
      return false;
    }
    for (String how : ledger.covered().values()) {
      if (how.startsWith(Alarms.WOVEN) || how.equals(Alarms.TRIED)) {
        return false;
      }
    }
    return true;
  }

  /** Ports are open that only requests may tell of. */
  synchronized void portsUnknown() {
    Guardhouse started = guardhouse;
    if (started != null) {
      started.engine().portsUnknown();
    }
  }

  /**
   * A class that holds a join point could not be woven.
   *
   * @param loaded whether it is loaded already, and was to be changed
   * @return whether it must not load, or not change
   */
  public boolean unweavable(String className, Throwable failed, boolean loaded) {
    start();
    boolean enforcing = enforcing();
    String refused = loaded ? "it stays as it was loaded" : "it will not load";
    Console.say(
        "error BZ4003: "
            + className.replace('/', '.')
            + " could not be woven ("
            + failed
            + "); "
            + (enforcing ? refused : "its requests are NOT PROTECTED (mode observe)"));
    return enforcing;
  }

  /**
   * A class has the name of a server's, as far as a renaming leaves one, and none of its methods:
   * it may be quite another one.
   */
  public void unknown(String className) {
    String name = className.replace('/', '.');
    String line =
        "warning BZ4003: "
            + name
            + " is called like a server's class and has none of its methods; if it serves"
            + " anything, that is NOT PROTECTED";
    if (ledger.noteFirst(name, line)) {
      Console.say(line);
    }
  }

  /** Classes that hold join points were loaded before the agent, and can't be woven any more. */
  public void unweavableEarly(List<String> problems) {
    start();
    Alarms started = started();
    for (String problem : problems) {
      if (started != null) {
        started.alarm("BZ4003", "classes loaded before the agent", problem);
      }
    }
  }

  private synchronized @Nullable Alarms started() {
    return alarms;
  }

  private synchronized boolean enforcing() {
    Guardhouse started = guardhouse;
    return started != null && !started.observing();
  }

  private synchronized void start() {
    if (guardhouse != null || blind) {
      return;
    }
    try {
      Opening begun = opening;
      Guardhouse opened = begun == null ? Guardhouse.open(argument, agentJar) : begun.await();
      Engine engine = opened.engine();
      Alarms alarm = new Alarms(engine, woven, ledger);
      engine.tell(alarm);
      Gate.install(new GateCore(engine, opened::observing, engine.counters()::entry));
      alarms = alarm;
      opened.watch();
      guardhouse = opened;
      opened.tellPort(this::own);
      watchPorts();
      String line = opened.startLine();
      ledger.note(START, line);
      Console.say(line);
    } catch (StartException failed) {
      Console.say(String.valueOf(failed.getMessage()));
      if (failed.observe()) {
        blind = true;
        ledger.note(START, "mode observe, " + Ledger.NOT_PROTECTED + ": the policy is broken");
        watchPorts();
        Gate.install(new BlindCore());
        Console.say("NOT ENFORCING, NOT RECORDING: mode observe, and the policy is broken");
      } else {
        Exit.misconfigured();
      }
    } catch (RuntimeException | Error failed) {
      Console.say("error BZ4002: the agent could not start: " + failed);
      Exit.misconfigured();
    }
  }
}
