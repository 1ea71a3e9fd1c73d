package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that nobody here wrote, from their makers' artifacts, started as their users do. */
@Execution(ExecutionMode.CONCURRENT)
class RealApplicationsIT {

  /** An application's first requests of a kind load whatever they need. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final Tokens tokens = new Tokens();

  RealApplicationsIT() throws Exception {}

  /** A path as attackers spell it, who hope that a rule is held against another one. */
  private static List<String> spellings(String path) {
    String tail = path.substring(1);
    String first = tail.substring(0, tail.indexOf('/'));
    String rest = tail.substring(first.length());
    return List.of(
        path,
        path + "/",
        path + "?a=/public/a",
        path + ";a=b",
        path + "%00",
        path + "%20",
        path + "#a",
        "/" + path,
        "/." + path,
        "/%2e" + path,
        "/./" + tail,
        "//" + tail,
        "/public/.." + path,
        "/public/..;" + path,
        "/public/%2e%2e" + path,
        "/public/..%2f" + tail,
        "/public%2f.." + path,
        "/public\\.." + path,
        "/;a=b" + path,
        "/" + first + ";a=b" + rest,
        "/" + first + "/" + rest,
        "/" + first + "%2f" + rest.substring(1),
        "/" + first + "%252f" + rest.substring(1),
        "/" + first + "/." + rest,
        "/" + first + "/x/.." + rest,
        "/%" + Integer.toHexString(first.charAt(0)) + first.substring(1) + rest,
        "/%25" + Integer.toHexString(first.charAt(0)) + first.substring(1) + rest,
        "http://127.0.0.1" + path,
        "http://elsewhere.test" + path);
  }

  /**
   * Its Jetty and its servlet API went into its own jar, below {@code wiremock}. Under an
   * allow-list and under a deny-list.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{allow: {path: /public/**}, who: anyone}, {allow: {path: /__admin/**}, who: [admin]}]",
        "[{allow: {path: /**}, who: anyone}, {deny: {path: /__admin/**}, except: [admin]}]"
      })
  void wiremock_isDecidedWhereItsJettyTakesARequest(String rules) throws Exception {
    String policy = Policies.P0.substring(0, Policies.P0.indexOf("rules:")) + "rules: " + rules;
    Application.Plan plan = new Application.Plan("wiremock", policy, tokens.jwks());
    plan.java(
        "-jar",
        Application.shipped("wiremock-standalone.jar").toString(),
        "--bind-address",
        "127.0.0.1",
        "--port",
        Integer.toString(plan.port));
    try (Application wiremock = Application.start(plan)) {
      int port = wiremock.port();
      String admin = "Authorization: Bearer " + tokens.of("admin");
      String stub =
          "{\"request\": {\"urlPath\": \"/public/a\"}, \"response\": {\"body\": \"here\"}}";
      for (String spelling : spellings("/__admin/mappings")) {
        for (String method : List.of("GET", "POST")) {
          Raw.Reply refused = send(port, method, spelling, "", method.equals("POST") ? stub : "");
          assertTrue(refused.status() >= 400 || refused.responses() == 0, method + " " + spelling);
          assertFalse(refused.text.contains("\"mappings\""), refused.text);
        }
      }
      Raw.Reply none = warm(port, "/__admin/mappings", admin);
      assertEquals(403, send(port, "GET", "/__admin/mappings", user(), "").status());
      assertEquals(200, none.status(), none.text);
      assertTrue(none.text.replaceAll("\\s", "").contains("\"total\":0"), none.text);
      assertEquals(201, send(port, "POST", "/__admin/mappings", admin, stub).status());
      Raw.Reply served = send(port, "GET", "/public/a", "", "");
      assertEquals(200, served.status(), served.text);
      assertTrue(served.text.contains("here"), served.text);

      covered(wiremock, "jetty (renamed, below wiremock)");
    }
  }

  /** Asks until the decision is within its second: on a busy machine the first ones are not. */
  private static Raw.Reply warm(int port, String path, String header) throws IOException {
    Raw.Reply reply = send(port, "GET", path, header, "");
    for (int i = 0; i < 20 && reply.status() == 503; i++) {
      reply = send(port, "GET", path, header, "");
    }
    return reply;
  }

  private String user() throws Exception {
    return "Authorization: Bearer " + tokens.of("user");
  }

  private static Raw.Reply send(int port, String method, String target, String header, String body)
      throws IOException {
    String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
    String more = header.isEmpty() ? "" : header + "\r\n";
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return Raw.send(port, head + more + length + "\r\n" + body, PATIENCE_MILLIS);
  }

  /** A server was woven, its canary was refused, nothing came around, and no error was told. */
  private static void covered(Application application, String server) throws Exception {
    application.awaitLog("bartizan: active: " + server);
    long until = System.nanoTime() + 20_000_000_000L;
    String coverage = application.jmx("Coverage");
    while (!coverage.contains("canary refused") && System.nanoTime() < until) {
      Thread.sleep(100);
      coverage = application.jmx("Coverage");
    }
    assertTrue(coverage.contains("canary refused"), coverage + application.log());
    assertEquals("0", application.jmx("EntriesMinusPermits"));
    assertEquals("0", application.jmx("UnprotectedTotal"));
    assertEquals("0", application.jmx("Failures"));
    String log = application.log();
    assertFalse(log.contains("BZ40"), log);
    assertFalse(log.contains("ERROR"), log);
    assertFalse(log.contains("Exception"), log);
  }
}
