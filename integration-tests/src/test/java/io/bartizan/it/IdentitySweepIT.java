package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever is thrown wherever on the way of an API key, an opaque token or a status list, no
 * handler is entered; and whatever is thrown where revocations come in, none is acknowledged that
 * is not in force, and none is lost that comes again. What a signed token has in common with these
 * is swept by {@link SweepIT}.
 */
@Execution(ExecutionMode.SAME_THREAD)
class IdentitySweepIT {

  private static final List<String> KINDS =
      List.of("exception", "linkage", "stack", "memory", "death");

  private static final int RECORDINGS = 3;

  /** Of what may take longer than its second on a busy machine. */
  private static final int TRIES = 50;

  private static final String REVOKED =
      "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

  private static final String POLICY =
      """
      version: 1
      application: corpus
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: api
            algorithms: [RS256]
            jwks: jwks.json
            rolesClaim: roles
            statusList: {uri: "%1$slists/*", refresh: 1h, maxBytes: 1024, maxLists: 256}
          - issuer: https://opaque.test
            audience: api
            jwks: jwks.json
            rolesClaim: roles
            introspection: {url: "%1$sintrospect", clientId: agent, clientSecret: secret.txt}
        apiKeys: {file: api-keys.json}
        revocation:
          listen: 127.0.0.1:%2$d
          logout:
            - {issuer: https://issuer.test, audience: receiver, path: /logout}
          events:
            - {issuer: https://issuer.test, audience: receiver, push: /events}
            - {issuer: https://issuer.test, audience: receiver, poll: "http://127.0.0.1:%3$d/poll"}
      rules:
        - {allow: {path: /admin/**}, who: admin}
      """;

  private static Tokens tokens;
  private static KeyServer issuer;
  private static Transmitter transmitter;
  private static Server server;
  private static int port;
  private static String apiKey;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Those that every request runs through, whatever proves its sender. */
  private static Set<String> common;

  private final List<String> wrong = new ArrayList<>();
  private int turn;
  private int fired;
  private int entries;

  @BeforeAll
  static void start() throws Exception {
    tokens = new Tokens();
    issuer = new KeyServer();
    issuer.place("introspect", active());
    transmitter = new Transmitter();
    port = Keycloak.freePort();
    Server.Plan plan = new Server.Plan("tomcat10");
    plan.faults = true;
    plan.jwks = tokens.jwks();
    plan.policy = POLICY.formatted(issuer.url(""), port, transmitter.port());
    Path folder = Server.lay(plan);
    Path secret = Files.writeString(folder.resolve("secret.txt"), "between-us");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String file = folder.resolve("api-keys.json").toString();
    Cli made = Cli.run(folder, "keys", "api", file, "--principal", "batch", "--role", "admin");
    assertEquals(0, made.exit(), made.err());
    apiKey = made.out().substring(9, 69);
    server = Server.start(plan, folder);
    server.warm(tokens);
    common = methods(IdentitySweepIT::signed, "record permit", 200);
  }

  @AfterAll
  static void end() throws Exception {
    if (server != null) {
      server.close();
    }
    transmitter.close();
    issuer.close();
  }

  private static KeyServer.Answer active() {
    return (in, out) ->
        KeyServer.answer(
                "200 OK",
                "{\"active\":true,\"aud\":\"api\",\"sub\":\"root\",\"roles\":[\"admin\"],\"exp\":"
                    + (Instant.now().getEpochSecond() + 600)
                    + "}")
            .to(in, out);
  }

  /** Makes what a request proves its sender by: a header. */
  private interface Credential {
    String header() throws Exception;
  }

  private static String signed() throws Exception {
    return "Authorization: Bearer " + tokens.of("admin");
  }

  private static String opaque() {
    return "Authorization: Bearer opaque-" + NUMBER.incrementAndGet();
  }

  /** A list that has not been fetched yet, in which the first token is good and the second not. */
  private static String list() throws Exception {
    String name = "lists/" + NUMBER.incrementAndGet();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(zipped)) {
      deflating.write(2);
    }
    String lst = Base64URL.encode(zipped.toByteArray()).toString();
    String token =
        tokens.statement(
            "statuslist+jwt",
            Map.of(
                "sub",
                issuer.url(name),
                "aud",
                "api",
                "status_list",
                Map.of("bits", 1, "lst", lst)));
    issuer.place(
        name, KeyServer.answer("200 OK", token, "Content-Type: application/statuslist+jwt"));
    return issuer.url(name);
  }

  private static String listed(String uri, int index) throws Exception {
    Map<String, Object> status = Map.of("status_list", Map.of("idx", index, "uri", uri));
    return "Authorization: Bearer "
        + tokens.token("root", 600, List.of("admin"), Map.of("status", status));
  }

  private static int get(String header) throws Exception {
    return Raw.patient(server.port(), "/admin/a", header).status();
  }

  /** What each of some runs through that went as they should. */
  private static Set<String> recorded(String how, Asking request) throws Exception {
    Set<String> all = null;
    int good = 0;
    for (int i = 0; i < TRIES && good < RECORDINGS; i++) {
      server.ask("fault " + how);
      boolean asItShould = request.ask();
      String line = server.ask("fault list").substring("fault ".length());
      Set<String> methods = new TreeSet<>(Arrays.asList(line.split(" ")));
      methods.remove("");
      if (asItShould) {
        good++;
        all = all == null ? methods : all;
        all.retainAll(methods);
      }
    }
    assertEquals(RECORDINGS, good, server.stderr());
    return all;
  }

  /** What is done while methods are noted; whether it went as it should. */
  private interface Asking {
    boolean ask() throws Exception;
  }

  private static Set<String> methods(Credential credential, String how, int status)
      throws Exception {
    return recorded(how, () -> get(credential.header()) == status);
  }

  /** The status of a request once it is decided: on a busy machine that may take its second. */
  private static int decided(Credential credential) throws Exception {
    int status = 503;
    for (int i = 0; i < TRIES && (status == 503 || status == 0); i++) {
      status = get(credential.header());
    }
    return status;
  }

  private String kind() {
    turn++;
    return KINDS.get(turn % KINDS.size());
  }

  /**
   * Of a request with a fault: whether it was met, in which case it must not have been answered.
   */
  private void judge(String what, int status, boolean mayEnter) throws Exception {
    boolean met = server.ask("fault off").endsWith("fired");
    fired += met ? 1 : 0;
    int now = server.entries();
    if (met && !mayEnter && (status == 200 || now != entries)) {
      wrong.add(what + ": status " + status + ", " + (now - entries) + " entries");
    }
    entries = now;
  }

  private void sweep(String name, Credential good, Credential bad) throws Exception {
    Set<String> toPermit = methods(good, "record permit", 200);
    toPermit.removeAll(common);
    Set<String> toRefusal = methods(bad, "record", 401);
    toRefusal.removeAll(common);
    assertTrue(toPermit.size() > 5, name + ": " + toPermit);
    assertTrue(toRefusal.size() > 5, name + ": " + toRefusal);
    entries = server.entries();
    for (String method : toPermit) {
      for (String kind : KINDS) {
        String header = good.header();
        server.ask("fault " + method + " " + kind);
        judge(name + ", " + method + " " + kind, get(header), false);
      }
    }
    for (String method : toRefusal) {
      String kind = kind();
      String header = bad.header();
      server.ask("fault " + method + " " + kind);
      judge(name + " refusing, " + method + " " + kind, get(header), false);
    }
    System.out.printf(
        "identity sweep, %s: %d methods to a permit, %d to a refusal, %d faults met%n",
        name, toPermit.size(), toRefusal.size(), fired);
    assertEquals(List.of(), wrong, "entered although a step of the decision threw");
    assertTrue(fired > toPermit.size(), name + ": " + fired + " faults were met");
    assertEquals(200, decided(good), "it heals");
  }

  @Test
  void apiKey_anyMethodThrows_noHandlerIsEntered() throws Exception {
    sweep("API key", () -> "X-API-Key: " + apiKey, () -> "X-API-Key: " + apiKey.substring(1) + "A");
  }

  @Test
  void opaqueToken_anyMethodThrows_noHandlerIsEntered() throws Exception {
    KeyServer.Answer inactive = KeyServer.answer("200 OK", "{\"active\":false}");
    sweep(
        "opaque token",
        () -> {
          issuer.place("introspect", active());
          return opaque();
        },
        () -> {
          issuer.place("introspect", inactive);
          return opaque();
        });
    issuer.place("introspect", inactive);
    sweepThread("bartizan-introspection", IdentitySweepIT::opaque);
    issuer.place("introspect", active());
    assertEquals(200, decided(IdentitySweepIT::opaque), "it heals");
  }

  @Test
  void statusList_anyMethodThrows_noHandlerIsEntered() throws Exception {
    String uri = list();
    KeyServerScene.await("the list is there", () -> quietly(uri) == 200);
    sweep("status list", () -> listed(uri, 0), () -> listed(uri, 1));
    sweepThread("bartizan-status-fetch", () -> listed(list(), 1));
  }

  private static int quietly(String uri) {
    try {
      return get(listed(uri, 0));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request that is to be refused, whatever befalls the thread that looks why. */
  private void sweepThread(String thread, Credential bad) throws Exception {
    server.ask("fault threads " + thread);
    try {
      Set<String> methods = methods(bad, "record", 401);
      assertTrue(methods.size() > 20, thread + ": " + methods);
      fired = 0;
      entries = server.entries();
      for (String method : methods) {
        String kind = kind();
        String header = bad.header();
        server.ask("fault " + method + " " + kind);
        judge(thread + ", " + method + " " + kind, get(header), false);
      }
      System.out.printf(
          "identity sweep, %s: %d methods, %d faults met%n", thread, methods.size(), fired);
      assertEquals(List.of(), wrong, "entered although a step of the decision threw");
      assertTrue(fired > methods.size() / 2, thread + ": " + fired + " faults were met");
    } finally {
      server.ask("fault off");
      server.ask("fault threads");
    }
  }

  private static int post(String path, String type, String body) throws Exception {
    return Raw.send(
            port,
            "POST "
                + path
                + " HTTP/1.1\r\nHost: receiver\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body,
            3000)
        .status();
  }

  private static String event(String subject) throws Exception {
    return tokens.statement(
        "secevent+jwt",
        Map.of(
            "sub_id",
            Map.of("format", "iss_sub", "iss", Tokens.ISSUER, "sub", subject),
            "events",
            Map.of(REVOKED, Map.of("event_timestamp", Instant.now().getEpochSecond()))));
  }

  private static String logout(String session) throws Exception {
    return "logout_token="
        + tokens.statement(
            "logout+jwt",
            Map.of(
                "sid",
                session,
                "exp",
                Instant.now().getEpochSecond() + 60,
                "events",
                Map.of(LOGOUT, Map.of())));
  }

  private static String victim(String name) throws Exception {
    return "Authorization: Bearer "
        + tokens.token(name, 600, List.of("admin"), Map.of("sid", name));
  }

  /** Sends word of a revocation to the agent; the status of the answer, 0 if there is none. */
  private interface Sending {
    int send(String word) throws Exception;
  }

  private void sweepReceiver(String name, Credential word, Sending sending, int taken)
      throws Exception {
    server.ask("fault threads bartizan-receiver");
    try {
      Set<String> methods = recorded("record", () -> sending.send(word.header()) == taken);
      assertTrue(methods.size() > 20, name + ": " + methods);
      for (String method : methods) {
        String kind = kind();
        String token = victim("victim-" + (NUMBER.get() + 1));
        String sent = word.header();
        assertEquals(200, decided(() -> token), "not revoked yet");
        server.ask("fault " + method + " " + kind);
        int status = sending.send(sent);
        boolean met = server.ask("fault off").endsWith("fired");
        fired += met ? 1 : 0;
        String what = name + ", " + method + " " + kind + ": status " + status;
        if (status == taken && decided(() -> token) != 401) {
          wrong.add(what + " acknowledged, and not in force");
        }
        if (status != taken) {
          int again = sending.send(sent);
          if (decided(() -> token) != 401) {
            wrong.add(what + ", then " + again + ": lost");
          }
        }
      }
      System.out.printf(
          "identity sweep, %s: %d methods, %d faults met%n", name, methods.size(), fired);
      assertEquals(List.of(), wrong);
      assertTrue(fired > methods.size() / 2, name + ": " + fired + " faults were met");
    } finally {
      server.ask("fault off");
      server.ask("fault threads");
    }
  }

  @Test
  void events_anyMethodThrows_noneIsLostOrAcknowledgedInVain() throws Exception {
    sweepReceiver(
        "event",
        () -> event("victim-" + NUMBER.incrementAndGet()),
        event -> post("/events", "application/secevent+jwt", event),
        202);
  }

  @Test
  void logouts_anyMethodThrows_noneIsLostOrAcknowledgedInVain() throws Exception {
    sweepReceiver(
        "logout",
        () -> logout("victim-" + NUMBER.incrementAndGet()),
        form -> post("/logout", "application/x-www-form-urlencoded", form),
        200);
  }

  /**
   * Of the poller's own methods, and where it hands on what it has fetched: those that it shares
   * with the receiver are swept there, and after each failure it takes a rest.
   */
  @Test
  void polledEvents_anyMethodThrows_noneIsLostOrAcknowledgedInVain() throws Exception {
    server.ask("fault threads bartizan-event-poll");
    try {
      Set<String> methods =
          recorded(
              "record",
              () -> {
                String name = "victim-" + NUMBER.incrementAndGet();
                transmitter.offer(name, event(name));
                transmitter.awaitAcknowledged(name);
                return true;
              });
      methods.removeIf(
          method ->
              !method.startsWith("io.bartizan.engine.secevent.Poller.")
                  && !method.startsWith("io.bartizan.engine.identity.JsonPost.")
                  && !method.equals("io.bartizan.engine.secevent.Told.revoke"));
      assertTrue(methods.size() > 5, "methods: " + methods);
      for (String method : methods) {
        String kind = kind();
        String name = "victim-" + NUMBER.incrementAndGet();
        String token = victim(name);
        server.ask("fault " + method + " " + kind);
        transmitter.offer(name, event(name));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.ask("fault met").endsWith("idle") && System.nanoTime() < until) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        if (transmitter.acknowledged(name) && decided(() -> token) != 401) {
          wrong.add(method + " " + kind + ": acknowledged, and not in force");
        }
        fired += server.ask("fault off").endsWith("fired") ? 1 : 0;
        String refused = transmitter.refused().get(name);
        if (refused == null) {
          transmitter.awaitAcknowledged(name);
        }
        if (refused != null || decided(() -> token) != 401) {
          wrong.add(method + " " + kind + ": lost, refused with " + refused);
        }
      }
      System.out.printf(
          "identity sweep, poller: %d methods, %d faults met%n", methods.size(), fired);
      assertEquals(List.of(), wrong);
      assertEquals(methods.size(), fired, "faults were met");
    } finally {
      server.ask("fault off");
      server.ask("fault threads");
    }
  }
}
