package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.authorization.Attribute;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Sample;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.trial.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that bind for a share of those who ask. */
class SampledRulesTest {

  private static final String RULES =
      """
      version: 1
      rules:
        - {name: all, allow: {path: /x}, who: anyone}
        - {name: try, deny: {path: /x}, sample: 30%}
        - {name: few, allow: {path: /y}, who: anyone, sample: 30%}
      audit: {file: audit.ndjson}
      """;

  @TempDir Path folder;

  private Policy policy() throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, RULES);
    return PolicyLoader.load(file);
  }

  private static Call from(int last, String path) {
    return new Call(path) {
      @Override
      public String peerAddress() {
        return "192.0.2." + last;
      }
    };
  }

  @Test
  void theSample_isRefusedOrPermitted_andOfTheOthersItIsRecorded() throws Exception {
    Policy policy = policy();
    Sample share = Sample.of(30);
    int sampled = 0;
    try (AuditTrail trail = AuditTrail.open(policy.audit());
        Authenticator authenticator = new Authenticator(Clock.systemUTC())) {
      Engine engine =
          new Engine(new Protection(policy, authenticator, new Limiter(policy.limits()), trail));
      for (int i = 0; i < 100; i++) {
        byte[] address = {(byte) 192, 0, 2, (byte) i};
        Permit denied = engine.decide(from(i, "/x"));
        Permit allowed = engine.decide(from(i, "/y"));
        if (share.takes("try", address)) {
          sampled++;
          assertNull(denied);
        } else {
          assertNotNull(denied);
          engine.finish(denied);
        }
        assertEquals(share.takes("few", address), allowed != null);
        if (allowed != null) {
          engine.finish(allowed);
        }
      }
      assertTrue(trail.flush(10_000));
    }
    assertTrue(sampled > 10 && sampled < 60, "sampled: " + sampled);
    List<String> records = Files.readAllLines(folder.resolve("audit.ndjson"));
    String noted = "rule try would deny this (outside of its sample of 30%)";
    assertEquals(100 - sampled, records.stream().filter(r -> r.contains(noted)).count());
    String missed = "rule few would allow this (outside of its sample of 30%)";
    assertTrue(records.stream().anyMatch(r -> r.contains(missed)), records.toString());
  }

  @Test
  void whoIsOutOfTheSample_isTold() throws Exception {
    try (Trial trial = new Trial(policy())) {
      int out = 0;
      for (int i = 0; i < 100; i++) {
        Given given =
            new Given.Builder().method("GET").target("/x").address("192.0.2." + i).build();
        boolean sampled = Sample.of(30).takes("try", new byte[] {(byte) 192, 0, 2, (byte) i});
        assertEquals(
            sampled ? Outcome.Kind.REFUSED : Outcome.Kind.PERMITTED, trial.judge(given).kind());
        boolean told =
            trial.fits(given).get(1).attributes().stream()
                .anyMatch(a -> a.name().equals("sample") && a.state() == Attribute.State.FAILS);
        assertEquals(!sampled, told);
        out += told ? 1 : 0;
      }
      assertTrue(out > 0);
    }
  }
}
