package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what was permitted is recorded, whatever fails when its request is over. */
class EngineRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Authenticator authenticator;
  private AuditTrail trail;

  private Engine engine(String audit) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file,
        "version: 1\nrules: [{allow: {path: /open/**}, who: anyone}]\naudit: {file: "
            + audit
            + "}\n");
    Policy policy = PolicyLoader.load(file);
    authenticator = new Authenticator(Clock.systemUTC());
    trail = AuditTrail.open(policy.audit());
    return new Engine(new Protection(policy, authenticator, new Limiter(policy.limits()), trail));
  }

  @AfterEach
  void close() {
    trail.close();
    authenticator.close();
  }

  private List<JsonNode> records() throws Exception {
    assertTrue(trail.flush(10_000));
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("audit.ndjson"))) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  private static Permit permit(Engine engine, Call call) {
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    return permit;
  }

  /** Nobody is left to be told; nothing has failed, and nothing is let in. */
  @Test
  void decide_refusedClientIsGone_isRecordedAndNothingIsThrown() throws Exception {
    Engine engine = engine("audit.ndjson");
    Call call = new Call("/closed");
    call.refusal =
        () -> {
          throw new IOException("Broken pipe");
        };
    assertNull(engine.decide(call));
    assertEquals("REFUSED", records().get(0).path("unmapped").path("outcome").asText());
  }

  @Test
  void decide_refusalCannotBeWritten_isThrownForTheGateToAnswer() throws Exception {
    Engine engine = engine("audit.ndjson");
    Call call = new Call("/closed");
    call.refusal =
        () -> {
          throw new Exception("no such method");
        };
    assertThrows(IllegalStateException.class, () -> engine.decide(call));
  }

  @Test
  void finish_memoryRunsOutWhileItIsRecorded_roundsTryAgain() throws Exception {
    Engine engine = engine("audit.ndjson");
    Call call = new Call("/open/a");
    Permit permit = permit(engine, call);
    call.status =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    engine.finish(permit);
    assertEquals(1, engine.openPermits().count(), "kept for the rounds");
    assertNull(engine.open(permit), "and closed all the same");
    call.status = () -> 204;
    engine.openPermits().sweep(System.nanoTime());
    engine.openPermits().sweep(System.nanoTime());
    List<JsonNode> records = records();
    assertEquals(1, records.size());
    assertEquals("PERMITTED", records.get(0).path("unmapped").path("outcome").asText());
    assertEquals(204, records.get(0).path("http_response").path("code").asInt());
    assertEquals(0, engine.openPermits().count());
  }

  @Test
  void finish_neverRecordableWhole_leavesItsBareBonesAndNoPlaceIsLost() throws Exception {
    Engine engine = engine("audit.ndjson");
    for (int i = 0; i < 100; i++) {
      Call call = new Call("/open/a");
      Permit permit = permit(engine, call);
      call.status =
          () -> {
            throw new Unreadable();
          };
      engine.finish(permit);
    }
    engine.openPermits().sweep(System.nanoTime());
    long bare =
        records().stream()
            .filter(r -> r.path("status_detail").asText().startsWith("record incomplete"))
            .count();
    assertEquals(100, bare);
    assertEquals(0, engine.openPermits().count());
    int places = 0;
    while (trail.reserve()) {
      places++;
    }
    assertEquals(8192, places, "each came back");
  }

  /** A handler that can't even be asked what it is. */
  private static final class BrokenDispatch extends Dispatch {

    @Override
    public String kind() {
      return "REQUEST";
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/open/a";
    }

    @Override
    public boolean hasPath(String path) {
      return path().equals(path);
    }

    @Override
    public String[] mappings() {
      return new String[0];
    }

    @Override
    public boolean mappedByPath() {
      return true;
    }

    @Override
    public boolean resource() {
      throw new StackOverflowError("injected");
    }

    @Override
    public void refuse(int status, String[] headers, byte[] body) {
      throw new StackOverflowError("injected");
    }
  }

  /** An error without a stack trace: a hundred of them would fill the log. */
  private static final class Unreadable extends Error {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("unreadable", null, false, false);
    }
  }

  @Test
  void decide_permitCannotBeCarried_isARefusalInItsRecordToo() throws Exception {
    Engine engine = engine("audit.ndjson");
    Call call = new Call("/open/a");
    Permit permit =
        engine.decide(
            call,
            null,
            granted -> {
              throw new StackOverflowError("injected");
            });
    assertNull(permit);
    assertEquals(503, call.refusedWith);
    List<JsonNode> records = records();
    assertEquals(1, records.size());
    assertEquals("REFUSED", records.get(0).path("unmapped").path("outcome").asText());
    assertEquals(0, engine.openPermits().count());
    assertEquals(0, engine.counters().permits());
  }

  @Test
  void extend_dispatchThatThrows_refusesAndTheRecordSaysSo() throws Exception {
    Engine engine = engine("audit.ndjson");
    Call call = new Call("/open/a");
    Permit permit = permit(engine, call);
    assertFalse(engine.extend(permit, new BrokenDispatch()));
    assertEquals(503, call.refusedWith);
    engine.finish(permit);
    List<JsonNode> records = records();
    assertEquals(1, records.size());
    assertEquals("REFUSED", records.get(0).path("unmapped").path("outcome").asText());
    assertEquals("internal error", records.get(0).path("status_detail").asText());
  }

  @Test
  void sweep_requestOpenForLong_isRecordedThenAndOnceMoreAtItsEnd() throws Exception {
    Engine engine = engine("audit.ndjson");
    Permit permit = permit(engine, new Call("/open/a"));
    long later = System.nanoTime() + 2 * OpenPermits.LONG_NANOS;
    engine.openPermits().sweep(later);
    engine.openPermits().sweep(later);
    engine.finish(permit);
    List<JsonNode> records = records();
    assertEquals(2, records.size());
    assertTrue(records.get(0).path("unmapped").path("open").asBoolean());
    assertTrue(records.get(1).path("unmapped").path("open").isMissingNode(), "it is over");
    assertEquals(
        records.get(0).path("metadata").path("uid"), records.get(1).path("metadata").path("uid"));
  }

  @Test
  void end_requestUnderWay_isRecordedBeforeTheProcessEnds() throws Exception {
    Engine engine = engine("audit.ndjson");
    Permit permit = permit(engine, new Call("/open/a"));
    engine.end(5000);
    assertEquals(1, Files.readAllLines(folder.resolve("audit.ndjson")).size());
    engine.finish(permit);
    assertEquals(2, records().size());
  }

  @Test
  void clockJump_isAnEventOfItsOwnKind() throws Exception {
    Engine engine = engine("audit.ndjson");
    Records.clockJump(engine.protection(), -3_600_400);
    Records.clockJump(engine.protection(), 86_400_000);
    List<JsonNode> records = records();
    assertEquals("clock jump of -3600 s", records.get(0).path("status_detail").asText());
    assertEquals("clock jump of +86400 s", records.get(1).path("status_detail").asText());
    for (int i = 0; i < 2; i++) {
      assertEquals(6002, records.get(i).path("class_uid").asInt());
      assertEquals("Clock Jump", records.get(i).path("activity_name").asText());
      assertEquals(i + 1, records.get(i).path("metadata").path("sequence").asInt());
    }
  }

  @Test
  void health_changes_areRecordedOnceEach() throws Exception {
    Engine engine = engine("audit.ndjson");
    engine.health().good();
    engine.health().degraded("the policy is broken");
    engine.health().degraded("the policy is broken");
    engine.health().good();
    engine.health().good();
    List<JsonNode> records = records();
    assertEquals(2, records.size());
    assertEquals("degraded: the policy is broken", records.get(0).path("status_detail").asText());
    assertEquals("Failure", records.get(0).path("status").asText());
    assertEquals("Health", records.get(1).path("activity_name").asText());
    assertEquals("Success", records.get(1).path("status").asText());
  }

  @Test
  void handlerReachedWithoutADecision_isAFindingOnceAMinute() throws Exception {
    Engine engine = engine("audit.ndjson");
    for (int i = 0; i < 3; i++) {
      assertFalse(engine.unprotected("com.acme.Orders#get", new Call("/open/a")));
    }
    List<JsonNode> findings = new ArrayList<>();
    for (JsonNode record : records()) {
      if (record.path("class_uid").asInt() == 2004) {
        findings.add(record);
      }
    }
    assertEquals(1, findings.size());
    JsonNode info = findings.get(0).path("finding_info");
    assertEquals("unprotected handler", info.path("types").path(0).asText());
    assertTrue(info.path("title").asText().startsWith("com.acme.Orders#get"), info.toString());
  }

  @Test
  void keysAndCoverage_areEventsOfTheirOwnKinds() throws Exception {
    Engine engine = engine("audit.ndjson");
    engine.recordKeys("the keys of a were changed", true);
    engine.recordCoverage("BZ4007: port 1 listens", false);
    List<JsonNode> records = records();
    assertEquals("Keys", records.get(0).path("activity_name").asText());
    assertEquals("Coverage", records.get(1).path("activity_name").asText());
    assertEquals(5, records.get(1).path("severity_id").asInt());
  }

  @Test
  void decide_trailOnAFullDevice_permitsNothingAndAnswersRefusalsAsEver() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    Engine engine = engine("/dev/full");
    Call first = new Call("/open/a");
    engine.finish(permit(engine, first));
    long until = System.nanoTime() + 20_000_000_000L;
    while (!trail.failing()) {
      assertTrue(System.nanoTime() < until, "never failed");
      Thread.onSpinWait();
    }
    Call next = new Call("/open/a");
    assertNull(engine.decide(next));
    assertEquals(503, next.refusedWith);
    Call refused = new Call("/other");
    assertNull(engine.decide(refused));
    assertEquals(401, refused.refusedWith);
  }
}
