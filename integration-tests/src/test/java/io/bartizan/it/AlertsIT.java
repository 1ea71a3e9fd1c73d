package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Alerts of the built jar on a real server: each kind provoked, to receivers that are good, down,
 * slow, or lie.
 */
@Execution(ExecutionMode.CONCURRENT)
class AlertsIT {

  private static final String ALL =
      "on: [refusalBurst, credentialStuffing, newAdministrator, tokenShared, policyReloadFailed,"
          + " tampering, auditDegraded, unprotectedEntry, keyServerDown]";

  private static final String POLICY =
      """
      version: 1
      application: orders
      identity:
        issuers:
          - {issuer: https://issuer.test, audience: api, algorithms: [RS256], jwks: jwks.json, rolesClaim: roles}
          - {issuer: https://other.test, audience: api, algorithms: [RS256], jwks: '%s'}
        trustedProxies: [127.0.0.1/32]
      rules:
        - {name: public, allow: {method: [GET], path: /public/**}, who: anyone}
        - {name: admin, allow: {method: [GET], path: /admin/**}, who: admin}
      audit:
        detect: {refusalBurst: 10/1m, credentialStuffing: 8/1m}
        alerts:
      """;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static KeyServer.Answer raw(String text) {
    return (in, out) -> out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Answers of receivers that lie, one after the other. */
  private static KeyServer.Answer lies() {
    int[] turn = {0};
    KeyServer.Answer[] all = {
      KeyServer.flooding("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
      KeyServer.answer("302 Found", "", "Location: http://127.0.0.1:1/elsewhere"),
      raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
      raw("not HTTP at all\r\n\r\n"),
      KeyServer.flooding("HTTP/1.1 200 "),
    };
    return (in, out) -> all[turn[0]++ % all.length].to(in, out);
  }

  private static void from(Server server, String client, String token) throws Exception {
    Raw.get(
        server.port(), "/admin/a", "X-Forwarded-For: " + client, "Authorization: Bearer " + token);
  }

  /** Replaces the policy as an editor would, without waiting for anything. */
  private static void put(Server server, String policy) throws Exception {
    Path part = Files.writeString(server.folder.resolve("bartizan.yaml.part"), policy);
    Files.move(part, server.folder.resolve("bartizan.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void eachKind_arrives_whateverOtherReceiversDo_andNothingIsLost() throws Exception {
    Tokens tokens = new Tokens();
    int down = Application.freePort();
    try (HookReceiver good = new HookReceiver();
        KeyServer bad = new KeyServer()) {
      bad.place("hook", KeyServer.silent());
      bad.place("lies", lies());
      bad.place("keys", KeyServer.answer("500 Oh", ""));
      String sinks =
          String.format(
              "    - {%s, %s}\n    - {%s, %s}\n    - {webhook: '%s', hmac: hook}\n"
                  + "    - {webhook: '%s', hmac: hook}\n    - {command: [sleep, '60']}\n",
              good.entry(), ALL, HookReceiver.entry(down), ALL, bad.url("hook"), bad.url("lies"));
      Server.Plan plan = new Server.Plan("tomcat9");
      plan.jwks = tokens.jwks();
      plan.faults = true;
      plan.policy = POLICY.formatted(bad.url("keys")) + sinks;
      Path folder = Server.lay(plan);
      HookReceiver.secret(folder);
      try (Server server = Server.start(plan, folder)) {
        good.await("keyServerDown");
        server.warm(tokens);
        JsonNode admin = good.await("newAdministrator").alert();
        assertEquals("principal root", admin.path("subject").asText());
        String shared = tokens.token("alice", 600, List.of("user"), Map.of());
        from(server, "10.4.0.21", shared);
        from(server, "203.0.113.77", shared);
        assertEquals(
            "one token of alice was used from 10.4.0.21 and from 203.0.113.77",
            good.await("tokenShared").alert().path("title").asText());
        for (int i = 0; i < 10; i++) {
          from(server, "203.0.113.8", shared);
        }
        JsonNode burst =
            good.await(
                    "burst of the client",
                    one -> one.alert().path("subject").asText().equals("client 203.0.113.8"))
                .alert();
        assertEquals("refusalBurst", burst.path("kind").asText());
        assertEquals("orders", burst.path("service").asText());
        for (int i = 0; i < 8; i++) {
          from(server, "203.0.113.9", "garbage.garbage." + i);
        }
        assertEquals(8, good.await("credentialStuffing").alert().path("count").asInt());
        assertEquals(503, Raw.get(server.port(), "/public/a", "X-Test-Permit: drop").status());
        good.await("unprotectedEntry");
        put(server, "version: 2\n");
        JsonNode reload = good.await("policyReloadFailed").alert();
        assertTrue(reload.path("title").asText().startsWith("policy refused: "), reload.toString());

        // Whatever became of the other receivers, requests were decided as ever.
        assertEquals(200, Raw.get(server.port(), "/public/a").status());
        try (HookReceiver late = new HookReceiver(down)) {
          Set<String> expected =
              good.heard.stream().map(AlertsIT::id).collect(Collectors.toCollection(HashSet::new));
          for (String id : expected) {
            late.await("alert " + id, one -> id(one).equals(id));
          }
          assertEquals(
              0, late.heard.stream().mapToLong(one -> one.alert().path("lost").asLong()).sum());
          long different = late.heard.stream().map(HookReceiver.Heard::id).distinct().count();
          assertEquals(late.heard.size(), different, "none came twice");
        }
        awaitFindings(server, good);
      }
    }
  }

  private static String id(HookReceiver.Heard one) {
    return one.alert().path("id").asText();
  }

  /** Each alert stands in the trail under its own id. */
  private static void awaitFindings(Server server, HookReceiver good) throws Exception {
    for (HookReceiver.Heard one : List.copyOf(good.heard)) {
      JsonNode finding =
          server.await(
              e ->
                  e.path("class_uid").asInt() == 2004
                      && e.path("metadata").path("uid").asText().equals(id(one)));
      String title = finding.path("finding_info").path("title").asText();
      assertEquals(one.alert().path("title").asText(), title);
    }
  }

  /** From the last refusal that makes it a burst to the receiver. */
  @Test
  void alert_arrivesWithinASecond_andTamperingShowsAtTheNextStart() throws Exception {
    Tokens tokens = new Tokens();
    try (HookReceiver good = new HookReceiver();
        KeyServer keys = new KeyServer()) {
      keys.place("keys", KeyServer.keys(tokens.publicKey()));
      Server.Plan plan = new Server.Plan("tomcat9");
      plan.jwks = tokens.jwks();
      plan.policy =
          POLICY.formatted(keys.url("keys"))
              + "    - {"
              + good.entry()
              + "}\n  file: bartizan-audit.ndjson\n"
              + "  seal: {key: seal.jwk, checkpoint: 100ms}\n";
      Path folder = Server.lay(plan);
      HookReceiver.secret(folder);
      Sealed.key(folder, "seal.jwk");
      try (Server server = Server.start(plan, folder)) {
        server.warm(tokens);
        long last = 0;
        for (int i = 0; i < 10; i++) {
          last = System.nanoTime();
          from(server, "203.0.113.7", tokens.of("user"));
        }
        long took = good.await("refusalBurst").nanos() - last;
        System.out.println("alert after " + took / 1_000_000 + " ms");
        server.await(e -> e.path("class_uid").asInt() == 2004);
        checkpointsFollowThePolicy(server, plan.policy);
        awaitCheckpoint(server.auditFile());
      }
      Path file = folder.resolve("bartizan-audit.ndjson");
      List<String> lines = Files.readAllLines(file);
      Files.write(file, lines.subList(0, lines.size() - 3));
      assertEquals(0, good.heard.stream().filter(one -> kind(one).equals("tampering")).count());
      try (Server server = Server.start(plan, folder)) {
        String title = good.await("tampering").alert().path("title").asText();
        assertTrue(title.startsWith("possible tampering: the last segment had "), title);
      }
    }
  }

  /** To a receiver that the policy names while the trail is written. */
  private static void checkpointsFollowThePolicy(Server server, String policy) throws Exception {
    try (HookReceiver witness = new HookReceiver()) {
      put(
          server,
          policy.replace(
              "checkpoint: 100ms", "checkpoint: 100ms, export: {" + witness.entry() + "}"));
      String first = server.await(AlertsIT::loaded).path("status_detail").asText();
      Raw.get(server.port(), "/public/a");
      witness.await("checkpoint", o -> o.alert().path("type").asText().equals("audit.checkpoint"));
      put(server, policy);
      server.await(e -> loaded(e) && !e.path("status_detail").asText().equals(first));
    }
  }

  private static boolean loaded(JsonNode event) {
    return event.path("activity_name").asText().equals("Update")
        && event.path("status_detail").asText().startsWith("policy loaded: ");
  }

  private static String kind(HookReceiver.Heard one) {
    return one.alert().path("kind").asText();
  }

  /** The last line is a checkpoint, so that what is cut off has been spoken of. */
  private static void awaitCheckpoint(Path file) throws Exception {
    long until = System.nanoTime() + 20 * SECOND_NANOS;
    while (true) {
      List<String> lines = Files.readAllLines(file);
      if (lines.get(lines.size() - 1).contains("\"checkpoint\":\"")) {
        return;
      }
      assertTrue(System.nanoTime() < until, lines.get(lines.size() - 1));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void trailThatCantBeWritten_rings() throws Exception {
    try (HookReceiver good = new HookReceiver();
        KeyServer keys = new KeyServer()) {
      keys.place("keys", KeyServer.keys(new Tokens().publicKey()));
      Server.Plan plan = new Server.Plan("tomcat9");
      plan.trail = "audit/bartizan-audit.ndjson";
      plan.policy =
          POLICY.formatted(keys.url("keys"))
              + "    - {"
              + good.entry()
              + "}\n  file: "
              + plan.trail
              + "\n";
      Path folder = Server.lay(plan);
      HookReceiver.secret(folder);
      try (FullDisk disk = FullDisk.mount(folder.resolve("audit"));
          Server server = Server.start(plan, folder)) {
        disk.fill();
        for (int i = 0; i < 200 && good.heard.isEmpty(); i++) {
          Raw.get(server.port(), "/public/a");
        }
        JsonNode alert = good.await("auditDegraded").alert();
        assertTrue(
            alert.path("title").asText().startsWith("the audit trail can't be written"),
            alert.toString());
        disk.free();
      }
    }
  }

  /** What the page shows is what works: its receiver, started as it says. */
  @Test
  void receiverOfThePage_believesTheTrialAndNothingElse() throws Exception {
    Path folder = Cli.folder();
    String page = Files.readString(Places.root().resolve("docs/how-to/get-alerts.md"));
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(block.find());
    Files.writeString(folder.resolve("Receiver.java"), block.group(1));
    HookReceiver.secret(folder);
    int port = Application.freePort();
    Path policy = folder.resolve("bartizan.yaml");
    Files.writeString(
        policy,
        "version: 1\napplication: orders\nrules: []\naudit:\n  alerts:\n    - {"
            + HookReceiver.entry(port)
            + "}\n");
    assertTrue(policy.toFile().setWritable(false, false) && policy.toFile().setWritable(true));
    Cli before = Cli.run(folder, "alert", "--test", "bartizan.yaml");
    assertEquals(6, before.exit(), before.toString());
    assertTrue(before.out().contains(": not taken: "), before.out());
    Path said = folder.resolve("said.txt");
    Process receiver =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "Receiver.java",
                "hook",
                Integer.toString(port))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      long until = System.nanoTime() + 30 * SECOND_NANOS;
      Cli trial = before;
      while (trial.exit() != 0) {
        assertTrue(System.nanoTime() < until, trial + Files.readString(said));
        trial = Cli.run(folder, "alert", "--test", "bartizan.yaml");
      }
      assertTrue(trial.out().endsWith(": taken\n"), trial.out());
      JsonNode alert =
          new ObjectMapper().readTree(Files.readString(said).lines().findFirst().get());
      assertTrue(alert.path("trial").asBoolean(), alert.toString());
      Files.writeString(folder.resolve("hook"), "another secret of thirty-two characters");
      Cli forged = Cli.run(folder, "alert", "--test", "bartizan.yaml");
      assertEquals(6, forged.exit());
      assertTrue(forged.out().endsWith(": not taken: refused with status 401\n"), forged.out());
      assertFalse(Files.readString(said).contains("refused"), Files.readString(said));
    } finally {
      receiver.destroyForcibly();
    }
    Cli shown = Cli.run(folder, "alert", "bartizan.yaml");
    assertEquals(0, shown.exit(), shown.err());
    assertTrue(shown.out().contains("webhook http://127.0.0.1:" + port), shown.out());
  }
}
