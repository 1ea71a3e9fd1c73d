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
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that enforce while the rest of the policy observes. */
class EnforcedTest {

  private static final String RULES =
      """
      version: 1
      mode: observe
      rules:
        - {name: door, mode: enforce, allow: {method: [GET], path: /door}, who: anyone}
        - {name: admin, mode: enforce, deny: {path: /admin/**}, except: [user:ada]}
        - {name: shop, mode: enforce, allow: {method: [POST], path: "/shop/{id}"}}
        - {name: over, mode: enforce, deny: {path: /past/**}, expires: "2020-01-01T00:00:00Z"}
        - {name: public, allow: {path: /public/**}, who: anyone}
        - {name: never, deny: {path: /public/never}}
      audit: {file: audit.ndjson}
      """;

  @TempDir Path folder;
  private @Nullable Authenticator authenticator;
  private @Nullable AuditTrail trail;
  private @Nullable Policy policy;
  private @Nullable Engine made;

  @BeforeEach
  void open() throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, RULES);
    Policy loaded = PolicyLoader.load(file);
    policy = loaded;
    trail = AuditTrail.open(loaded.audit());
    authenticator = new Authenticator(Clock.systemUTC());
    made = engine(loaded);
  }

  private Engine engine(Policy one) {
    return new Engine(
        new Protection(
            one,
            Objects.requireNonNull(authenticator),
            new Limiter(one.limits()),
            Objects.requireNonNull(trail)));
  }

  private Engine engine() {
    return Objects.requireNonNull(made);
  }

  @AfterEach
  void close() {
    Objects.requireNonNull(trail).close();
    Objects.requireNonNull(authenticator).close();
  }

  private static int status(Engine engine, Call call) {
    Permit permit = engine.decide(call);
    if (permit == null) {
      return call.refusedWith;
    }
    engine.finish(permit);
    return 200;
  }

  /** What a rule enforces by its path, in any spelling, is decided as if all were enforced. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/x",
        "/ADMIN/x",
        "/admin/",
        "/admin/x/",
        "/door",
        "/Door/",
        "/admin/%2e%2e/x",
        "/public/..%2fadmin",
        "/public/%zz"
      })
  void whatARuleEnforces_isDecidedAsUnderEnforce(String path) {
    Engine enforcing = engine(Objects.requireNonNull(policy).in(Mode.ENFORCE));
    int expected = status(enforcing, new Call(path));
    assertEquals(expected, status(engine(), new Call(path)), path);
    assertEquals(path.equals("/door"), expected == 200, path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/other",
        "/shop/7",
        "/past/x",
        "/public/never",
        "/public//x",
        "/administration"
      })
  void whatNoRuleEnforces_isObserved(String path) {
    assertEquals(200, status(engine(), new Call(path)));
  }

  @Test
  void enforcedAllow_asksItsRequestsForAPermit_byTheMethodThatItNames() {
    Call post =
        new Call("/shop/7") {
          @Override
          public String method() {
            return "post";
          }
        };
    assertEquals(401, status(engine(), post), "some containers take post for POST");
    assertEquals(200, status(engine(), new Call("/shop/7")));
  }

  @Test
  void brokenCredential_isRefusedWhereItCounts_andOnlyThere() {
    Call admin = new Call("/admin/x");
    admin.headers.put("Authorization", "Bearer broken");
    assertEquals(401, status(engine(), admin));
    Call other = new Call("/other");
    other.headers.put("Authorization", "Bearer broken");
    assertEquals(200, status(engine(), other));
  }

  @Test
  void requestOfWhichNothingCanBeTold_isRefused() {
    Call call =
        new Call("/other") {
          @Override
          public String path() {
            throw new IllegalStateException("no path");
          }
        };
    assertEquals(503, status(engine(), call));
    Call half =
        new Call("/other") {
          @Override
          public String rawTarget() {
            throw new NoClassDefFoundError("gone");
          }
        };
    assertEquals(503, status(engine(), half));
  }

  @Test
  void shutGate_refusesWhatIsEnforced() {
    engine().closure().shut("a join point is missing");
    assertEquals(503, status(engine(), new Call("/door")));
    assertEquals(200, status(engine(), new Call("/other")));
  }

  @Test
  void handlerWithoutADecision_isRefusedWhereARuleEnforces() {
    assertFalse(engine().unprotected("com.acme.Admin", new Call("/door")));
    assertTrue(engine().unprotected("com.acme.Other", new Call("/other")));
  }

  @Test
  void observingAskedFor_isStrongerThanAnyRule() {
    Policy asked = Objects.requireNonNull(policy).in(Mode.OBSERVE);
    assertTrue(asked.observesOnly());
    assertFalse(Objects.requireNonNull(policy).observesOnly());
    assertEquals(200, status(engine(asked), new Call("/admin/x")));
  }

  /** A forward to a path, or to a servlet by its name. */
  private static class Forward extends Handler {
    private final String @Nullable [] mappings;

    Forward(String path, String @Nullable ... mappings) {
      super(path, null, false);
      this.mappings = mappings;
    }

    @Override
    public String kind() {
      return "FORWARD";
    }

    @Override
    public boolean resource() {
      return false;
    }

    @Override
    public boolean mappedByPath() {
      return mappings == null;
    }

    @Override
    public String @Nullable [] mappings() {
      return mappings;
    }
  }

  private Permit permit(Exchange call) {
    Permit permit = engine().decide(call);
    assertNotNull(permit);
    return permit;
  }

  @Test
  void observedRequest_isForwardedToWhatRulesEnforceOnlyAsTheyAllow() throws Exception {
    Permit permit = permit(new Call("/other"));
    Forward secret = new Forward("/admin/x", (String[]) null);
    assertFalse(engine().extend(permit, secret));
    assertEquals(401, secret.refusedWith);
    assertFalse(engine().extend(permit, new Forward("/other", "/admin/*")));
    assertTrue(engine().extend(permit, new Forward("/public/never", (String[]) null)));
    assertTrue(engine().extend(permit, new Forward("/else", "/else/*")));
    engine().finish(permit);
    assertTrue(Objects.requireNonNull(trail).flush(10_000));
    JsonNode record =
        new ObjectMapper().readTree(Files.readAllLines(folder.resolve("audit.ndjson")).get(0));
    assertTrue(
        record.path("unmapped").path("notes").toString().contains("dispatch refused: FORWARD"),
        record.toString());
  }

  @Test
  void forwardOfWhomNobodyKnows_orOfWhichNothingCanBeTold_isRefused() {
    Call broken = new Call("/other");
    broken.headers.put("Authorization", "Bearer broken");
    Permit permit = permit(broken);
    assertTrue(engine().extend(permit, new Forward("/else", (String[]) null)));
    Forward secret = new Forward("/door", (String[]) null);
    assertFalse(engine().extend(permit, secret));
    assertEquals(503, secret.refusedWith);
    Permit untold = permit(new Call("/other"));
    Forward failing =
        new Forward("/else", (String[]) null) {
          @Override
          public String path() {
            throw new IllegalStateException("no path");
          }
        };
    assertFalse(engine().extend(untold, failing));
    assertEquals(503, failing.refusedWith);
    assertNull(engine().decide(new Call("/admin/x")));
  }
}
