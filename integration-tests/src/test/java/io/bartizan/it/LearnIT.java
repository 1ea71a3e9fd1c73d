package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** A policy that the built jar learns from traffic: it permits that, and nothing else. */
class LearnIT {

  /** The page's own commands, in its order, over the month of a service. */
  @Test
  void aMonthOfAService_becomesAPolicy_asThePageShows() throws Exception {
    Path folder = Cli.folder();
    Path policy = folder.resolve("bartizan.yaml");
    Files.writeString(
        policy, Files.readString(Places.root().resolve("examples/learn/bartizan.yaml")));
    assertTrue(policy.toFile().setWritable(false, false) && policy.toFile().setWritable(true));
    Depot depot = new Depot(policy);
    depot.month(folder.resolve("audit.ndjson"));
    depot.foreign(folder.resolve("foreign.ndjson"));
    String page = Files.readString(Places.root().resolve("docs/how-to/learn-a-policy.md"));
    Matcher blocks = CommandLineIT.SHOWN.matcher(page);
    int shown = 0;
    while (blocks.find()) {
      shown++;
      Cli said = Cli.run(folder, CommandLineIT.words(blocks.group(1)).toArray(new String[0]));
      assertEquals(blocks.group(2), said.out().stripTrailing(), blocks.group(1) + said.err());
    }
    assertEquals(5, shown);
    String learned = Files.readString(folder.resolve("learned.yaml"));
    for (String rule : page.split("```yaml\n")[1].split("```")[0].split("\n\n")) {
      assertTrue(learned.contains(rule.stripTrailing()), rule);
    }
    // All that was learned is permitted: what the old policy, without a rule, decides otherwise.
    depot.ordinary(folder.resolve("ordinary.ndjson"), 5_000);
    String[] replay = {"diff", "bartizan.yaml", "learned.yaml", "--replay", "ordinary.ndjson"};
    Cli diff = Cli.run(folder, replay);
    assertTrue(
        diff.out().contains("\n5000 requests, 5000 would be decided otherwise\n"), diff.err());
    assertTrue(!diff.out().contains("  + refused"), diff.out());
    for (Path file : List.of(folder.resolve("audit.ndjson"), folder.resolve("ordinary.ndjson"))) {
      Files.delete(file);
    }
  }

  private record Call(String method, String path, String who) {}

  @Test
  void aServerThatObserved_isRestartedWithWhatWasLearned() throws Exception {
    Tokens tokens = new Tokens();
    List<Call> calls = new ArrayList<>();
    for (int id = 1; id <= 6; id++) {
      calls.add(new Call("GET", "/rs/public/items/" + id, "user"));
      calls.add(new Call("GET", "/rs/admin/items/" + id, "admin"));
    }
    Server.Plan plan = new Server.Plan("jersey2-tomcat9");
    plan.policy = Policies.LEARNING;
    plan.jwks = tokens.jwks();
    Path folder;
    try (Server server = Server.start(plan)) {
      for (Call call : calls) {
        Raw.Reply reply = ask(server, call, tokens);
        assertEquals(200, reply.status(), reply.text);
        server.await(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort);
      }
      assertEquals(200, ask(server, new Call("GET", "/rs/public/*", "user"), tokens).status());
      folder = server.folder;
    }
    Cli learn =
        Cli.run(
            folder, "learn", "bartizan-audit.ndjson", "-p", "bartizan.yaml", "-o", "learned.yaml");
    assertEquals(0, learn.exit(), learn.err());
    assertEquals(0, Cli.run(folder, "check", "learned.yaml").exit());
    Cli tests = Cli.run(folder, "test", "learned.yaml");
    assertEquals(0, tests.exit(), tests.out());
    plan.policy = Files.readString(folder.resolve("learned.yaml"));
    try (Server server = Server.start(plan)) {
      for (Call call : calls) {
        Raw.Reply reply = ask(server, call, tokens);
        assertEquals(200, reply.status(), reply.text + plan.policy);
      }
      for (Call foreign :
          List.of(
              new Call("GET", "/rs/admin/items/1", "user"),
              new Call("GET", "/rs/public/items/1", "admin"),
              new Call("DELETE", "/rs/public/items/1", "user"),
              new Call("GET", "/rs/public/items/other", "user"),
              new Call("GET", "/rs/public/other", "user"),
              new Call("GET", "/public/a", "user"))) {
        refused(server, ask(server, foreign, tokens), 403);
      }
      refused(server, Raw.get(server.port(), "/rs/public/items/1"), 401);
      Raw.Reply elsewhere =
          Raw.send(
              server.port(),
              "GET /rs/public/items/1 HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n"
                  + "Authorization: Bearer "
                  + tokens.of("user")
                  + "\r\n\r\n",
              5000);
      refused(server, elsewhere, 403);
    }
  }

  private static Raw.Reply ask(Server server, Call call, Tokens tokens) throws Exception {
    return Raw.send(
        server.port(),
        call.method()
            + " "
            + call.path()
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + tokens.of(call.who())
            + "\r\n\r\n",
        5000);
  }

  private static void refused(Server server, Raw.Reply reply, int status) throws Exception {
    assertEquals(status, reply.status(), reply.text);
    assertEquals(0, server.counts(reply.clientPort)[4], reply.text);
  }
}
