package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.Corpus;
import io.bartizan.policy.AlertKind.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OcsfEncoderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AuditEvent.Kind[] KINDS = AuditEvent.Kind.values();

  private static AuditEvent.Builder whole() {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .timeMillis(1_795_000_000_000L)
        .outcome(AuditEvent.Outcome.PERMITTED)
        .reason("rule")
        .rule("orders")
        .policyDigest("sha256:00")
        .application("shop")
        .principalId("alice")
        .issuer("https://idp.example.com")
        .clientId("web")
        .roles(List.of("clerk", "admin"))
        .tokenHash("0123456789abcdef0123456789abcdef")
        .clientAddress("192.0.2.7")
        .clientPort(40000)
        .peerAddress("10.0.0.1")
        .method("GET")
        .path("/orders/7")
        .host("shop.example.com")
        .localPort(8080)
        .scheme("http")
        .protocol("HTTP/1.1")
        .userAgent("curl/8")
        .server("tomcat 9.0.123")
        .status(200)
        .latencyNanos(1_500_000)
        .bytesSent(12)
        .traceId("4bf92f3577b34da6a3ce929d0e0e4736")
        .spanId("00f067aa0ba902b7")
        .notes(List.of("dispatch refused: FORWARD /admin"));
  }

  private static String line(AuditEvent.Builder event) throws Exception {
    return line(event.build());
  }

  private static String line(AuditEvent event) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OcsfEncoder().encode(event, "TRAIL", 7, out);
    String line = out.toString(StandardCharsets.UTF_8);
    assertTrue(line.endsWith("}\n"));
    assertEquals(1, line.lines().count(), "one event, one line");
    return line;
  }

  /** Of OCSF's, by what it is worth somebody's while to look at. */
  @Test
  void severity_isThatOfWhatHappened() throws Exception {
    assertEquals(1, severity(whole()));
    assertEquals(3, severity(whole().outcome(AuditEvent.Outcome.REFUSED)));
    for (AuditEvent.Kind kind : AuditEvent.Kind.values()) {
      AuditEvent.Builder own =
          new AuditEvent.Builder().decisionId("X").kind(kind).outcome(AuditEvent.Outcome.PERMITTED);
      if (kind != AuditEvent.Kind.FINDING) {
        assertEquals(1, severity(own), "all is well: " + kind);
      }
    }
    for (Severity severity : Severity.values()) {
      AuditEvent.Builder found =
          new AuditEvent.Builder().decisionId("X").kind(AuditEvent.Kind.FINDING);
      assertEquals(severity.number(), severity(found.finding("spike", severity)));
    }
    AuditEvent.Builder trail = new AuditEvent.Builder().decisionId("X").kind(AuditEvent.Kind.TRAIL);
    assertEquals(4, severity(trail.reason("a torn record was cut off")));
    assertEquals(5, severity(trail.count(2)));
    assertEquals(
        5, severity(new AuditEvent.Builder().decisionId("X").kind(AuditEvent.Kind.COVERAGE)));
    assertEquals(
        4, severity(new AuditEvent.Builder().decisionId("X").kind(AuditEvent.Kind.POLICY)));
  }

  private static int severity(AuditEvent.Builder event) throws Exception {
    return JSON.readTree(line(event.build())).path("severity_id").asInt();
  }

  @Test
  void encode_everyKindOfEvent_isValidOcsf() throws Exception {
    OcsfSchema schema = new OcsfSchema(Corpus.at("ocsf", "the OCSF 1.6.0 schema"));
    String request = "application/api_activity.json";
    String credential = "iam/authentication.json";
    String finding = "findings/detection_finding.json";
    String lifecycle = "application/application_lifecycle.json";
    for (String method : new String[] {"GET", "POST", "PATCH", "DELETE", "JEFF"}) {
      valid(schema, whole().method(method), request);
    }
    valid(schema, whole().outcome(AuditEvent.Outcome.OBSERVED).open(true), request);
    valid(schema, new AuditEvent.Builder().decisionId("X").reason("internal error"), request);
    valid(schema, whole().clientAddress("").peerAddress(""), request);
    AuditEvent.Builder refused = whole().outcome(AuditEvent.Outcome.REFUSED).status(401);
    valid(schema, refused, request);
    valid(schema, refused.credentialRefused(true).principalId(null), credential);
    AuditEvent.Builder bare = new AuditEvent.Builder().decisionId("X").credentialRefused(true);
    valid(schema, bare, credential);
    for (AuditEvent.Kind kind : AuditEvent.Kind.values()) {
      AuditEvent.Builder own = new AuditEvent.Builder().decisionId("X").kind(kind).count(3);
      boolean found = kind == AuditEvent.Kind.FINDING;
      String type = kind == AuditEvent.Kind.REQUEST ? request : found ? finding : lifecycle;
      for (AuditEvent.Outcome outcome : AuditEvent.Outcome.values()) {
        if (found) {
          own.finding("spike", Severity.MEDIUM);
        }
        valid(schema, own.outcome(outcome), type);
      }
    }
    for (Denials.Alike alike : Denials.Alike.values()) {
      AuditEvent one = refused.credentialRefused(false).build();
      AuditEvent many = new Tally(one).event(alike, 7);
      assertEquals(List.of(), schema.problems(JSON.readTree(line(many)), request));
      AuditEvent credentials = new Tally(refused.credentialRefused(true).build()).event(alike, 7);
      assertEquals(List.of(), schema.problems(JSON.readTree(line(credentials)), credential));
    }
  }

  private static void valid(OcsfSchema schema, AuditEvent.Builder event, String file)
      throws Exception {
    JsonNode json = JSON.readTree(line(event));
    assertEquals(List.of(), schema.problems(json, file), json.toString());
  }

  @Test
  void schema_whatIsWrong_isFound() throws Exception {
    OcsfSchema schema = new OcsfSchema(Corpus.at("ocsf", "the OCSF 1.6.0 schema"));
    String good = line(whole());
    for (String wrong :
        new String[] {
          good.replace("\"severity_id\":1", "\"severity_id\":77"),
          good.replace("\"time\":", "\"tyme\":"),
          good.replace("\"port\":40000", "\"port\":\"40000\""),
          good.replace("\"uid\":\"alice\"", "\"uit\":\"alice\""),
          good.replace("\"version\":\"1.6.0\",", "")
        }) {
      JsonNode json = JSON.readTree(wrong);
      assertFalse(schema.problems(json, "application/api_activity.json").isEmpty(), wrong);
    }
  }

  @Test
  void encode_hostileValues_areEscapedAndBounded() throws Exception {
    String hostile = "a\n{\"x\":1}\u001b[31m\u202e\u0000\ud800 " + "y".repeat(100_000);
    String line =
        line(
            whole()
                .path(hostile)
                .userAgent(hostile)
                .principalId(hostile)
                .host(hostile)
                .notes(List.of(hostile)));
    assertTrue(line.length() < 16 * 1024, "length " + line.length());
    assertFalse(line.contains("\u001b") || line.contains("\u202e"), line);
    assertTrue(
        JSON.readTree(line).path("actor").path("user").path("uid").asText().startsWith("a\\u000a"));
  }

  /** What is remembered of one line must not show in another: as if each were the first. */
  @Test
  void encode_oneEncoderForAll_eachLineAsByAFreshOne() throws Exception {
    OcsfEncoder shared = new OcsfEncoder();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Random random = new Random(7);
    List<List<String>> roles = List.of(List.of(), List.of("clerk"), List.of("a", "b"));
    for (int i = 0; i < 5000; i++) {
      AuditEvent event =
          whole()
              .kind(random.nextInt(9) > 0 ? AuditEvent.Kind.REQUEST : one(random, KINDS))
              .outcome(one(random, AuditEvent.Outcome.values()))
              .credentialRefused(random.nextInt(4) == 0)
              .count(random.nextInt(2))
              .finding(one(random, "spike", "unprotected handler"), one(random, Severity.values()))
              .reason(one(random, "rule", "no rule", "", "x".repeat(600)))
              .rule(one(random, null, "", "orders", "a\"b"))
              .policyDigest(one(random, null, "sha256:00", "sha256:01"))
              .mode(one(random, "enforce", "observe"))
              .application(one(random, null, "shop", "\u00e4"))
              .principalId(one(random, null, "alice", "bob", "\ud83d\ude00"))
              .issuer(one(random, null, "https://a.test"))
              .clientId(one(random, null, "web", "app"))
              .roles(roles.get(random.nextInt(3)))
              .tokenHash(one(random, null, "t1", "t2", "t3"))
              .clientAddress(one(random, null, "192.0.2.7", "10.0.0.1"))
              .method(one(random, null, "GET", "PUT", "JEFF"))
              .path(one(random, null, "", "/a", "/\n"))
              .host(one(random, null, "a.test", "b.test"))
              .localPort(random.nextInt(3))
              .scheme(one(random, null, "http", "https"))
              .server(one(random, null, "tomcat 9", "jetty 12"))
              .status(random.nextInt(2) * 200)
              .traceId(one(random, null, "4bf92f3577b34da6a3ce929d0e0e4736"))
              .open(random.nextBoolean())
              .build();
      ByteArrayOutputStream fresh = new ByteArrayOutputStream();
      new OcsfEncoder().encode(event, "TRAIL", i, fresh);
      out.reset();
      shared.encode(event, "TRAIL", i, out);
      assertEquals(fresh.toString(StandardCharsets.UTF_8), out.toString(StandardCharsets.UTF_8));
    }
  }

  @SafeVarargs
  private static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void encode_afterAFailure_goesOn() throws Exception {
    OcsfEncoder encoder = new OcsfEncoder();
    ByteArrayOutputStream broken =
        new ByteArrayOutputStream() {
          private boolean failed;

          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            if (!failed) {
              failed = true;
              throw new IllegalStateException("made by a test");
            }
            super.write(bytes, offset, length);
          }
        };
    AuditEvent event = whole().build();
    assertThrows(IllegalStateException.class, () -> encoder.encode(event, "TRAIL", 7, broken));
    encoder.encode(event, "TRAIL", 7, broken);
    ByteArrayOutputStream fresh = new ByteArrayOutputStream();
    new OcsfEncoder().encode(event, "TRAIL", 7, fresh);
    assertEquals(fresh.toString(StandardCharsets.UTF_8), broken.toString(StandardCharsets.UTF_8));
  }
}
