package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Identification;
import io.bartizan.engine.identity.Stated;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the application hears who sends a request as it was proven, or does not hear of it. */
class HandoverTest {

  private static final String IDENTITY =
      """
      version: 1
      %s
      identity:
        issuers: [{issuer: https://issuer.test, audience: api, rolesClaim: roles}]
        propagate: principal
        identityHeaders: [X-Remote-User]
      %s
      roles:
        clerk: token.department == 'sales'
        boss: {when: token.chief == 'yes', inherits: [manager]}
        broken: token.nothing.there == 'x'
      rules: [{allow: {path: /**}, who: anyone}]
      """;

  @TempDir Path folder;

  private Engine engine(String mode, String proxies, Map<String, Object> claims) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, IDENTITY.formatted(mode, proxies));
    Policy policy = PolicyLoader.load(file);
    Identification who = Stated.identify(policy, claims, Set.of());
    return new Engine(
        new Protection(
            policy,
            (exchange, proven) -> who,
            new Limiter(Collections.emptyList()),
            AuditTrail.toNowhere()));
  }

  private static Map<String, Object> claims() {
    return Map.of("sub", "ada", "department", "sales", "chief", "yes", "roles", List.of("a", "b"));
  }

  @Test
  void propagate_provenPrincipal_isToldWithAllRolesOfTokenAndPolicy() throws Exception {
    Engine engine = engine("", "", claims());
    Call call = new Call("/a");
    List<String> told = new ArrayList<>();
    call.propagation =
        (name, type, roles) -> {
          told.addAll(Arrays.asList(name, type));
          told.addAll(Arrays.asList(roles));
          return true;
        };
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    assertEquals(List.of("ada", "Bearer", "a", "b", "clerk", "boss", "manager"), told);
    assertEquals("ada", engine.toConfirm(permit));
    assertNull(engine.toConfirm(permit), "once is enough");
  }

  @Test
  void propagate_containerThrows_is503AndNoPermit() throws Exception {
    Engine engine = engine("", "", claims());
    List<Call.Propagation> failing =
        List.of(
            (name, type, roles) -> {
              throw new IllegalStateException("no such principal");
            },
            (name, type, roles) -> {
              throw new NoSuchMethodError("another version");
            });
    for (Call.Propagation how : failing) {
      Call call = new Call("/a");
      call.propagation = how;
      assertNull(engine.decide(call));
      assertEquals(503, call.refusedWith);
    }
  }

  @Test
  void propagate_containerCant_is503ForWhoeverIsSomebody() throws Exception {
    Call call = new Call("/a");
    call.propagation = (name, type, roles) -> false;
    assertNull(engine("", "", claims()).decide(call));
    assertEquals(503, call.refusedWith);
    Call free = new Call("/a");
    free.propagation = call.propagation;
    assertNotNull(engine("", "", null).decide(free), "nobody is to be told of");
  }

  @Test
  void propagate_observed_isNotDone() throws Exception {
    Engine engine = engine("mode: observe", "", claims());
    Call call = new Call("/a");
    call.headers.put("X-Remote-User", "root");
    Permit permit = engine.decide(call);
    assertNotNull(permit);
    assertNull(engine.toConfirm(permit));
    assertTrue(call.headers.containsKey("X-Remote-User"));
  }

  @Test
  void cleanse_headerOfAnybody_isGoneUnderEverySpelling() throws Exception {
    Engine engine = engine("", "", null);
    for (String name : new String[] {"X-Remote-User", "x_remote_user", "X_REMOTE-USER"}) {
      Call call = new Call("/a");
      call.headers.put(name, "root");
      assertNotNull(engine.decide(call));
      assertTrue(call.headers.isEmpty(), name);
    }
  }

  @Test
  void cleanse_serverCant_is400() throws Exception {
    Call call = new Call("/a");
    call.headers.put("x_remote_user", "root");
    call.removes = false;
    assertNull(engine("", "", null).decide(call));
    assertEquals(400, call.refusedWith);
  }

  @Test
  void cleanse_headerOfATrustedProxy_stays() throws Exception {
    Call call = new Call("/a");
    call.headers.put("X-Remote-User", "root");
    call.removes = false;
    assertNotNull(engine("", "  trustedProxies: [192.0.2.0/24]", null).decide(call));
    assertTrue(call.headers.containsKey("X-Remote-User"));
  }
}
