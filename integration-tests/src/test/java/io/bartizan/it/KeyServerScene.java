package io.bartizan.it;

import static io.bartizan.it.KeyServer.answer;
import static io.bartizan.it.KeyServer.flooding;
import static io.bartizan.it.KeyServer.keys;
import static io.bartizan.it.KeyServer.silent;
import static io.bartizan.it.KeyServer.trickling;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/**
 * One protected server and the key servers of its issuers, one for each fault: whoever trusts many
 * issuers has all of them fail at once, so that one wait of half a minute is enough for all.
 */
final class KeyServerScene implements AutoCloseable {

  private static final AtomicInteger SCENES = new AtomicInteger();

  /** Issuers whose first answer is good, and what the second one is; the last good keys stay. */
  final Map<String, KeyServer.Answer> turningBad = new LinkedHashMap<>();

  final Map<String, KeyServer.Place> places = new LinkedHashMap<>();
  final Tokens tokens = new Tokens("r1");
  final Tokens rotated = new Tokens("r2");
  final KeyServer keyServer = new KeyServer();
  final KeyServer elsewhere = new KeyServer();
  final KeyServer.Place redirected;
  final Server server;

  KeyServerScene(Path java, SecureKeyServer secure, SecureKeyServer apart) throws Exception {
    String good = tokens.publicKey();
    redirected = elsewhere.place("keys", keys(rotated.publicKey()));
    turningBad.put("error", answer("500 Internal Server Error", "down for maintenance"));
    turningBad.put("html", answer("200 OK", "<html><body>please log in</body></html>"));
    turningBad.put("empty", keys());
    turningBad.put("twins", keys(good, new Tokens("r1").publicKey()));
    turningBad.put("symmetric", keys(good, "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}"));
    turningBad.put("private", keys(rotated.privateKey()));
    turningBad.put("redirect", answer("302 Found", "", "Location: " + elsewhere.url("keys")));
    turningBad.put("oversized", flooding("HTTP/1.1 200 OK\r\n\r\n{\"keys\":[]}"));
    turningBad.put("silent", silent());
    turningBad.put("trickling-head", trickling("HTTP/1.1 200 OK\r\nX: "));
    turningBad.put("trickling-body", trickling("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"));
    StringBuilder policy =
        new StringBuilder("version: 1\napplication: faults\nidentity:\n  issuers:\n");
    turningBad.forEach(
        (name, bad) -> {
          KeyServer.Place place = keyServer.place(name, keys(good));
          KeyServer.Answer first = place.answer;
          place.answer = (in, out) -> (place.asked.size() == 1 ? first : bad).to(in, out);
          places.put(name, place);
          issuer(policy, name, keyServer.url(name));
        });
    issuer(policy, "down", closedPort());
    places.put("hanging", keyServer.place("hanging", silent()));
    issuer(policy, "hanging", keyServer.url("hanging"));
    KeyServer.Place rotating = keyServer.place("rotating", null);
    rotating.answer =
        (in, out) -> {
          boolean first = rotating.asked.size() == 1;
          keys(first ? good : rotated.publicKey()).to(in, out);
        };
    places.put("rotating", rotating);
    issuer(policy, "rotating", keyServer.url("rotating"));
    String path = "/keys/" + SCENES.incrementAndGet();
    secure.serve(path, tokens.jwks());
    issuer(policy, "secure", secure.url("localhost", path));
    issuer(policy, "secure-other-name", secure.url("127.0.0.1", path));
    apart.serve(path, tokens.jwks());
    String elsewhereTrusted = apart.url("localhost", path) + "', trust: '" + apart.certificate();
    issuer(policy, "trusted-by-the-policy", elsewhereTrusted);
    issuer(policy, "trusted-by-nobody", apart.url("localhost", path));
    issuer(
        policy,
        "of-another-authority",
        secure.url("localhost", path) + "', trust: '" + apart.certificate());
    policy.append(
        """
        rules:
          - {allow: {path: /public/**}, who: anyone}
          - {allow: {path: /admin/**}, who: [admin]}
        """);
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.java = java;
    plan.policy = policy.toString();
    plan.flags.addAll(secure.trust());
    server = Server.start(plan);
    // Classes are loaded with the first requests, which beside five other JVMs that start may take
    // longer than a decision may; what is measured are the later ones.
    await("a first token is accepted", () -> status("html") == 200);
  }

  private static void issuer(StringBuilder policy, String name, String jwks) {
    policy
        .append("    - {issuer: 'https://")
        .append(name)
        .append(".test', audience: api, algorithms: RS256, rolesClaim: roles, jwks: '")
        .append(jwks)
        .append("'}\n");
  }

  private static String closedPort() {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + taken.getLocalPort() + "/keys";
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  String token(Tokens by, String issuer) throws Exception {
    return by.of("https://" + issuer + ".test", List.of("admin"));
  }

  private int status(String issuer) {
    try {
      return ask(tokens, issuer).status();
    } catch (Exception unanswered) {
      return 0;
    }
  }

  /** A request with a token that was never seen before. */
  Raw.Reply ask(Tokens by, String issuer) throws Exception {
    return present(token(by, issuer));
  }

  Raw.Reply present(String token) throws Exception {
    return Raw.get(server.port(), "/admin/a", "Authorization: Bearer " + token);
  }

  /** Waits until the key server is asked a second time, half a minute after the first. */
  void awaitSecondFetch(String issuer) throws InterruptedException {
    await(issuer + " asked twice", () -> places.get(issuer).asked.size() >= 2);
  }

  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        Assertions.fail("never: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    keyServer.close();
    elsewhere.close();
  }
}
