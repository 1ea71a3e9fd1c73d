package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.engine.revocation.Mark;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a request's session, and of the request, whatever the session's container does.
 */
class EngineSessionsTest {

  @TempDir Path folder;
  private Authenticator authenticator;
  private AuditTrail trail;

  /** The session of all calls. */
  private @Nullable Object note;

  private int ended;
  private int setAside;
  private Runnable lookUp = () -> {};
  private Runnable container = () -> {};

  private Engine engine(String mode, String elsewhere) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file,
        "version: 1\nmode: "
            + mode
            + "\nidentity: {sessions: {adopt: container, elsewhere: "
            + elsewhere
            + "}}\nrules:\n"
            + "  - {allow: {path: /open}, who: anyone}\n"
            + "  - {allow: {path: /orders}, who: clerk}\n"
            + "audit: {file: audit.ndjson}\n");
    Policy policy = PolicyLoader.load(file);
    authenticator = new Authenticator(Clock.systemUTC());
    authenticator.configure(policy.identity());
    trail = AuditTrail.open(policy.audit());
    return new Engine(new Protection(policy, authenticator, new Limiter(policy.limits()), trail));
  }

  @AfterEach
  void close() {
    trail.close();
    authenticator.close();
  }

  /** A request of the session's. */
  private final class Visit extends Call {
    private final String address;
    private BooleanSupplier over = () -> false;
    private Runnable cutting = () -> {};
    private boolean stream;
    private int cutOff;

    Visit(String address, String path) {
      super(path);
      this.address = address;
    }

    @Override
    public String peerAddress() {
      return address;
    }

    /** A stream of events. */
    Visit asStream() {
      stream = true;
      return this;
    }

    @Override
    public boolean streaming() {
      return stream;
    }

    @Override
    public void cutOff() {
      cutting.run();
      cutOff++;
    }

    @Override
    public boolean sessionOver() {
      return over.getAsBoolean();
    }

    @Override
    public String sessionId() {
      lookUp.run();
      return "S1";
    }

    @Override
    public long sessionCreatedMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public String[] sessionLogin(String kept) {
      return new String[] {"ada", "clerk"};
    }

    @Override
    public @Nullable Object sessionNote() {
      return note;
    }

    @Override
    public boolean noteSession(@Nullable Object before, String now) {
      note = now;
      return true;
    }

    @Override
    public void setSessionAside() {
      container.run();
      setAside++;
    }

    @Override
    public void endSession() {
      container.run();
      ended++;
    }
  }

  private int status(Engine engine, String address, String path) {
    Visit visit = new Visit(address, path);
    Permit permit = engine.decide(visit);
    if (permit != null) {
      engine.finish(permit);
      return 200;
    }
    return visit.refusedWith;
  }

  private String lastRecord() throws Exception {
    assertTrue(trail.flush(10_000));
    List<String> lines = Files.readAllLines(folder.resolve("audit.ndjson"));
    return lines.get(lines.size() - 1);
  }

  private static final String HOME = "192.0.2.1";
  private static final String ELSEWHERE = "198.51.100.1";

  @Test
  void challenge_goesOnWithoutTheSession_andIsRecorded() throws Exception {
    Engine engine = engine("enforce", "challenge");
    assertEquals(200, status(engine, HOME, "/orders"));
    assertEquals(401, status(engine, ELSEWHERE, "/orders"));
    assertTrue(lastRecord().contains("session set aside: session used from another network"));
    assertEquals(200, status(engine, ELSEWHERE, "/open"));
    assertTrue(lastRecord().contains("session set aside: session used from another network"));
    assertEquals(2, setAside);
    assertEquals(0, ended);
    assertEquals(200, status(engine, HOME, "/orders"));
  }

  @Test
  void sessionThatCannotBeTaken_isRefused_whereAnybodyMayGo() throws Exception {
    Engine engine = engine("enforce", "challenge");
    assertEquals(200, status(engine, HOME, "/orders"));
    container =
        () -> {
          throw new IllegalStateException("the request has a session that it does not name");
        };
    assertEquals(503, status(engine, ELSEWHERE, "/open"));
    assertEquals(1, engine.counters().failures());
  }

  @Test
  void end_endsTheSession_andIsRecorded() throws Exception {
    Engine engine = engine("enforce", "end");
    assertEquals(200, status(engine, HOME, "/orders"));
    assertEquals(401, status(engine, ELSEWHERE, "/open"));
    String record = lastRecord();
    assertTrue(record.contains("credential: session used from another network"), record);
    assertTrue(record.contains("session ended"), record);
    assertEquals(1, ended);
    assertEquals(401, status(engine, HOME, "/orders"));
  }

  @Test
  void containerThatDoesNotEndIt_changesNothingForWhoeverFindsIt() throws Exception {
    Engine engine = engine("enforce", "end");
    assertEquals(200, status(engine, HOME, "/orders"));
    container =
        () -> {
          throw new NoClassDefFoundError("a listener of the application");
        };
    assertEquals(401, status(engine, ELSEWHERE, "/orders"));
    assertTrue(lastRecord().contains("the session could not be ended: "));
    assertEquals(401, status(engine, HOME, "/orders"));
    assertEquals(401, status(engine, HOME, "/open"));
    assertEquals(0, ended);
  }

  @Test
  void observing_changesNoSession_andTellsWhatWouldHaveBeen() throws Exception {
    for (String elsewhere : new String[] {"challenge", "end"}) {
      note = null;
      Engine engine = engine("observe", elsewhere);
      assertEquals(200, status(engine, HOME, "/orders"));
      assertEquals(200, status(engine, ELSEWHERE, "/orders"));
      assertTrue(lastRecord().contains("session used from another network"));
      assertEquals(0, ended + setAside);
      close();
    }
  }

  @Test
  void lookUpThatHangs_isRefusedWhenItIsBack() throws Exception {
    Engine engine = engine("enforce", "challenge");
    assertEquals(200, status(engine, HOME, "/open"));
    lookUp =
        () -> {
          long until = System.nanoTime() + Engine.DEADLINE_NANOS + TimeUnit.MILLISECONDS.toNanos(1);
          while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
          }
        };
    assertEquals(503, status(engine, HOME, "/open"));
    assertTrue(lastRecord().contains("decision over its deadline"));
  }

  @Test
  void lookUpThatThrows_isRefused_whereAnybodyMayGo() throws Exception {
    Engine engine = engine("enforce", "challenge");
    lookUp =
        () -> {
          throw new IllegalStateException("the store is away");
        };
    assertEquals(503, status(engine, HOME, "/open"));
    assertTrue(lastRecord().contains("credential: the session can't be read: "));
    lookUp =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertEquals(503, status(engine, HOME, "/open"));
    assertNull(note);
  }

  /** An answer under way, whose handler has not left yet. */
  private Permit underWay(Engine engine, Visit visit) {
    Permit permit = engine.decide(visit);
    assertNotNull(permit);
    return permit;
  }

  private void look(Engine engine, long millis) {
    engine.openPermits().expire(millis, engine::finish);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /** Whatever the session has become, its stream ends with it; and nothing else does. */
  @Test
  void stream_endsWithItsSession() throws Exception {
    Engine engine = engine("enforce", "challenge");
    String idle = "1 " + now() / 1000 + " 0 - -";
    Object[] notes = {idle, "1 ended", "of somebody else's", null};
    String[] why = {
      "session idle", "session ended", "session whose note can't be read", "session whose note"
    };
    for (int i = 0; i < notes.length; i++) {
      note = null;
      Visit stream = new Visit(HOME, "/orders").asStream();
      Visit other = new Visit(HOME, "/orders");
      underWay(engine, stream);
      Permit permit = underWay(engine, other);
      look(engine, now());
      assertEquals(0, stream.cutOff, "it is good so far");
      note = notes[i];
      look(engine, now());
      look(engine, now());
      assertEquals(1, stream.cutOff, why[i]);
      assertEquals(0, other.cutOff, "an answer that its handler is at work on");
      assertEquals(1, engine.openPermits().count());
      assertTrue(lastRecord().contains(why[i]), lastRecord());
      engine.finish(permit);
    }
    assertEquals(0, engine.openPermits().count());
  }

  @Test
  void stream_endsWithItsSession_whenTheApplicationEndsIt_orItCannotBeTold() throws Exception {
    Engine engine = engine("enforce", "challenge");
    for (RuntimeException thrown : new RuntimeException[] {null, new IllegalStateException("x")}) {
      note = null;
      Visit stream = new Visit(HOME, "/orders").asStream();
      underWay(engine, stream);
      stream.over =
          () -> {
            if (thrown != null) {
              throw thrown;
            }
            return true;
          };
      look(engine, now());
      assertEquals(1, stream.cutOff);
      String record = lastRecord();
      assertTrue(
          record.contains(thrown == null ? "session over: stream" : "the session can't be read"),
          record);
    }
  }

  /** Its handler is at work still, and ends it: until then the request is not over. */
  @Test
  void answerOfARevokedOrExpiredSession_isCutOff_onceAndStaysOpenForItsHandler() throws Exception {
    Engine engine = engine("enforce", "challenge");
    Visit slow = new Visit(HOME, "/orders");
    Permit permit = underWay(engine, slow);
    look(engine, now());
    assertEquals(0, slow.cutOff);
    authenticator
        .revocations()
        .revoke(Mark.of(Mark.Kind.SUBJECT, "sessions", "ada"), "sessions", Long.MAX_VALUE);
    look(engine, now());
    look(engine, now());
    assertEquals(1, slow.cutOff);
    assertEquals(1, engine.openPermits().count());
    engine.finish(permit);
    assertEquals(0, engine.openPermits().count());
    assertTrue(lastRecord().contains("session revoked: answer cut off"), lastRecord());
  }

  @Test
  void answerOfASessionThatIsTooOld_isCutOff_andOneThatCannotBeKeepsNoOther() throws Exception {
    Engine engine = engine("enforce", "challenge");
    Visit stuck = new Visit(HOME, "/orders");
    Visit slow = new Visit(HOME, "/orders");
    Permit first = underWay(engine, stuck);
    Permit second = underWay(engine, slow);
    stuck.cutting =
        () -> {
          throw new NoClassDefFoundError("its container's");
        };
    look(engine, now() + TimeUnit.HOURS.toMillis(13));
    assertEquals(1, slow.cutOff);
    engine.finish(second);
    assertTrue(lastRecord().contains("session expired: answer cut off"), lastRecord());
    engine.finish(first);
    assertTrue(lastRecord().contains("the stream could not be ended: "), lastRecord());
  }

  @Test
  void observing_cutsNothingOff() throws Exception {
    Engine engine = engine("observe", "challenge");
    Visit stream = new Visit(HOME, "/orders").asStream();
    Permit permit = underWay(engine, stream);
    note = "1 ended";
    look(engine, now() + TimeUnit.HOURS.toMillis(13));
    assertEquals(0, stream.cutOff);
    engine.finish(permit);
  }
}
