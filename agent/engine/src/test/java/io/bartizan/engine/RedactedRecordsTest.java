package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is masked stands in no output, whatever becomes of the request. */
class RedactedRecordsTest {

  private static final String RULES =
      "rules:\n"
          + "  - {name: customers, allow: {path: '/customers/{ssn}/**'}, who: anyone, audit:"
          + " full}\n"
          + "  - {name: no-files, deny: {path: '/customers/*/files/**'}}\n";

  @TempDir private Path folder;

  private List<String> records(String audit, int storm) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file, "version: 1\n" + RULES + "audit: {file: trail, mask: [path.ssn]" + audit + "}\n");
    Policy policy = PolicyLoader.load(file);
    try (Authenticator authenticator = new Authenticator(Clock.systemUTC());
        AuditTrail trail = AuditTrail.open(policy.audit())) {
      Engine engine =
          new Engine(new Protection(policy, authenticator, new Limiter(policy.limits()), trail));
      for (int i = 0; i < 1 + storm; i++) {
        Call permitted = new Call("/customers/SECRET/orders");
        permitted.query = "?page=7&ssn_token=SECRET&access_token=SECRET";
        permitted.headers.put("Origin", "https://shop.test");
        permitted.headers.put("Cookie", "SECRET");
        Permit permit = engine.decide(permitted);
        assertNotNull(permit);
        engine.finish(permit);
        assertNull(engine.decide(new Call("/customers/SECRET/files/7")), "denied");
        assertNull(engine.decide(new Call("/CUSTOMERS/SECRET/x")), "no rule: case counts");
        assertNull(engine.decide(new Call("/customers/SECRET/..%2fx")), "ambiguous");
        engine.unprotected("com.acme.Servlet#service", new Call("/customers/SECRET"));
      }
      assertTrue(trail.flush(10_000));
    }
    return Files.readAllLines(folder.resolve("trail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", format: syslog"})
  void path_masked_standsInNoRecordOfAnyOutcome(String audit) throws Exception {
    List<String> lines = records(audit, 0);
    String all = String.join("\n", lines);
    assertFalse(all.contains("SECRET"), all);
    assertTrue(all.contains("/customers/*/orders"), all);
    assertTrue(all.contains("/customers/*/files/7"), all);
    assertTrue(all.contains("/CUSTOMERS/*/x"), all);
    assertTrue(all.contains("page=7&ssn_token=*&access_token=*"), all);
    assertTrue(all.contains("https://shop.test"), all);
    long requests = lines.stream().filter(line -> line.contains("\"outcome\"")).count();
    assertEquals(5, requests, all);
  }

  @Test
  void path_masked_isNotInWhatIsCountedTogether() throws Exception {
    String all = String.join("\n", records("", 1200));
    assertFalse(all.contains("SECRET"));
    assertTrue(all.contains("\"alike\":\"request\""), "a storm of refusals");
  }
}
