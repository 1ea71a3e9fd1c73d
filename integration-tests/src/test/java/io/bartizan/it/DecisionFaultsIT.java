package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions that take too long, are interrupted, or find no memory. */
class DecisionFaultsIT {

  private final Tokens tokens = new Tokens();

  DecisionFaultsIT() throws Exception {}

  private Server.Plan plan(String name) {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    return plan;
  }

  private String admin() throws Exception {
    return "Authorization: Bearer " + tokens.of("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "jetty94", "jetty12-ee10"})
  void f34_decisionOverItsSecond_isRefusedWith503(String name) throws Exception {
    Server.Plan plan = plan(name);
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      List<String> known = Arrays.asList(onTheWay(server).split(" "));
      for (String slow :
          new String[] {
            "identity.ClaimRules.claimed",
            "authorization.Firewall.inspect",
            "authorization.Authorizer.judge",
            "limit.Limiter.take",
            "Inquiry.describe"
          }) {
        assertTrue(known.contains("io.bartizan.engine." + slow), slow + " is not on the way");
        String token = admin();
        server.ask("fault io.bartizan.engine." + slow + " slow");
        Raw.Reply reply = Raw.get(server.port(), "/admin/a", token);
        server.ask("fault off");
        assertEquals(503, reply.status(), slow + ": " + reply.text);
        assertEquals("1", reply.header("Retry-After"));
        assertEquals(0, server.counts(reply.clientPort)[4], slow);
      }
      server.await(e -> e.path("status_detail").asText().equals("decision over its deadline"));
      assertEquals(200, Raw.get(server.port(), "/admin/a", admin()).status(), "it heals");
    }
  }

  /** The methods that a permitted request runs through. */
  private String onTheWay(Server server) throws Exception {
    server.ask("fault record permit");
    assertEquals(200, Raw.get(server.port(), "/admin/a", admin()).status());
    return server.ask("fault list").substring("fault ".length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "jetty94", "jetty12-ee10"})
  void f35_interruptDuringTheDecision_changesNoDecisionAndIsPreserved(String name)
      throws Exception {
    Server.Plan plan = plan(name);
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      int interrupted = 0;
      for (String at :
          new String[] {
            "Walk.firewall",
            "Walk.identify",
            "identity.StrictJws.parse",
            "Walk.authorize",
            "Walk.limit",
            "Inquiry.describe",
            "audit.AuditTrail.reserve"
          }) {
        server.ask("fault io.bartizan.engine." + at + " interrupt");
        Raw.Reply anonymous = Raw.get(server.port(), "/admin/a");
        assertEquals(0, server.counts(anonymous.clientPort)[4], at + ": " + anonymous.text);
        String token = admin();
        Raw.Reply permitted = Raw.get(server.port(), "/admin/a", token);
        server.ask("fault off");
        int[] counts = server.counts(permitted.clientPort);
        // The container may lose the answer of an interrupted thread; the decision stands.
        assertTrue(counts[4] == 1 || permitted.status() == 503, at + ": " + permitted.text);
        interrupted += counts[4];
        assertEquals("interrupted " + interrupted, server.ask("interrupted"), at);
      }
      assertTrue(interrupted > 0, "no interrupted request was permitted");
      assertEquals(200, Raw.get(server.port(), "/admin/a", admin()).status(), "it heals");
    }
  }

  /**
   * The heap is full: requests fail wherever they next allocate, in the agent and around it. The
   * container may not survive that; what entered must have its permit, and the agent's own threads
   * must live on to record it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "jetty12-ee10"})
  void f33_heapFull_everyRequestThatEntersHasItsPermit(String name) throws Exception {
    Server.Plan plan = plan(name);
    plan.heap = "64m";
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      List<Raw.Reply> anonymous = new ArrayList<>();
      List<Raw.Reply> admins = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        assertEquals("hog", server.ask("hog 2000"));
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2500);
        while (System.nanoTime() < until) {
          answer(server, "X-None: x", anonymous);
          answer(server, admin(), admins);
        }
        assertEquals("released", server.line(60));
      }
      System.out.printf(
          "%s, heap full: of %d requests %d were answered with 503%n",
          name,
          anonymous.size() + admins.size(),
          Stream.concat(anonymous.stream(), admins.stream())
              .filter(reply -> reply.status() == 503)
              .count());
      for (Raw.Reply reply : anonymous) {
        assertEquals(0, server.counts(reply.clientPort)[4], reply.text);
      }
      Set<Integer> entered = new TreeSet<>();
      for (Raw.Reply reply : admins) {
        if (server.counts(reply.clientPort)[4] > 0) {
          entered.add(reply.clientPort);
        }
      }
      Trails.awaitPermits(server, entered);
      // Where the container's own threads died of it, nobody entered any more.
      System.out.printf("%s, heap full: %d requests entered%n", name, entered.size());
      assertFalse(server.stderr().contains("in thread \"bartizan-"), server.stderr());
    }
  }

  private static void answer(Server server, String header, List<Raw.Reply> replies) {
    try {
      replies.add(Raw.get(server.port(), "/admin/a", header));
    } catch (IOException gone) {
      // A container without memory may drop the connection; then nobody entered by it either.
    }
  }

  @Test
  void observe_decisionThrows_serves() throws Exception {
    Server.Plan plan = plan("tomcat9");
    plan.faults = true;
    plan.policy = Policies.P0.replace("application: corpus", "application: corpus\nmode: observe");
    try (Server server = Server.start(plan)) {
      server.ask("fault io.bartizan.engine.Walk.authorize exception");
      assertEquals(200, Raw.get(server.port(), "/admin/a").status());
      server.ask("fault off");
      server.await(e -> e.path("status_detail").asText().equals("internal error"));
    }
  }
}
