package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decided where the handler is known, and what the trail says of it. */
class LateWalkTest {

  private static final String RULES =
      """
      version: 1
      rules:
        - name: page
          allow: {method: [GET], path: /rs/**, handler: com.acme.Pages}
          who: anyone
        - name: items
          allow: {path: /rs/**, route: "/rs/items/{id}"}
          who: anyone
        - name: open
          allow: {path: /open/**}
          who: anyone
        - name: closed
          deny: {handler: "com.acme.Closed#*"}
      audit: {file: audit.ndjson}
      """;

  @TempDir Path folder;
  private @Nullable Authenticator authenticator;
  private @Nullable AuditTrail trail;

  private Engine engine(String policy) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, policy);
    Policy loaded = PolicyLoader.load(file);
    Authenticator identity = new Authenticator(Clock.systemUTC());
    AuditTrail opened = AuditTrail.open(loaded.audit());
    authenticator = identity;
    trail = opened;
    return new Engine(new Protection(loaded, identity, new Limiter(loaded.limits()), opened));
  }

  @AfterEach
  void close() {
    if (trail != null && authenticator != null) {
      trail.close();
      authenticator.close();
    }
  }

  private static Permit permit(Engine engine, String path) {
    Permit permit = engine.decide(new Call(path));
    assertNotNull(permit, path);
    return permit;
  }

  private JsonNode record(Engine engine, Permit permit) throws Exception {
    engine.finish(permit);
    assertTrue(java.util.Objects.requireNonNull(trail).flush(10_000));
    String line = Files.readAllLines(folder.resolve("audit.ndjson")).get(0);
    return new ObjectMapper().readTree(line);
  }

  private static String outcome(JsonNode record) {
    return record.path("unmapped").path("outcome").asText();
  }

  @Test
  void allowOfAHandler_isProvisionalUntilTheHandlerIsKnown() throws Exception {
    Engine engine = engine(RULES);
    Permit permit = permit(engine, "/rs/a");
    assertTrue(engine.provisional(permit));
    assertTrue(engine.extend(permit, new Handler("/rs/a", null, true, "com.acme.Filter#x")));
    assertTrue(engine.provisional(permit), "what leads on settles nothing");
    assertTrue(engine.extend(permit, Handler.of("/rs/a", "com.acme.Pages#get")));
    assertFalse(engine.provisional(permit));
    JsonNode record = record(engine, permit);
    assertEquals("PERMITTED", outcome(record));
    assertEquals("page", record.path("firewall_rule").path("name").asText());
    assertEquals("com.acme.Pages#get", record.path("unmapped").path("handler").asText());
  }

  @Test
  void ruleThatIsOnlyObserved_standsInTheRecordOfWhatItDidNotRefuse() throws Exception {
    Engine engine =
        engine(
            RULES.replace(
                "audit:",
                "  - {name: try, deny: {path: /open/**}, mode: observe}\n"
                    + "  - {name: late, deny: {handler: com.acme.Item}, mode: observe}\n"
                    + "audit:"));
    Permit permit = permit(engine, "/open/a");
    assertTrue(engine.extend(permit, Handler.of("/open/a", "com.acme.Item#get")));
    JsonNode record = record(engine, permit);
    assertEquals("PERMITTED", outcome(record));
    assertEquals("open", record.path("firewall_rule").path("name").asText());
    JsonNode notes = record.path("unmapped").path("notes");
    assertEquals("rule try would deny this (mode: observe)", notes.path(0).asText());
    assertEquals("rule late would deny this (mode: observe)", notes.path(1).asText());
  }

  @Test
  void allowThatIsOnlyObserved_permitsNothing_andIsToldOf() throws Exception {
    Engine engine =
        engine(
            RULES.replace(
                "audit:",
                "  - {name: wish, allow: {path: /wish}, who: anyone, mode: observe}\naudit:"));
    Call call = new Call("/wish");
    assertNull(engine.decide(call));
    assertTrue(java.util.Objects.requireNonNull(trail).flush(10_000));
    JsonNode record =
        new ObjectMapper().readTree(Files.readAllLines(folder.resolve("audit.ndjson")).get(0));
    assertEquals("REFUSED", outcome(record));
    assertEquals(
        "rule wish would allow this (mode: observe)",
        record.path("unmapped").path("notes").path(0).asText());
  }

  @Test
  void anotherHandler_isRefused_andNothingElseIsEnteredAfterIt() throws Exception {
    Engine engine = engine(RULES);
    Permit permit = permit(engine, "/rs/a");
    Handler other = Handler.of("/rs/a", "com.acme.Other#get", "com.acme.Pages#get");
    assertFalse(engine.extend(permit, other), "an allow counts the first name only");
    assertEquals(401, other.refusedWith);
    assertFalse(engine.extend(permit, Handler.of("/rs/a", "com.acme.Pages#get")));
    assertEquals("REFUSED", outcome(record(engine, permit)));
  }

  @Test
  void clientThatIsGone_whenAGuardRefuses_isNoFailureOfTheGuard() throws Exception {
    Engine engine = engine(RULES);
    Call call = new Call("/rs/a");
    call.refusal =
        () -> {
          throw new IOException("gone");
        };
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    Handler other = Handler.of("/rs/a", "com.acme.Other#get");
    other.refusal = call.refusal;
    assertFalse(engine.extend(permit, other));
    engine.fail(permit);
    assertFalse(engine.extend(permit, Handler.of("/rs/a", "com.acme.Pages#get")));
    assertEquals("REFUSED", outcome(record(engine, permit)));
  }

  @Test
  void denyOfAHandler_holdsForEachOfItsNames_onAnyPermit() throws Exception {
    Engine engine = engine(RULES);
    Permit permit = permit(engine, "/open/a");
    assertFalse(engine.provisional(permit));
    assertFalse(
        engine.extend(permit, Handler.of("/open/a", "com.acme.Item#get", "com.acme.Closed#items")));
    JsonNode record = record(engine, permit);
    assertEquals("REFUSED", outcome(record));
    assertEquals("closed", record.path("firewall_rule").path("name").asText());
  }

  @Test
  void refusedInsideAfterAHandlerRan_isANoteOnAPermit() throws Exception {
    Engine engine = engine(RULES);
    Permit permit = permit(engine, "/open/a");
    assertTrue(engine.extend(permit, Handler.of("/open/a", "com.acme.Open#get")));
    assertFalse(engine.extend(permit, Handler.of("/open/a", "com.acme.Closed#get")));
    JsonNode record = record(engine, permit);
    assertEquals("PERMITTED", outcome(record));
    assertEquals(1, record.path("unmapped").path("notes").size());
  }

  @Test
  void settle_withoutAHandler_refuses() throws Exception {
    Engine engine = engine(RULES);
    Call call = new Call("/rs/a");
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    engine.settle(permit);
    assertEquals(401, call.refusedWith);
    assertEquals("REFUSED", outcome(record(engine, permit)));
  }

  @Test
  void finish_ofAPermitThatNothingSettled_recordsARefusal() throws Exception {
    Engine engine = engine(RULES);
    assertEquals("REFUSED", outcome(record(engine, permit(engine, "/rs/a"))));
  }

  @Test
  void settle_ofAnyOtherPermit_doesNothing() throws Exception {
    Engine engine = engine(RULES);
    Call call = new Call("/open/a");
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    engine.settle(permit);
    assertEquals(0, call.refusedWith);
    assertEquals("PERMITTED", outcome(record(engine, permit)));
  }

  @Test
  void allowOfARoute_holdsForItsTemplateOnly() throws Exception {
    Engine engine = engine(RULES);
    Permit permit = permit(engine, "/rs/items/7");
    Handler item = new Handler("/rs/items/7", "/rs/items/{item: [0-9]+}", false, "com.acme.I#get");
    assertTrue(engine.extend(permit, item));
    Permit other = permit(engine, "/rs/items/7");
    assertFalse(engine.extend(other, new Handler("/rs/items/7", "/rs/{x}/{y}", false, "a.B#c")));
  }

  @Test
  void roleAnnotations_refuseWhereThePolicySaysSo() throws Exception {
    Engine engine = engine(RULES + "roleAnnotations: enforce\n");
    Permit permit = permit(engine, "/open/a");
    Handler annotated = Handler.of("/open/a", "com.acme.Open#get");
    annotated.roles = new String[][] {{"admin"}};
    assertFalse(engine.extend(permit, annotated));
    assertEquals(401, annotated.refusedWith);
    Handler any = Handler.of("/open/a", "com.acme.Open#get");
    any.roles = new String[][] {{"**"}};
    assertFalse(engine.extend(permit(engine, "/open/a"), any), "anonymous is no principal");
    close();
    Engine without = engine(RULES.replace("audit.ndjson", "other.ndjson"));
    Handler again = Handler.of("/open/a", "com.acme.Open#get");
    again.roles = new String[][] {{}};
    assertTrue(without.extend(permit(without, "/open/a"), again));
  }

  @Test
  void observe_refusesNothingAndRecordsWhatItWouldHave() throws Exception {
    Engine engine = engine(RULES + "mode: observe\n");
    Permit permit = permit(engine, "/rs/a");
    Handler other = Handler.of("/rs/a", "com.acme.Other#get");
    assertTrue(engine.extend(permit, other));
    assertEquals(0, other.refusedWith);
    engine.settle(permit);
    assertEquals("OBSERVED", outcome(record(engine, permit)));
  }

  @Test
  void fail_answers503_andTheRecordSaysRefused() throws Exception {
    Engine engine = engine(RULES);
    Call call = new Call("/open/a");
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    engine.fail(permit);
    assertEquals(503, call.refusedWith);
    assertFalse(engine.extend(permit, Handler.of("/open/a", "a.B#c")));
    assertEquals("REFUSED", outcome(record(engine, permit)));
  }

  private static final String CONDITIONS =
      """
      version: 1
      rules:
        - name: handler
          allow: {path: /rs/**}
          who: anyone
          when: handler == 'com.acme.Pages#get' && request.method == 'GET'
        - name: variable
          allow: {path: /rs/items/**, handler: "com.acme.Items"}
          who: anyone
          when: path.id == '7'
        - {name: open, allow: {path: /open/**}, who: anyone}
        - {name: closed, deny: {path: /**}, when: "handler.startsWith('com.acme.Closed#')"}
        - {name: never, allow: {path: /never/**}, who: anyone, when: "handler == 'a' && port == 1"}
        - {name: failing, allow: {path: /failing/**}, who: anyone, when: int(handler) == 1}
      audit: {file: audit.ndjson}
      """;

  @Test
  void conditionOnAHandler_isProvisionalUntilTheHandlerIsKnown() throws Exception {
    Engine engine = engine(CONDITIONS);
    Permit permit = permit(engine, "/rs/a");
    assertTrue(engine.provisional(permit));
    assertTrue(engine.extend(permit, new Handler("/rs/a", null, true, "com.acme.Locator#x")));
    assertTrue(engine.provisional(permit), "what leads on settles nothing");
    assertTrue(engine.extend(permit, Handler.of("/rs/a", "com.acme.Pages#get")));
    assertFalse(engine.provisional(permit));
    assertEquals("handler", record(engine, permit).path("firewall_rule").path("name").asText());
  }

  @Test
  void conditionOnAHandler_refusesAnother_andCountsItsFirstNameOnly() throws Exception {
    Engine engine = engine(CONDITIONS);
    Handler other = Handler.of("/rs/a", "com.acme.Other#get", "com.acme.Pages#get");
    assertFalse(engine.extend(permit(engine, "/rs/a"), other));
    assertEquals(401, other.refusedWith);
  }

  @Test
  void conditionThatCannotHold_whateverTheHandler_isRefusedAtOnce() throws Exception {
    Engine engine = engine(CONDITIONS);
    Call call = new Call("/never/a");
    assertEquals(null, engine.decide(call));
    assertEquals(401, call.refusedWith);
  }

  @Test
  void conditionThatFails_atTheHandler_doesNotPermit() throws Exception {
    Engine engine = engine(CONDITIONS);
    assertFalse(
        engine.extend(permit(engine, "/failing/a"), Handler.of("/failing/a", "com.acme.A#get")));
  }

  @Test
  void denyWithAConditionOnAHandler_holdsForEachOfItsNames() throws Exception {
    Engine engine = engine(CONDITIONS);
    Permit permit = permit(engine, "/open/a");
    assertFalse(engine.provisional(permit));
    assertFalse(
        engine.extend(permit, Handler.of("/open/a", "com.acme.Item#get", "com.acme.Closed#items")));
    assertTrue(
        engine.extend(permit(engine, "/open/a"), Handler.of("/open/a", "com.acme.Item#get")));
  }

  @Test
  void variableOfARoute_isTakenFromTheTemplateThatTheHandlerWasChosenBy() throws Exception {
    Engine engine = engine(CONDITIONS);
    for (String id : new String[] {"7", "8"}) {
      Permit permit = permit(engine, "/rs/items/" + id);
      assertTrue(engine.provisional(permit));
      Handler item =
          new Handler("/rs/items/" + id, "/rs/items/{id: [0-9]+}", false, "com.acme.Items#get");
      assertEquals(id.equals("7"), engine.extend(permit, item));
    }
    Permit other = permit(engine, "/rs/items/7");
    assertFalse(
        engine.extend(
            other, new Handler("/rs/items/7", "/rs/items/{x}", false, "com.acme.Items#get")));
  }
}
