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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is thrown wherever on the way to a decision, no handler is entered. The sweep finds the
 * methods and constructors by itself: those that a request runs through from the socket to its
 * handler, or to its refusal.
 */
class SweepIT {

  private static final String[] THROWN = {"exception", "linkage", "stack", "memory", "death"};

  /** Below these no 503 can be written any more; the request stays outside all the same. */
  private static final String GATE = "java.bartizan.";

  private final Tokens tokens = new Tokens();
  private final List<String> wrong = new ArrayList<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  /** Run through once in a thread's life, such as its first digest: not on every request's way. */
  private final Set<String> idle = new TreeSet<>();

  private static final int MAX_IDLE = 5;

  SweepIT() throws Exception {}

  private String admin() throws Exception {
    return "Authorization: Bearer " + tokens.of("admin");
  }

  @ParameterizedTest
  @MethodSource("io.bartizan.it.Servers#oneOfEachKind")
  void f31_f32_f33_f35_anyMethodOfTheDecisionThrows_noHandlerIsEntered(String name)
      throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      server.await(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"));
      // The recording ends where the handler begins: what it holds is the way to the permit.
      server.ask("fault record");
      assertEquals(200, Raw.get(server.port(), "/admin/a", admin()).status());
      Set<String> toPermit = methods(server);
      server.ask("fault record");
      assertEquals(401, Raw.get(server.port(), "/admin/a").status());
      Set<String> toRefusal = methods(server);
      assertTrue(toPermit.size() > 150, "methods found: " + toPermit);
      assertTrue(toRefusal.size() > 80, "methods found: " + toRefusal);
      assertTrue(toPermit.contains("java.bartizan.Gate.enter"), "methods found: " + toPermit);
      assertTrue(
          toPermit.contains("io.bartizan.engine.identity.StrictJws.parse"),
          "methods found: " + toPermit);
      assertTrue(toPermit.stream().anyMatch(m -> m.endsWith("<init>")), "found: " + toPermit);

      for (String kind : THROWN) {
        for (String method : toPermit) {
          permitted(server, method, kind);
        }
        for (String method : toRefusal) {
          refused(server, method, kind);
        }
      }
      System.out.printf(
          "sweep of %s: %d methods to a permit, %d to a refusal, %d kinds; statuses %s; idle %s%n",
          name, toPermit.size(), toRefusal.size(), THROWN.length, statuses, idle);
      assertEquals(List.of(), wrong, "entered although a step of the decision threw");
      assertTrue(idle.size() <= MAX_IDLE, "methods that no later request met: " + idle);
      assertFalse(server.stderr().contains("[Byte Buddy] ERROR"), "classes without the switch");
      server.await(e -> e.path("status_detail").asText().equals("internal error"));
      assertEquals(200, Raw.get(server.port(), "/admin/a", admin()).status(), "it heals");
    }
  }

  private static Set<String> methods(Server server) throws Exception {
    String line = server.ask("fault list").substring("fault ".length());
    return new TreeSet<>(Arrays.asList(line.split(" ")));
  }

  /** A request that would be permitted, were it not for the fault. */
  private void permitted(Server server, String method, String kind) throws Exception {
    String token = admin();
    server.ask("fault " + method + " " + kind);
    Raw.Reply reply = Raw.get(server.port(), "/admin/a", token);
    if (server.ask("fault off").endsWith("idle")) {
      idle.add(method);
      return;
    }
    statuses.merge(reply.status(), 1, Integer::sum);
    boolean answered = reply.status() == 200 && !method.startsWith(GATE);
    if (answered || server.counts(reply.clientPort)[4] > 0) {
      wrong.add(method + " " + kind + ": status " + reply.status());
    }
  }

  /** A request that is refused, and stays so whatever happens on the way. */
  private void refused(Server server, String method, String kind) throws Exception {
    server.ask("fault " + method + " " + kind);
    Raw.Reply reply = Raw.get(server.port(), "/admin/a");
    server.ask("fault off");
    if (server.counts(reply.clientPort)[4] > 0) {
      wrong.add(method + " " + kind + " refusing: status " + reply.status());
    }
  }
}
