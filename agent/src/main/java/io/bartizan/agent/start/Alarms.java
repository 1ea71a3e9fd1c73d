package io.bartizan.agent.start;

import io.bartizan.agent.weave.Woven;
import io.bartizan.engine.Engine;
import io.bartizan.engine.ServerListener;
import io.bartizan.servlet.Requirement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The alarms against a server that is silently unprotected: when a connector begins to listen, the
 * manifest of the server is held against what was woven, and a canary is sent through its socket.
 * What is found missing shuts the gate, unless the policy only observes.
 */
final class Alarms implements ServerListener {

  private final Engine engine;
  private final Woven woven;
  private final Metrics metrics;
  private final Map<String, ClassLoader> loaders = new ConcurrentHashMap<>();

  Alarms(Engine engine, Woven woven) {
    this.engine = engine;
    this.woven = woven;
    this.metrics = new Metrics(engine);
  }

  @Override
  public void servletOnly(String server) {
    metrics.publish();
    metrics.cover(server, "servlet-only coverage");
    Console.say("active: " + server + " (servlet-only coverage)");
  }

  @Override
  public void listening(String server, String scheme, @Nullable String host, int port) {
    String connector = server + " " + scheme + " port " + port;
    metrics.publish();
    metrics.cover(connector, "choke point woven");
    if (scheme.equals("ajp")) {
      return;
    }
    Thread thread = new Thread(() -> send(connector, scheme, host, port), "bartizan-canary");
    thread.setDaemon(true);
    thread.setContextClassLoader(Alarms.class.getClassLoader());
    thread.start();
  }

  /** Holds the manifest of a server against what was woven for it. */
  void check(String server, ClassLoader loader) {
    if (loaders.put(server, loader) == loader) {
      return;
    }
    List<Requirement> missing = woven.missing(server, loader);
    for (Requirement requirement : missing) {
      alarm("BZ4004", server + " lacks a required join point: " + requirement);
    }
  }

  private void send(String connector, String scheme, @Nullable String host, int port) {
    try {
      switch (new Canary(engine, scheme, host, port).send()) {
        case PROTECTED:
          metrics.cover(connector, "canary refused");
          break;
        case UNPROTECTED:
          alarm("BZ4005", "the canary of " + connector + " was answered without a decision");
          break;
        default:
          metrics.cover(connector, "canary untold");
          Console.say(
              "warning BZ4006: the canary of "
                  + connector
                  + " got no answer that tells whether it is protected");
      }
    } catch (IOException | RuntimeException | LinkageError failed) {
      Console.say("warning BZ4006: no canary could be sent to " + connector + ": " + failed);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that something is not protected, and serves nothing from now on. */
  void alarm(String code, String what) {
    metrics.cover(what, "NOT PROTECTED");
    if (engine.protection().policy().mode() == io.bartizan.policy.Mode.OBSERVE) {
      Console.say("error " + code + ": " + what + " (mode observe: it serves all the same)");
      return;
    }
    engine.closure().shut(what);
    engine.health().degraded(what);
    Console.say("error " + code + ": " + what + "; every request is refused with 503");
  }
}
