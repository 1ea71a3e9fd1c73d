package io.bartizan.agent.start;

import io.bartizan.agent.adapt.GuardProbes;
import io.bartizan.agent.weave.Woven;
import io.bartizan.engine.Engine;
import io.bartizan.engine.ServerListener;
import io.bartizan.engine.coverage.Ledger;
import io.bartizan.instrumentation.Requirement;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The alarms against a server that is silently unprotected: before a connector listens, the
 * manifest of its server is held against what was woven; when it listens, a canary is sent through
 * its socket. What is found missing ends the process or shuts the gate, unless the policy only
 * observes: then it is told.
 */
final class Alarms implements ServerListener {

  /** How a connector is covered whose server is woven. */
  static final String WOVEN = "choke point woven";

  /** How one is that has shown it. */
  static final String TRIED = "canary refused";

  /** The servers whose adapters implement {@code Exchange.propagate}. */
  private static final Set<String> PROPAGATING =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("tomcat", "jetty", "undertow")));

  /** The protocol of a port where nobody has spoken yet. */
  private static final String UNTOLD = "tcp";

  /** The servers whose sessions can be adopted; requests to others are refused where they are. */
  private static final Set<String> ADOPTED = Collections.singleton("tomcat");

  private static final long STOP_MILLIS = 10_000;

  private final Engine engine;
  private final Woven woven;
  private final Ledger ledger;
  private final Metrics metrics;
  private final Set<String> lacking = ConcurrentHashMap.newKeySet();

  Alarms(Engine engine, Woven woven, Ledger ledger) {
    this.engine = engine;
    this.woven = woven;
    this.ledger = ledger;
    this.metrics = new Metrics(engine, ledger);
  }

  @Override
  public void servletOnly(String server) {
    String how = "servlet-only coverage";
    metrics.publish();
    ledger.cover(server, how);
    say(server, "active: " + server + " (" + how + ")");
    // Later than elsewhere, and yet before each of its servlets: nobody is to be woken for it.
    engine.recordCoverage(server + ": " + how, true);
  }

  @Override
  public void opened(String server, int port) {
    ledger.opened(port);
  }

  @Override
  public void decided(String server, int port, boolean chokePoint) {
    boolean news = !ledger.knows(port);
    ledger.opened(port);
    if (news) {
      ledger.forget(UnknownPorts.about(port));
      listens(server + " port " + port, chokePoint ? WOVEN : "servlet-only coverage");
    }
  }

  /** Tells of a connector, once for each way in which it is covered. */
  private void listens(String connector, String how) {
    ledger.cover(connector, how);
    say(connector, line(connector, how));
  }

  private static String line(String connector, String how) {
    return "listens: " + connector + " (" + how + ")";
  }

  private void say(String about, String line) {
    if (ledger.note(about, line)) {
      Console.say(line);
    }
  }

  @Override
  public boolean mayListen(String server, Class<?> witness) {
    tellUnpropagated(server);
    List<Requirement> missing = woven.missing(server, witness);
    for (Requirement requirement : missing) {
      lacking.add(server);
      alarm("BZ4004", server, server + " lacks a required join point: " + requirement);
    }
    if (!adoptsSessions(server)) {
      alarm("BZ2035", server, "the policy adopts sessions, and those of " + server + " can't be");
      if (!observing()) {
        Console.say("the JVM stops, because nobody could be logged in on " + server);
        Exit.misconfigured();
        return false;
      }
    }
    if (missing.isEmpty()) {
      start("bartizan-guard-probe", () -> probe(server, witness));
      return true;
    }
    if (observing()) {
      return true;
    }
    // Without its join points it may be that nothing ever asks the gate: shutting it is no use.
    Console.say("the JVM stops, because " + server + " would not be protected");
    Exit.misconfigured();
    return false;
  }

  /** Whether its sessions can be adopted, or need not be. */
  private boolean adoptsSessions(String server) {
    return engine.protection().policy().identity().sessions() == null || ADOPTED.contains(server);
  }

  /** Each of its requests that comes from somebody is refused; this says why, before any comes. */
  private void tellUnpropagated(String server) {
    if (!PROPAGATING.contains(server)
        && engine.protection().policy().identity().propagation().principal()) {
      String what = server + " has no way to tell the application whom a request comes from";
      say(
          "propagation on " + server,
          "error BZ2030: " + what + "; requests with a principal are refused with 503");
      engine.recordTrouble("BZ2030: " + what);
    }
  }

  @Override
  public void listening(
      String server, String protocol, @Nullable String host, int port, Runnable stop) {
    String connector = server + " " + protocol + " port " + port;
    boolean whole = !lacking.contains(server);
    ledger.opened(port);
    ledger.forget(UnknownPorts.about(port));
    metrics.publish();
    ledger.forget(server + ' ' + UNTOLD + " port " + port);
    if (!whole || !Canary.speaks(protocol)) {
      String how = protocol.equals(UNTOLD) ? WOVEN + ", no HTTP seen yet" : WOVEN;
      listens(connector, whole ? how : Ledger.NOT_PROTECTED);
      return;
    }
    ledger.cover(connector, WOVEN);
    ledger.note(connector, line(connector, WOVEN));
    start("bartizan-canary", () -> conclude(connector, find(protocol, host, port), stop));
  }

  /** Whether another agent has put the guard's class back as it was: woven is not yet guarded. */
  private void probe(String server, Class<?> witness) {
    try {
      for (Predicate<String> probe : GuardProbes.of(witness)) {
        String path = engine.canaries().expect();
        boolean through = probe.test(path);
        engine.canaries().seen(path, 0);
        if (through) {
          alarm("BZ4005", server, server + " let the canary through to a servlet");
        }
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError untold) {
      Console.say("warning BZ4006: the guard of " + server + " could not be tried: " + untold);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private Canary.Finding find(String protocol, @Nullable String host, int port) {
    try {
      return new Canary(engine.canaries(), protocol, host, port).send();
    } catch (IOException | InterruptedException | RuntimeException | LinkageError unsent) {
      return Canary.Finding.UNTOLD;
    }
  }

  private void conclude(String connector, Canary.Finding finding, Runnable stop) {
    switch (finding) {
      case PROTECTED:
        listens(connector, TRIED);
        break;
      case UNPROTECTED:
        alarm("BZ4005", connector, connector + " answered the canary without a decision");
        if (!observing()) {
          stop(connector, stop);
        }
        break;
      default:
        listens(connector, WOVEN + ", canary unanswered");
        Console.say("warning BZ4006: the canary of " + connector + " got no answer that tells");
    }
  }

  /** What comes by there never asks the gate. If it can't be stopped, the process is. */
  private static void stop(String connector, Runnable stop) {
    FutureTask<Boolean> stopping = new FutureTask<>(stop, true);
    start("bartizan-stop", stopping);
    try {
      stopping.get(STOP_MILLIS, TimeUnit.MILLISECONDS);
      Console.say("stopped: " + connector);
    } catch (ExecutionException | TimeoutException | InterruptedException goesOn) {
      Console.say("the JVM stops, because " + connector + " does not: " + goesOn);
      Exit.misconfigured();
    }
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Alarms.class.getClassLoader());
    thread.start();
  }

  /** Tells once that something is not protected, and shuts the gate. */
  void alarm(String code, String where, String what) {
    if (!engine.closure().shut(what)) {
      return;
    }
    ledger.cover(where, Ledger.NOT_PROTECTED + ": " + what);
    String consequence = consequence(engine.protection().policy());
    say(what, "error " + code + ": " + what + "; " + consequence);
    engine.recordCoverage(code + ": " + what + "; " + consequence, false);
  }

  private static String consequence(Policy policy) {
    if (policy.mode() != Mode.OBSERVE) {
      return "every request is refused";
    }
    String open = Ledger.NOT_PROTECTED + " (mode observe)";
    return policy.observesOnly()
        ? open
        : "what its rules enforce is refused, everything else is " + open;
  }

  private boolean observing() {
    return engine.protection().policy().observesOnly();
  }
}
