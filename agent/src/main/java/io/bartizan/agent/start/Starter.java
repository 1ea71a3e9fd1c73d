package io.bartizan.agent.start;

import io.bartizan.agent.adapt.GateCore;
import io.bartizan.gate.Gate;
import io.bartizan.policy.Mode;
import io.bartizan.servlet.JoinPoint;
import java.io.File;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent when the first server class is woven, before that class can serve anything, and
 * tells on standard error what is protected.
 */
public final class Starter {

  private final @Nullable String argument;
  private final File agentJar;
  private final Set<String> announced = ConcurrentHashMap.newKeySet();
  private @Nullable Guardhouse guardhouse;
  private boolean blind;

  /**
   * A starter.
   *
   * @param argument the policy file that the agent's flag names; null if it names none
   */
  public Starter(@Nullable String argument, File agentJar) {
    this.argument = argument;
    this.agentJar = agentJar;
  }

  /** A class was woven: starts the agent if it is the first. */
  public void woven(
      String className, ClassLoader loader, @Nullable ProtectionDomain domain, JoinPoint point) {
    start();
    String server = point.server();
    if (server != null) {
      String version = ServerVersion.of(domain);
      String name = version == null ? server : server + " " + version;
      if (announced.add(name)) {
        Console.say("active: " + name);
      }
    }
  }

  /**
   * A class that holds a join point could not be woven.
   *
   * @return whether it must not load
   */
  public boolean unweavable(String className, Throwable failed) {
    start();
    boolean enforcing = enforcing();
    Console.say(
        "error BZ4003: "
            + className.replace('/', '.')
            + " could not be woven ("
            + failed
            + "); "
            + (enforcing ? "it will not load" : "its requests are NOT PROTECTED (mode observe)"));
    return enforcing;
  }

  private synchronized boolean enforcing() {
    Guardhouse started = guardhouse;
    return started != null && started.mode() == Mode.ENFORCE;
  }

  private synchronized void start() {
    if (guardhouse != null || blind) {
      return;
    }
    try {
      Guardhouse opened = Guardhouse.open(argument, agentJar);
      Gate.install(new GateCore(opened.engine(), opened::observing));
      opened
          .engine()
          .announceServletOnly(
              server -> Console.say("active: " + server + " (servlet-only coverage)"));
      opened.watch();
      guardhouse = opened;
      Console.say(opened.startLine());
    } catch (StartException failed) {
      Console.say(String.valueOf(failed.getMessage()));
      if (failed.observe()) {
        blind = true;
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
