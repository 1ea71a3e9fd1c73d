package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is thrown wherever on the way to a decision, no handler is entered. The sweep finds the
 * methods and constructors by itself: those that a request runs through from the socket to its
 * handler, or to its refusal.
 */
@Execution(ExecutionMode.CONCURRENT)
class SweepIT {

  private static final List<String> THROWN =
      List.of("exception", "linkage", "stack", "memory", "death");

  /** A server whose adapter another one has as well, in the other namespace, gets fewer. */
  private static final Set<String> TWINS = Set.of("tomcat85", "jetty11", "jetty12-ee8");

  /** Where the engine's own methods, which are the same on every server, get every kind. */
  private static final String WHOLE = "tomcat10";

  /** The same on every server: what they throw ends in one place, whoever called. */
  private static final List<String> SHARED =
      List.of("io.bartizan.engine.", "io.bartizan.policy.", "com.nimbusds.");

  private static List<String> thrown(String name) {
    return TWINS.contains(name) ? THROWN.subList(0, 2) : THROWN;
  }

  /** All kinds, or in turn one of them where another server has them all. */
  private static List<String> thrown(String name, String method, int turn) {
    List<String> kinds = thrown(name);
    boolean shared = !name.equals(WHOLE) && SHARED.stream().anyMatch(method::startsWith);
    return shared ? List.of(kinds.get(turn % kinds.size())) : kinds;
  }

  /** Below these no 503 can be written any more; the request stays outside all the same. */
  private static final String GATE = "java.bartizan.";

  private static final String HTTP2 = " by HTTP/2";

  private final Tokens tokens = new Tokens();
  private boolean http2;

  /** How many requests have entered a handler so far. */
  private int entries;

  private final List<String> wrong = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  /** Run through once in a thread's life, such as its first digest: not on every request's way. */
  private final Set<String> idle = new TreeSet<>();

  private static final int MAX_IDLE = 5;
  private static final int RECORDINGS = 5;

  SweepIT() throws Exception {}

  static List<String> servers() {
    List<String> servers = new ArrayList<>(Servers.oneOfEachKind());
    servers.add("netty42" + HTTP2);
    servers.addAll(HttpServersIT.SERVERS);
    return servers;
  }

  private String admin() throws Exception {
    return "Bearer " + tokens.of("admin");
  }

  @ParameterizedTest
  @MethodSource("servers")
  void f31_f32_f33_f35_anyMethodOfTheDecisionThrows_noHandlerIsEntered(String name)
      throws Exception {
    http2 = name.endsWith(HTTP2);
    Server.Plan plan = new Server.Plan(name.replace(HTTP2, ""));
    if (http2) {
      plan.flags.add("-Dtestapp.pipeline=http2-multiplex");
    }
    plan.jwks = tokens.jwks();
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      warm(server);
      server.await(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"));
      // The recording ends where the handler begins: what it holds is the way to the permit.
      Set<String> toPermit = methods(server, true);
      Set<String> toRefusal = methods(server, false);
      assertTrue(toPermit.size() > 150, "methods found: " + toPermit);
      assertTrue(toRefusal.size() > 80, "methods found: " + toRefusal);
      assertTrue(toPermit.contains("java.bartizan.Gate.enter"), "methods found: " + toPermit);
      assertTrue(
          toPermit.contains("io.bartizan.engine.identity.StrictJws.parse"),
          "methods found: " + toPermit);
      assertTrue(toPermit.stream().anyMatch(m -> m.endsWith("<init>")), "found: " + toPermit);

      entries = server.entries();
      int turn = 0;
      for (String method : toPermit) {
        turn++;
        for (String kind : thrown(name, method, turn)) {
          permitted(server, method, kind);
        }
      }
      for (String method : toRefusal) {
        turn++;
        for (String kind : thrown(name, method, turn)) {
          refused(server, method, kind);
        }
      }
      System.out.printf(
          "sweep of %s: %d methods to a permit, %d to a refusal, %d kinds; statuses %s; idle %s%n",
          name, toPermit.size(), toRefusal.size(), thrown(name).size(), statuses, idle);
      assertEquals(List.of(), wrong, "entered although a step of the decision threw");
      assertTrue(idle.size() <= MAX_IDLE, "methods that no later request met: " + idle);
      assertFalse(server.stderr().contains("[Byte Buddy] ERROR"), "classes without the switch");
      server.await(e -> e.path("status_detail").asText().equals("internal error"));
      assertEquals(200, get(server, admin()), "it heals");
    }
  }

  /** A request's status; 0 is no answer at all. */
  private int get(Server server, String token) throws Exception {
    if (http2) {
      try (Http2Wire wire = new Http2Wire(server.port())) {
        List<String[]> fields =
            token == null
                ? Http2Wire.get("/admin/a")
                : Http2Wire.get("/admin/a", "authorization", token);
        return wire.ask(fields).status();
      }
    }
    String header = token == null ? "X-None: x" : "Authorization: " + token;
    return Raw.get(server.port(), "/admin/a", header).status();
  }

  /** Until decisions are within their second: with the fault agent the first ones are not. */
  private void warm(Server server) throws Exception {
    int status = 0;
    for (int i = 0; i < 20 && status != 200; i++) {
      status = get(server, admin());
    }
    assertEquals(200, status, server.stderr());
  }

  /**
   * Those that each of some requests runs through: one alone may be watched while an earlier
   * connection still comes to its end.
   */
  private Set<String> methods(Server server, boolean permitted) throws Exception {
    Set<String> all = null;
    for (int i = 0; i < RECORDINGS; i++) {
      String token = permitted ? admin() : null;
      server.ask(permitted ? "fault record permit" : "fault record");
      assertEquals(permitted ? 200 : 401, get(server, token));
      String line = server.ask("fault list").substring("fault ".length());
      Set<String> methods = new TreeSet<>(Arrays.asList(line.split(" ")));
      if (all == null) {
        all = methods;
      } else {
        all.retainAll(methods);
      }
    }
    return all;
  }

  /** A request that would be permitted, were it not for the fault. */
  private void permitted(Server server, String method, String kind) throws Exception {
    String token = admin();
    server.ask("fault " + method + " " + kind);
    int status = get(server, token);
    if (server.ask("fault off").endsWith("idle")) {
      idle.add(method);
      entries = server.entries();
      return;
    }
    statuses.merge(status, 1, Integer::sum);
    boolean answered = status == 200 && !method.startsWith(GATE);
    judge(server, answered, method + " " + kind + ": status " + status);
  }

  /** A request that is refused, and stays so whatever happens on the way. */
  private void refused(Server server, String method, String kind) throws Exception {
    server.ask("fault " + method + " " + kind);
    int status = get(server, null);
    server.ask("fault off");
    judge(server, false, method + " " + kind + " refusing: status " + status);
  }

  /** Entries are counted whoever caused them, so that one that comes late is seen as well. */
  private void judge(Server server, boolean answered, String what) throws Exception {
    int now = server.entries();
    if (answered || now != entries) {
      wrong.add(what + ", " + (now - entries) + " entries");
    }
    entries = now;
  }
}
