package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.Corpus;
import io.bartizan.policy.Mask;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

  private static final Mask NOTHING =
      new Mask(Set.of(), Set.of(), Set.of("mail"), Set.of(), List.of());

  @TempDir private Path folder;

  private Redaction of(String mask) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file,
        "version: 1\nidentity: {issuers: [{issuer: https://a.test, audience: a, jwks: j,"
            + " rolesClaim: realm.roles}]}\nrules:\n"
            + "  - {name: one, allow: {path: '/customers/{ssn}/**'}}\n"
            + "  - {name: few, allow: {path: '/few/{ssn}'}, audit: minimal}\n"
            + "  - {name: all, allow: {path: '/all/**'}, audit: full}\n"
            + "audit: {mask: ["
            + mask
            + "]}\n");
    Policy policy = PolicyLoader.load(file);
    return new Redaction(policy);
  }

  private static AuditEvent.Builder event(String rule) {
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Origin", "https://SECRET.test"));
    headers.put("Accept", "text/plain");
    return new AuditEvent.Builder()
        .decisionId("D")
        .rule(rule)
        .principalId("SECRET")
        .issuer("https://SECRET.test")
        .clientId("SECRET")
        .roles(Set.of("SECRET"))
        .tokenHash("0123")
        .clientAddress("192.0.2.99")
        .clientPort(4711)
        .peerAddress("192.0.2.99")
        .method("GET")
        .path("/customers/SECRET/orders")
        .query("a=1&ssn=SECRET")
        .headers(headers)
        .host("SECRET.test")
        .userAgent("SECRET")
        .handler("com.acme.Few#get")
        .reason("/Customers/SECRET/x: rule")
        .notes(List.of("dispatch refused: FORWARD /customers/SECRET: no rule"));
  }

  private static String line(AuditEvent event) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new OcsfEncoder().encode(event, "TRAIL", 7, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void valid(String line) throws Exception {
    OcsfSchema schema = new OcsfSchema(Corpus.at("ocsf", "the OCSF 1.6.0 schema"));
    assertEquals(
        List.of(),
        schema.problems(new ObjectMapper().readTree(line), "application/api_activity.json"),
        line);
  }

  @Test
  void everyTerm_masksItsValueWhereverItStands() throws Exception {
    Redaction all =
        of(
            "token.sub, principal.issuer, token.azp, token.realm.roles, client.address, host,"
                + " path.ssn, query.SSN, request.headers.origin, request.headers.user-agent");
    for (String rule : new String[] {"one", "few", "all", "none"}) {
      String line = line(all.build(event(rule)));
      assertFalse(line.contains("SECRET") || line.contains("192.0.2.99"), line);
      assertTrue(line.contains("\"uid\":\"*\""), line);
      assertTrue(line.contains("/customers/*/orders"), line);
      assertTrue(line.contains("FORWARD /customers/*: no rule"), line);
      valid(line);
    }
    AuditEvent.Builder twice = event("one");
    assertEquals(line(all.build(twice)), line(all.build(twice)));
  }

  @Test
  void maskedValues_standInNoText() throws Exception {
    Redaction some = of("principal.id, client.address, host, token.azp");
    AuditEvent event =
        some.build(
            event("none")
                .principalId("ann")
                .clientId("shop-app")
                .host("shop.test")
                .reason("ann of shop-app may not: annual report of ann@shop.test")
                .notes(List.of("session of ann, from 192.0.2.99", "as ann", "")));
    assertEquals("* of * may not: annual report of *@*", event.reason());
    assertEquals(List.of("session of *, from *", "as *", ""), event.notes());
    AuditEvent plain = of("path.ssn").build(event("none").reason("SECRET was here"));
    assertEquals("SECRET was here", plain.reason());
  }

  @Test
  void eventOfItsOwn_doesNotNameASubjectThatIsMasked() throws Exception {
    AuditEvent.Builder revoked =
        new AuditEvent.Builder()
            .decisionId("D")
            .kind(AuditEvent.Kind.REVOCATION)
            .reason("revoked subject SECRET, logged out at https://a.test");
    assertEquals(
        "revoked subject SECRET, logged out at https://a.test",
        of("path.ssn").own(revoked, "SECRET").reason());
    assertEquals(
        "revoked subject *, logged out at https://a.test",
        of("principal.id").own(revoked, "SECRET").reason());
  }

  @Test
  void pathAsItWasSent_isLeftOutWhole_whereItMayHoldSomethingMasked() throws Exception {
    AuditEvent.Builder sent = event("one").pathAsSent("/%63ustomers/SECRET");
    assertNull(of("path.ssn").build(sent).path());
    assertEquals(
        "/%63ustomers/a",
        of("principal.id").build(event("one").pathAsSent("/%63ustomers/a")).path());
  }

  @Test
  void wholePath_isLeftOut_andNoTextTellsIt() throws Exception {
    String line = line(of("request.path").build(event("one").host("h").principalId("p")));
    assertFalse(line.contains("/customers") || line.contains("/Customers"), line);
  }

  @Test
  void verbosity_tellsWhatItsRuleAsksFor() throws Exception {
    AuditEvent one = of("query.ssn").build(event("one"));
    assertNull(one.query());
    assertTrue(one.headers().isEmpty());
    AuditEvent few = of("query.ssn").build(event("few"));
    assertNull(few.userAgent());
    assertNull(few.handler());
    assertTrue(few.roles().isEmpty());
    assertEquals("SECRET", few.principalId(), "who it was is always told");
    AuditEvent all = of("query.ssn").build(event("all"));
    assertEquals("a=1&ssn=*", all.query());
    assertEquals("text/plain", all.headers().get("Accept"));
    String line = line(all);
    assertTrue(line.contains("\"query_string\":\"a=1&ssn=*\""), line);
    valid(line);
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&b=2, a=1&b=2",
    "access_token=eyJ.a.b&a=1, access_token=*&a=1",
    "Access%5FToken=x, Access%5FToken=*",
    "x=eyJhbGciOi, x=*",
    "eyJhbGciOi, *",
    "code=1;PASSWORD=2;zipcode=3, code=*;PASSWORD=*;zipcode=3",
    "%zz=1&a=2, *=*&a=2",
    "MAIL=a@b.c&mail=, MAIL=*&mail=",
    "a, a",
  })
  void query_neverTellsSecrets(String query, String told) {
    assertEquals(told, QueryMask.of(query, NOTHING));
  }

  @Test
  void maskThatFails_leavesItsFieldOut_andTheRecordGoesOut() throws Exception {
    Redaction broken =
        new Redaction(
            Mask.NONE,
            List.of(
                new Redaction.Cut(
                    event -> {
                      throw new StackOverflowError();
                    },
                    event -> event.path(null).notes(List.of()).reason("not told"))),
            Map.of());
    AuditEvent event = broken.build(event("one").host("h"));
    assertNull(event.path());
    assertEquals("SECRET", event.principalId(), "the others are as they were");
    valid(line(event));
  }

  @Test
  void everyMask_hasAWayToLeaveAllOfItOut() throws Exception {
    Redaction all = of("principal.id, path.ssn, request.query");
    AuditEvent.Builder event = event("all");
    all.leaveOut(event);
    String line =
        line(event.host("h").issuer("i").clientId("c").roles(Set.of()).userAgent("u").build());
    assertFalse(line.contains("SECRET"), line);
  }
}
