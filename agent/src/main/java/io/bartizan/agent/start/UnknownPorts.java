package io.bartizan.agent.start;

import io.bartizan.engine.coverage.Ledger;
import io.bartizan.engine.coverage.PortWatch;
import io.bartizan.policy.Policy;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the ports that listen unprotected, once each, unless the policy acknowledges them. */
final class UnknownPorts implements PortWatch.Listener {

  private final Ledger ledger;
  private final Starter starter;
  private final Set<String> said = new HashSet<>();
  private final Set<String> recorded = new HashSet<>();
  private final Held held = new Held();
  private @Nullable Set<Integer> idle;
  private final NoServer none = new NoServer();
  private final Standing standing = new Standing();
  private boolean listening;

  UnknownPorts(Ledger ledger, Starter starter) {
    this.ledger = ledger;
    this.starter = starter;
  }

  /** What the ledger's line of a port is about. */
  static String about(int port) {
    return "port " + port;
  }

  @Override
  public void looking() {
    boolean decided = starter.noteStart();
    String line = none.look(decided, listening);
    if (line != null) {
      Console.say(line);
    }
    standing.again(decided).forEach(Console::say);
  }

  @Override
  public void unknown(int port) {
    idle();
    String stops = JvmPorts.stops(port, tomcatListens());
    String owner = stops == null ? JvmPorts.owner(port) : stops;
    String why = owner == null ? "no server that is woven has opened it" : "it is " + owner;
    if (stops != null || acknowledged().contains(port)) {
      ledger.cover(about(port), "acknowledged");
      say(about(port), "acknowledged: port " + port + " listens and is not protected: " + why);
    } else {
      String how = Ledger.NOT_PROTECTED + ": " + why;
      ledger.cover(about(port), how);
      String line = "warning BZ4007: port " + port + " listens and is " + how;
      say(about(port), line);
      if (owner != null || !starter.servletsAlone() || !held.holds(port, System.nanoTime())) {
        record(line);
      }
    }
    starter.portsUnknown();
  }

  @Override
  public void gone(int port) {
    held.forget(port);
    standing.forget(about(port));
    ledger.forget(about(port));
  }

  @Override
  public void more() {
    String line =
        "warning BZ4007: more ports listen than are named, and are " + Ledger.NOT_PROTECTED;
    say("more ports", line);
    record(line);
  }

  @Override
  public void blind() {
    ledger.note("blind", "note: ports of servers that are not known can't be told on this system");
  }

  @Override
  public void child(String pid, Set<Integer> open) {
    idle();
    String how =
        Ledger.NOT_PROTECTED + ": it runs without the agent, and its own flags have to name it";
    ledger.cover(ofChild(pid), how);
    String line = "warning BZ4008: " + ofChild(pid) + " listens on " + open + " and is " + how;
    say(ofChild(pid), line);
    record(line);
  }

  @Override
  public void childGone(String pid) {
    standing.forget(ofChild(pid));
    ledger.forget(ofChild(pid));
  }

  private static String ofChild(String pid) {
    return "child JVM " + pid;
  }

  private void say(String about, String line) {
    if (ledger.note(about, line) && said.add(line)) {
      Console.say(line);
      standing.said(about, line);
    }
  }

  /** Records it once there is a trail to record it in. */
  private void record(String line) {
    if (!recorded.contains(line) && starter.recordUncovered(line)) {
      recorded.add(line);
    }
  }

  /** Something listens: notes that no policy is in force, where that is so. */
  private void idle() {
    listening = true;
    if (!starter.noteStart()) {
      ledger.note(Starter.START, NoServer.line());
    }
  }

  private boolean tomcatListens() {
    for (String covered : ledger.covered().keySet()) {
      if (covered.startsWith("tomcat ")) {
        return true;
      }
    }
    return false;
  }

  private Set<Integer> acknowledged() {
    Policy policy = starter.policy();
    if (policy != null) {
      return policy.acknowledged();
    }
    Set<Integer> known = idle;
    if (known == null) {
      Policy found = starter.idlePolicy();
      known = found == null ? Collections.<Integer>emptySet() : found.acknowledged();
      idle = known;
    }
    return known;
  }
}
