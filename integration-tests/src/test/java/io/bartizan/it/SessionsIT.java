package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The logins of applications that know nothing of us: the examples that Tomcat's archive brings,
 * with their form and the users of its file, and one on Spring Security.
 */
@Execution(ExecutionMode.CONCURRENT)
class SessionsIT {

  private static final String HOME = "127.0.0.1";

  /** Of another /24. */
  private static final String ELSEWHERE = "127.0.7.1";

  private static final String BROWSER = "Firefox/1";

  /** Its page tells who is logged in; whoever is not gets the form there. */
  private static final String AREA = "/examples/jsp/security/protected/";

  private static final String FORM_PAGE = "Login Page for Examples";
  private static final String SERVLET = "/examples/servlets/servlet/HelloWorldExample";
  private static final String JSP = "/examples/jsp/jsp2/el/basic-arithmetic.jsp";

  private static final String CATALINA =
      """
      version: 1
      application: shop
      identity:
        sessions: {adopt: container%s}
        revocation: {file: revoked.yaml}
      rules:
        - {allow: {path: "/examples/jsp/security/protected/**"}, who: anyone}
        - {allow: {path: "/examples/servlets/**"}, who: tomcat}
        - {allow: {path: "/examples/jsp/jsp2/**"}, who: role1}
      """;

  private static final String SPRING =
      """
      version: 1
      application: shop
      identity:
        sessions: {adopt: springSecurity%s}
        revocation: {file: revoked.yaml}
      rules:
        - {allow: {path: [/login, /error, /spoil]}, who: anyone}
        - {allow: {path: [/orders, /who]}, who: CLERK}
        - {allow: {path: /audits}, who: AUDITOR}
      """;

  /** The policy knows more roles than the application's logins have. */
  private static String propagating(String policy) {
    return policy
        .formatted("")
        .replace("  revocation:", "  propagate: principal\n  revocation:")
        .replace(
            "rules:",
            "roles:\n  auditor: principal.id == 'ada'\n  role1: principal.id == 'cid'\nrules:");
  }

  private static final String TOLD =
      """
      version: 1
      application: shop
      identity:
        issuers:
          - {issuer: https://issuer.test, audience: api, algorithms: [RS256], jwks: jwks.json}
        sessions: {adopt: container, issuer: https://issuer.test, idle: %s, max: %s}
        revocation:
          listen: 127.0.0.1:%d
          logout:
            - {issuer: https://issuer.test, audience: receiver, path: /logout}
          events:
            - {issuer: https://issuer.test, audience: receiver, push: /events}
      rules:
        - {allow: {path: "/examples/jsp/security/protected/**"}, who: anyone}
        - {allow: {path: ["/examples/servlets/**", "/examples/stream.jsp"]}, who: [tomcat, role1]}
      """;

  /** Ends when its reader is gone: a page that waits with its thread, as old applications do. */
  private static final String STREAM =
      """
      <%@ page session="false" contentType="text/plain" %><%
      response.setContentType(request.getParameter("type"));
      try {
        for (int i = 0; i < 2400; i++) {
          out.println("data: " + i);
          out.println();
          out.flush();
          Thread.sleep(25);
        }
      } finally {
        application.log("stream over");
      } %>
      """;

  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";

  private final Tokens tokens = new Tokens();

  /** Has a key of the same name, and not the same. */
  private final Tokens forger = new Tokens();

  SessionsIT() throws Exception {}

  private Server start(Distribution product, String policy) throws Exception {
    product.policy(policy.formatted(""), tokens.jwks());
    revoke(product.policyFolder, "");
    return product.start();
  }

  private static void revoke(Path folder, String entries) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), "revoked: [" + entries + "]\n");
    Files.move(fresh, folder.resolve("revoked.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Asks until the answer has that status, and tells how long it took, in milliseconds. */
  private static long until(int status, Visitor visitor, String path) throws IOException {
    long began = System.nanoTime();
    while (visitor.get(path).status() != status) {
      assertFalse(System.nanoTime() - began > TimeUnit.SECONDS.toNanos(20), "never " + status);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private static boolean noted(JsonNode event, String note) {
    return event.toString().contains(note);
  }

  private static Visitor visitor(Server server) {
    return new Visitor(server.port(), HOME, BROWSER);
  }

  private static Visitor loggedIn(Server server, String name) throws IOException {
    Visitor visitor = visitor(server);
    logIn(visitor, name);
    return visitor;
  }

  /** As a browser would: the page, the form in its place, and back to the page. */
  private static void logIn(Visitor visitor, String name) throws IOException {
    String asked = visitor.get(AREA + "index.jsp").text;
    assertTrue(asked.contains(FORM_PAGE), asked);
    String form = "j_username=" + name + "&j_password=open";
    Raw.Reply sent = visitor.post(AREA + "j_security_check", form);
    assertTrue(sent.status() == 302 || sent.status() == 303, sent.text);
    String page = visitor.get(AREA + "index.jsp").text;
    assertTrue(page.contains("<b>" + name + "</b>"), page);
  }

  private static Distribution catalina(String name) throws Exception {
    Distribution product = Products.lay(name);
    Distribution.edit(
        product.home.resolve("conf/tomcat-users.xml"),
        "</tomcat-users>",
        """
        <user username="ada" password="open" roles="tomcat"/>
        <user username="bob" password="open" roles="role1"/>
        <user username="cid" password="open" roles=""/>
        </tomcat-users>
        """);
    return product;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "tomcat10"})
  void loginOfTheContainer_isAdopted_bound_andEnded(String name) throws Exception {
    Distribution product = catalina(name);
    try (Server server = start(product, CATALINA)) {
      adopted(server);
      challengedElsewhere(server);
      server.reload(CATALINA.formatted(", elsewhere: end"));
      endedElsewhere(server);
      revoked(server, product.policyFolder);
      server.reload(propagating(CATALINA));
      propagated(server);
      server.reload(CATALINA.formatted(", max: 2s"));
      Visitor ada = loggedIn(server, "ada");
      until(401, ada, SERVLET);
      assertTrue(ada.get(AREA + "index.jsp").text.contains(FORM_PAGE));
      server.await(event -> noted(event, "session expired") && noted(event, "session ended"));
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("UnprotectedTotal"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
    }
    Distribution.delete(product.home.getParent());
  }

  private void adopted(Server server) throws Exception {
    Visitor ada = visitor(server);
    assertEquals(401, ada.get(SERVLET).status());
    logIn(ada, "ada");
    Raw.Reply permitted = ada.get(SERVLET);
    assertEquals(200, permitted.status(), permitted.text);
    assertEquals(403, ada.get(JSP).status());
    assertEquals(400, ada.get(SERVLET, "Authorization: Bearer " + tokens.of("admin")).status());
    server.await(
        event ->
            event.at("/actor/user/uid").asText().equals("ada")
                && event.at("/actor/user/domain").asText().equals("sessions"));
    Visitor bob = loggedIn(server, "bob");
    assertEquals(403, bob.get(SERVLET).status());
    assertEquals(200, bob.get(JSP).status());
  }

  /** Roles of web.xml, and of the application's own questions, are the policy's. */
  private static void propagated(Server server) throws Exception {
    String page = AREA + "index.jsp?role=";
    Visitor ada = loggedIn(server, "ada");
    String auditor = ada.get(page + "auditor").text.replaceAll("\\s+", " ");
    assertTrue(auditor.contains("granted role <b>auditor</b>"), auditor);
    assertTrue(auditor.contains("remote user <b>ada</b>"), auditor);
    assertTrue(auditor.contains("principal name is <b>ada</b>"), auditor);
    String other = ada.get(page + "role1").text;
    assertTrue(other.contains("<i>not</i> been granted role"), other);
    assertEquals(200, ada.get(SERVLET).status());
    Visitor cid = visitor(server);
    assertTrue(cid.get(AREA + "index.jsp").text.contains(FORM_PAGE));
    cid.post(AREA + "j_security_check", "j_username=cid&j_password=open");
    Raw.Reply role1 = cid.get(page + "role1");
    assertEquals(200, role1.status(), "web.xml's own constraint: " + role1.text);
    assertTrue(role1.text.contains("<b>cid</b>") && !role1.text.contains("<i>not</i>"), role1.text);
    Visitor sender = visitor(server);
    assertTrue(sender.post(AREA + "index.jsp", "role=auditor").text.contains(FORM_PAGE));
    sender.post(AREA + "j_security_check", "j_username=ada&j_password=open");
    String restored = sender.get(AREA + "index.jsp").text.replaceAll("\\s+", " ");
    assertTrue(restored.contains("granted role <b>auditor</b>"), "what was sent: " + restored);
    Raw.Reply stolen = ada.thief(ELSEWHERE, "curl/8").get(page + "auditor");
    assertTrue(stolen.text.contains(FORM_PAGE), stolen.text);
  }

  private static void challengedElsewhere(Server server) throws Exception {
    Visitor ada = loggedIn(server, "ada");
    assertEquals(200, ada.get(SERVLET).status());
    for (Visitor thief : new Visitor[] {ada.thief(ELSEWHERE, BROWSER), ada.thief(HOME, "curl/8")}) {
      Raw.Reply refused = thief.get(SERVLET);
      assertEquals(401, refused.status(), refused.text);
      assertFalse(refused.text.contains("Hello World"), refused.text);
      // Where anybody may go, the application does not know the thief either.
      String page = thief.get(AREA + "index.jsp").text;
      assertTrue(page.contains(FORM_PAGE) && !page.contains("ada"), page);
      assertNotEquals(ada.cookies, thief.cookies, "a session of its own to log in to");
    }
    server.await(event -> noted(event, "session set aside: session used from another network"));
    server.await(event -> noted(event, "session set aside: session used from another device"));
    // The examples let their users take attributes away, and put others in their place.
    String note = "dataName=io.bartizan.session";
    assertEquals(200, ada.get(AREA + "index.jsp?" + note).status());
    assertEquals(401, ada.thief(ELSEWHERE, BROWSER).get(SERVLET).status());
    assertEquals(200, ada.get(AREA + "index.jsp?" + note + "&dataValue=1+ended").status());
    assertEquals(401, ada.thief(ELSEWHERE, BROWSER).get(SERVLET).status());
    assertEquals(200, ada.get(SERVLET).status(), "it stays good at home");
  }

  private static void endedElsewhere(Server server) throws Exception {
    Visitor ada = loggedIn(server, "ada");
    assertEquals(200, ada.get(SERVLET).status());
    assertEquals(401, ada.thief(ELSEWHERE, "curl/8").get(SERVLET).status());
    server.await(
        event ->
            noted(event, "credential: session used from another network")
                && noted(event, "session ended"));
    assertEquals(401, ada.get(SERVLET).status());
    String page = ada.get(AREA + "index.jsp").text;
    assertTrue(page.contains(FORM_PAGE), "the container has no such session: " + page);
  }

  private static void revoked(Server server, Path folder) throws Exception {
    Visitor ada = loggedIn(server, "ada");
    Visitor bob = loggedIn(server, "bob");
    assertEquals(200, ada.get(SERVLET).status());
    revoke(folder, "{sub: ada}");
    long millis = until(401, ada, SERVLET);
    System.out.printf("session of a revoked user refused after %d ms%n", millis);
    assertEquals(200, bob.get(JSP).status());
    assertTrue(ada.get(AREA + "index.jsp").text.contains(FORM_PAGE));
    server.await(event -> noted(event, "credential: revoked") && noted(event, "session ended"));
    revoke(folder, "{sid: " + bob.cookies.get("JSESSIONID") + "}");
    until(401, bob, JSP);
    assertTrue(bob.get(AREA + "index.jsp").text.contains(FORM_PAGE));
    revoke(folder, "");
    server.await(event -> noted(event, "revoked.yaml: 0 entries in force"));
  }

  /** What an identity provider tells of an account, ends the sessions of its user. */
  @Test
  void eventOfTheAccount_endsItsSessions_andTheirStreams() throws Exception {
    Distribution product = catalina("tomcat10");
    int receiver = Keycloak.freePort();
    String policy = TOLD.formatted("30m", "12h", receiver);
    product.policy(policy, tokens.jwks());
    Files.writeString(product.home.resolve("webapps/examples/stream.jsp"), STREAM);
    try (Server server = product.start()) {
      Events events = new Events(receiver, tokens, forger);
      Visitor bob = loggedIn(server, "bob");
      Visitor.Stream other = bob.stream("/examples/stream.jsp?type=text/event-stream");
      refusedForgeries(server, events);
      for (String type :
          new String[] {
            CAEP + "session-revoked", CAEP + "credential-change", RISC + "account-disabled", ""
          }) {
        ended(server, events, type);
      }
      assertEquals(200, bob.get(SERVLET).status(), "nobody else's session ends");
      assertFalse(other.ended(), "nor anybody's stream");
      limits(server, receiver, other);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("UnprotectedTotal"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
    }
    Distribution.delete(product.home.getParent());
  }

  private static void refusedForgeries(Server server, Events events) throws Exception {
    Visitor ada = loggedIn(server, "ada");
    assertEquals(400, events.push(events.forged(CAEP + "session-revoked", "ada")).status());
    assertEquals(400, events.push(events.of(CAEP + "session-revoked", "email", "ada")).status());
    assertEquals(400, events.logOut(events.forged("", "ada")).status());
    assertEquals(200, ada.get(SERVLET).status(), "nothing of it counts");
  }

  /** By a security event, or by a logout if there is no type. */
  private static void ended(Server server, Events events, String type) throws Exception {
    // The second of the event before: who has logged in to it meanwhile would have to do so anew.
    events.awaitNextSecond();
    Visitor ada = loggedIn(server, "ada");
    assertEquals(200, ada.get(SERVLET).status());
    Visitor.Stream stream = ada.stream("/examples/stream.jsp?type=text/event-stream");
    Visitor.Stream slow = ada.stream("/examples/stream.jsp?type=text/plain");
    String token = type.isEmpty() ? events.logout("ada") : events.of(type, "iss_sub", "ada");
    long began = System.nanoTime();
    Raw.Reply told = type.isEmpty() ? events.logOut(token) : events.push(token);
    assertEquals(type.isEmpty() ? 200 : 202, told.status(), told.text + server.stderr());
    until(401, ada, SERVLET);
    long refused = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    stream.awaitEnd();
    slow.awaitEnd();
    long cut = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    System.out.printf(
        "%s: session refused after %d ms, stream and slow answer cut off after %d ms%n",
        type.isEmpty() ? "logout" : type, refused, cut);
    String page = ada.get(AREA + "index.jsp").text;
    assertTrue(page.contains(FORM_PAGE), "the container has no such session: " + page);
    server.await(event -> noted(event, "session revoked: stream ended"));
    server.await(event -> noted(event, "session revoked: answer cut off"));
    Raw.Reply again = type.isEmpty() ? events.logOut(token) : events.push(token);
    assertEquals(type.isEmpty() ? 400 : 202, again.status(), "a logout counts once");
  }

  /** Too old, or idle but for what goes on by itself; and ended by the application's own logout. */
  private void limits(Server server, int receiver, Visitor.Stream other) throws Exception {
    server.reload(TOLD.formatted("2s", "12h", receiver));
    other.awaitEnd();
    server.await(event -> noted(event, "session idle: stream ended"));
    server.reload(TOLD.formatted("3s", "3s", receiver));
    Visitor.Stream slow = null;
    for (int i = 0; slow == null; i++) {
      try {
        slow = loggedIn(server, "ada").stream("/examples/stream.jsp?type=text/plain");
      } catch (AssertionError tooOld) {
        // A machine so slow that the session was over before its answer could begin.
        assertTrue(i < 20, () -> "no answer begins: " + tooOld.getMessage());
      }
    }
    slow.awaitEnd();
    server.await(event -> noted(event, "session expired: answer cut off"));
    server.reload(TOLD.formatted("30m", "12h", receiver));
    Visitor ada = loggedIn(server, "ada");
    Visitor.Stream stream = ada.stream("/examples/stream.jsp?type=text/event-stream");
    ada.get(AREA + "index.jsp?logoff=true");
    stream.awaitEnd();
    server.await(event -> noted(event, "session over: stream ended"));
  }

  @Test
  void loginOfSpringSecurity_isAdopted_bound_andEnded() throws Exception {
    Distribution product = Products.lay("boot3-login");
    product.environment.put("SPRING_SECURITY_USER_NAME", "ada");
    product.environment.put("SPRING_SECURITY_USER_PASSWORD", "open");
    product.environment.put("SPRING_SECURITY_USER_ROLES", "CLERK");
    try (Server server = start(product, SPRING)) {
      Visitor ada = visitor(server);
      Raw.Reply anonymous = ada.get("/orders");
      assertEquals(401, anonymous.status(), anonymous.text);
      assertEquals(0, server.counts(anonymous.clientPort)[4]);
      springLogIn(ada);
      Raw.Reply permitted = ada.get("/orders");
      assertTrue(permitted.text.endsWith("orders of ada"), permitted.text);
      assertEquals(403, ada.get("/audits").status());
      Raw.Reply stolen = ada.thief(ELSEWHERE, "curl/8").get("/orders");
      assertEquals(401, stolen.status(), stolen.text);
      assertArrayEquals(new int[5], server.counts(stolen.clientPort));
      assertEquals(302, ada.thief(ELSEWHERE, "curl/8").get("/spoil").status(), "to the form");
      assertEquals(200, ada.get("/orders").status());

      springRoles(server, ada);
      revoke(product.policyFolder, "{sub: ada}");
      until(401, ada, "/orders");
      revoke(product.policyFolder, "");
      server.await(event -> noted(event, "revoked.yaml: 0 entries in force"));
      assertEquals(401, ada.get("/orders").status(), "its session is gone");

      springLogIn(ada);
      assertEquals(200, ada.get("/spoil").status());
      assertEquals(503, ada.get("/orders").status(), "a login of another class is no login");
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("UnprotectedTotal"));
      assertEquals("0", server.jmx("Failures"), server.stderr());
    }
    Distribution.delete(product.home.getParent());
  }

  /** Spring Security answers by itself, unless the principal is the container's too. */
  private static void springRoles(Server server, Visitor ada) throws Exception {
    hears(ada, "auditor", false);
    hears(ada, "CLERK", true);
    server.reload(propagating(SPRING));
    for (String role : new String[] {"auditor", "ROLE_auditor", "CLERK", "ROLE_CLERK"}) {
      hears(ada, role, true);
    }
    for (String role : new String[] {"role1", "ROLE_", ""}) {
      hears(ada, role, false);
    }
    server.reload(SPRING.formatted(""));
    hears(ada, "auditor", false);
  }

  private static void hears(Visitor ada, String role, boolean granted) throws IOException {
    String told = ada.get("/who?role=" + role).text;
    assertTrue(told.endsWith("user=ada principal=ada " + role + "=" + granted), told);
  }

  private static void springLogIn(Visitor visitor) throws IOException {
    String form = visitor.get("/login").text;
    Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
    assertTrue(csrf.find(), form);
    String filled = "username=ada&password=open&_csrf=" + csrf.group(1);
    Raw.Reply sent = visitor.post("/login", filled);
    assertEquals(302, sent.status(), sent.text);
    assertFalse(String.valueOf(sent.header("Location")).contains("error"), sent.text);
  }

  /** A server whose sessions are not adopted does not start under such a policy. */
  @Test
  void otherServers_doNotStart() throws Exception {
    Server.Plan plan = new Server.Plan("jdkserver");
    plan.policy = "version: 1\nidentity: {sessions: {adopt: container}}\nrules: []\n";
    try (Server server = Server.launch(plan)) {
      assertEquals(78, server.exitCode());
      String said = server.stderr();
      assertTrue(said.contains("error BZ2035: ") && said.contains("those of jdk-http"), said);
    }
  }
}
