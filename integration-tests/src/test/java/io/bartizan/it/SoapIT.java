package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SOAP services: one path hides all operations, and two roles may each call others of them. */
class SoapIT {

  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

  /** A service, and how its messages look. */
  enum Framework {
    CXF("cxf3-soap-jetty94", "/rs/bank", "/rs/bank12", "urn:bank"),
    AXIS("axis1-tomcat9", "/rs/bank", "/rs/bank", "urn:bank"),
    AXIS2("axis2-tomcat9", "/rs/Bank", "/rs/Bank", "urn:bank"),
    METRO("metro2-tomcat9", "/rs/bank", "/rs/bank12", "urn:bank"),
    METRO_JAKARTA("metro4-tomcat10", "/rs/bank", "/rs/bank12", "urn:bank");

    final String server;
    final String path;
    final String path12;
    final String namespace;

    Framework(String server, String path, String path12, String namespace) {
      this.server = server;
      this.path = path;
      this.path12 = path12;
      this.namespace = namespace;
    }

    boolean metro() {
      return this == METRO || this == METRO_JAKARTA;
    }

    /** Whether the operation that a header names runs, whatever the message holds. */
    boolean dispatchesByHeader() {
      return this == AXIS2;
    }

    String body(String operation) {
      return "<b:"
          + operation
          + " xmlns:b=\""
          + namespace
          + "\"><account>7</account></b:"
          + operation
          + ">";
    }
  }

  private final Tokens tokens = tokens();

  private static Tokens tokens() {
    try {
      return new Tokens();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Server start(Framework framework, boolean faults) throws Exception {
    Server.Plan plan = new Server.Plan(framework.server);
    plan.policy = Policies.OPERATIONS;
    plan.jwks = tokens.jwks();
    plan.faults = faults;
    Server server = Server.start(plan);
    // The framework may take its time for the first request, which sets it up.
    Raw.Reply wsdl = Raw.patient(server.port(), framework.path + "?wsdl");
    for (int i = 0; i < 20 && wsdl.status() != 200; i++) {
      wsdl = Raw.patient(server.port(), framework.path + "?wsdl");
    }
    return server;
  }

  private static int calls(Server server, String operation) throws Exception {
    return Integer.parseInt(server.ask("calls " + operation).substring("calls ".length()));
  }

  private static String envelope(String version, String body) {
    return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\""
        + version
        + "\"><s:Body>"
        + body
        + "</s:Body></s:Envelope>";
  }

  private Raw.Reply post(Server server, String who, String path, String text, String... headers)
      throws Exception {
    StringBuilder raw = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    raw.append("Host: 127.0.0.1:").append(server.port()).append("\r\n");
    if (!who.isEmpty()) {
      raw.append("Authorization: Bearer ").append(tokens.of(who)).append("\r\n");
    }
    for (String header : headers) {
      raw.append(header).append("\r\n");
    }
    int length = text.getBytes(StandardCharsets.ISO_8859_1).length;
    raw.append("Content-Length: ").append(length).append("\r\n");
    return Raw.send(server.port(), raw + "Connection: close\r\n\r\n" + text, 5000);
  }

  private Raw.Reply soap11(Server server, String who, Framework at, String body, String action)
      throws Exception {
    String type = "Content-Type: text/xml;charset=utf-8";
    String text = envelope(SOAP11, body);
    return action == null
        ? post(server, who, at.path, text, type)
        : post(server, who, at.path, text, type, "SOAPAction: " + action);
  }

  private Raw.Reply soap12(Server server, String who, Framework at, String body, String action)
      throws Exception {
    String type = "Content-Type: application/soap+xml;charset=utf-8;action=\"" + action + "\"";
    return post(server, who, at.path12, envelope(SOAP12, body), type);
  }

  private static void permitted(Server server, Raw.Reply reply, String rule, String operation)
      throws Exception {
    assertEquals(200, reply.status(), reply.text + server.stderr());
    JsonNode record = record(server, reply);
    assertEquals("PERMITTED", record.path("unmapped").path("outcome").asText(), record.toString());
    assertEquals(rule, record.path("firewall_rule").path("name").asText());
    assertEquals(operation, record.path("unmapped").path("operation").asText());
    assertEquals(
        "io.bartizan.testapp.Bank#" + operation, record.path("unmapped").path("handler").asText());
  }

  private static void refused(Server server, Raw.Reply reply, int status) throws Exception {
    assertEquals(status, reply.status(), reply.text + server.stderr());
    assertEquals(1, reply.responses(), reply.text);
    assertTrue(reply.text.contains("\"decision\":\""), reply.text);
    JsonNode record = record(server, reply);
    assertEquals("REFUSED", record.path("unmapped").path("outcome").asText(), record.toString());
  }

  private static JsonNode record(Server server, Raw.Reply reply) throws Exception {
    return server.await(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort);
  }

  @ParameterizedTest
  @EnumSource(Framework.class)
  void operationsOfOnePath_areForOtherRoles_whateverTheHeaderSays(Framework at) throws Exception {
    try (Server server = start(at, false)) {
      String balance = at.body("balance");
      String transfer = at.body("transfer");
      permitted(server, soap11(server, "user", at, balance, "\"urn:balance\""), "read", "balance");
      permitted(server, soap12(server, "user", at, balance, "urn:balance"), "read", "balance");
      permitted(
          server, soap11(server, "admin", at, transfer, "\"urn:transfer\""), "write", "transfer");
      permitted(server, soap12(server, "admin", at, transfer, "urn:transfer"), "write", "transfer");
      permitted(
          server, soap11(server, "user", at, "\n  " + balance + "\n", "\"\""), "read", "balance");
      assertEquals(3, calls(server, "balance"));
      assertEquals(2, calls(server, "transfer"));

      refused(server, soap11(server, "user", at, transfer, "\"urn:transfer\""), 403);
      refused(server, soap12(server, "user", at, transfer, "urn:transfer"), 403);
      refused(server, soap11(server, "admin", at, balance, "\"urn:balance\""), 403);
      refused(server, soap11(server, "", at, balance, "\"urn:balance\""), 401);
      refused(server, soap11(server, "user", at, transfer, "\"\""), 403);
      everyLie(server, at, balance, transfer);
      assertEquals(2, calls(server, "transfer"), "none of these ran");

      // Axis takes Transfer for transfer: what it would invoke counts.
      for (String none : new String[] {"nothing", "Transfer", "balance.transfer"}) {
        Raw.Reply unknown = soap11(server, "user", at, at.body(none), "\"\"");
        assertTrue(unknown.status() >= 400, unknown.text);
      }
      assertEquals(400, soap11(server, "user", at, balance, "\"a\"\r\nHost: b").status());
      Raw.Reply wsdl = Raw.get(server.port(), at.path + "?wsdl");
      assertEquals(200, wsdl.status(), wsdl.text);
      assertTrue(wsdl.text.contains("definitions"), wsdl.text);
      for (String call : List.of("?method=transfer&account=7", "/transfer?account=7")) {
        Raw.get(server.port(), at.path + call, "Authorization: Bearer " + tokens.of("user"));
      }
      assertEquals(2, calls(server, "transfer"), "nor by GET");
      if (at == Framework.AXIS) {
        otherProviders(server, at);
      } else {
        oneWay(server, at);
      }
      if (at != Framework.CXF && at != Framework.AXIS2) {
        unknownProvider(server, at);
      }
      covered(server);
    }
  }

  /** What a header says never lets an operation run that its caller may not call. */
  private void everyLie(Server server, Framework at, String balance, String transfer)
      throws Exception {
    int before = calls(server, "transfer");
    for (String lie : Arrays.asList("\"urn:balance\"", "urn:balance", "balance", null)) {
      Raw.Reply reply = soap11(server, "user", at, transfer, lie);
      assertTrue(reply.status() >= 400 || at.dispatchesByHeader(), reply.text);
      // Nor does it take from anyone what the message itself asks for, or the framework faults.
      soap11(server, "user", at, balance, lie == null ? "\"urn:transfer\"" : lie);
    }
    Raw.Reply twelve = soap12(server, "user", at, transfer, "urn:balance");
    assertTrue(twelve.status() >= 400 || at.dispatchesByHeader(), twelve.text);
    Raw.Reply both = soap11(server, "user", at, balance + transfer, "\"urn:balance\"");
    assertTrue(both.status() > 0, both.text);
    Raw.Reply head =
        post(
            server,
            "user",
            at.path,
            "<s:Envelope xmlns:s=\""
                + SOAP11
                + "\"><s:Header>"
                + balance
                + "</s:Header><s:Body>"
                + transfer
                + "</s:Body></s:Envelope>",
            "Content-Type: text/xml",
            "SOAPAction: \"urn:balance\"");
    assertTrue(head.status() >= 400 || at.dispatchesByHeader(), head.text);
    assertEquals(before, calls(server, "transfer"), "no lie opened it");
  }

  /** One way: judged before its request is answered, for it goes on on another thread. */
  private void oneWay(Server server, Framework at) throws Exception {
    refused(server, soap11(server, "user", at, at.body("note"), "\"urn:note\""), 403);
    Raw.Reply taken = soap11(server, "admin", at, at.body("note"), "\"urn:note\"");
    assertEquals(202, taken.status(), taken.text + server.stderr());
    long until = System.nanoTime() + 20_000_000_000L;
    while (calls(server, "note") < 1 && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertEquals(1, calls(server, "note"), server.stderr());
  }

  private void otherProviders(Server server, Framework at) throws Exception {
    String note = envelope(SOAP11, at.body("note").replace("urn:bank", "notes"));
    String[] headers = {"Content-Type: text/xml", "SOAPAction: \"\""};
    refused(server, post(server, "user", "/rs/notes", note, headers), 403);
    assertEquals(0, calls(server, "note"));
    Raw.Reply taken = post(server, "admin", "/rs/notes", note, headers);
    assertEquals(200, taken.status(), taken.text + server.stderr());
    assertEquals(1, calls(server, "note"));
  }

  /** A provider of which nobody knows what it will do with a message. */
  private void unknownProvider(Server server, Framework at) throws Exception {
    String note = envelope(SOAP11, at.body("note"));
    String[] headers = {"Content-Type: text/xml", "SOAPAction: \"\""};
    refused(server, post(server, "admin", "/rs/teller", note, headers), 403);
    assertEquals(0, calls(server, "teller"));
  }

  /** Metro's guard is the same for both namespaces. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "METRO_JAKARTA")
  void guardThatFails_letsNoOperationRun(Framework at) throws Exception {
    try (Server server = start(at, true)) {
      String balance = at.body("balance");
      int status = 0;
      for (int i = 0; i < 20 && status != 200; i++) {
        status = soap11(server, "user", at, balance, "\"\"").status();
      }
      assertEquals(200, status, server.stderr());
      server.ask("fault record permit");
      assertEquals(200, soap11(server, "user", at, balance, "\"\"").status());
      String list = server.ask("fault list").substring("fault ".length());
      List<String> places =
          Arrays.stream(list.split(" "))
              .filter(place -> place.startsWith("io.bartizan.jaxrs."))
              .filter(place -> !place.matches(".*[.](leave|lambda.*)"))
              .toList();
      assertTrue(places.size() > 6, list);
      int before = calls(server, "balance");
      for (String place : places) {
        String kind = new String[] {"exception", "linkage", "stack"}[place.length() % 3];
        server.ask("fault " + place + " " + kind);
        Raw.Reply reply = soap11(server, "user", at, balance, "\"\"");
        assertEquals("fault fired", server.ask("fault off"), place);
        assertEquals(503, reply.status(), place + " " + kind + ": " + reply.text);
        assertEquals(before, calls(server, "balance"), place);
      }
      assertEquals(200, soap11(server, "user", at, balance, "\"\"").status(), "it heals");
    }
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertEquals("0", server.jmx("Failures"), server.stderr());
    assertFalse(server.stderr().contains(" ERROR io.bartizan."), server.stderr());
  }
}
