package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The core of the walk: what every protected server must do, whatever stands beside the agent. */
final class Guarded {

  private Guarded() {}

  /** Decisions at the choke point and at the guard, and no alarm; policy P0. */
  static void check(Server server, Tokens tokens) throws Exception {
    int port = server.port();
    String admin = "Authorization: Bearer " + tokens.of("admin");
    assertEquals(200, Raw.get(port, "/public/a").status());
    Raw.Reply anonymous = Raw.get(port, "/admin/a");
    assertEquals(401, anonymous.status());
    assertEquals(0, server.counts(anonymous.clientPort)[4]);
    Raw.Reply permitted = Raw.get(port, "/admin/a", admin);
    assertEquals(200, permitted.status(), permitted.text);
    assertEquals(1, server.counts(permitted.clientPort)[0]);
    String user = "Authorization: Bearer " + tokens.of("user");
    assertEquals(403, Raw.get(port, "/admin/a", user).status());
    assertEquals(400, Raw.get(port, "/public/..;/admin/a").status());
    for (String way : new String[] {"forward", "async", "thread", "include"}) {
      Raw.Reply beyond = Raw.get(port, "/public/" + way + "?to=/admin/a");
      assertEquals(0, server.counts(beyond.clientPort)[0], way + ": " + beyond.text);
      Raw.Reply within = Raw.get(port, "/public/" + way + "?to=/admin/a", admin);
      assertEquals(1, server.counts(within.clientPort)[0], way + ": " + within.text);
    }
    assertEquals("jmx 0", server.ask("jmx EntriesMinusPermits"));
    assertEquals("jmx 0", server.ask("jmx UnprotectedTotal"));
    assertEquals("jmx 0", server.ask("jmx Failures"), server.stderr());
    covered(server, "canary refused");
    String said = server.said();
    assertTrue(said.contains("bartizan: active: "), said);
    assertFalse(said.contains("BZ40"), said);
    assertFalse(said.contains(" ERROR io.bartizan."), said);
  }

  /** Waits until the coverage that JMX shows says something; all of it. */
  static String covered(Server server, String text) throws Exception {
    long until = System.nanoTime() + 20_000_000_000L;
    while (true) {
      String coverage = server.ask("jmx Coverage");
      if (coverage.contains(text)) {
        return coverage;
      }
      if (System.nanoTime() > until) {
        throw new AssertionError(coverage + " never says " + text + "\n" + server.stderr());
      }
      Thread.sleep(20);
    }
  }
}
