package io.bartizan.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditEvent.Kind;
import io.bartizan.engine.audit.AuditEvent.Outcome;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertKind.Severity;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rings and what does not, on a clock of the test's. */
class DetectionTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @TempDir Path folder;
  private final List<Alert> told = new ArrayList<>();
  private final Detection detection = new Detection(told::add);
  private final AuditTrail trail = AuditTrail.toNowhere();
  private Watch watch;
  private long nanos = System.nanoTime();

  @BeforeEach
  void watch() throws Exception {
    watch = watch("{command: [page], on: [" + String.join(", ", AlertKind.words()) + "]}");
  }

  @AfterEach
  void close() {
    trail.close();
  }

  private Watch watch(String sink) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file,
        "version: 1\napplication: orders\nrules: []\naudit: {file: stdout, alerts: ["
            + sink
            + "], detect: {refusalBurst: 5/1m, credentialStuffing: 4/1m, administrators: [root,"
            + " admin]}}\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Policy policy = PolicyLoader.load(file);
    return new Watch(policy, policy.audit().alerts(), Map.of());
  }

  private static AuditEvent.Builder request(Outcome outcome, String client) {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .timeMillis(System.currentTimeMillis())
        .outcome(outcome)
        .reason("no rule permits it")
        .clientAddress(client)
        .method("GET")
        .path("/admin")
        .status(403);
  }

  private AuditEvent take(AuditEvent.Builder builder) {
    AuditEvent event = builder.build();
    if (detection.hears(watch, event)) {
      detection.take(watch, event, nanos);
    }
    return event;
  }

  private List<AlertKind> kinds() {
    List<AlertKind> kinds = new ArrayList<>();
    told.forEach(alert -> kinds.add(alert.kind));
    return kinds;
  }

  private void look() {
    detection.look(watch, trail, nanos);
  }

  @Test
  void burst_ringsOnceWithItsEvidence_andTellsExactlyWhatWasHeldBack() {
    AuditEvent first = take(request(Outcome.REFUSED, "203.0.113.7").principalId("alice"));
    for (int i = 1; i < 4; i++) {
      take(request(Outcome.REFUSED, "203.0.113.7"));
    }
    assertEquals(List.of(), told);
    take(request(Outcome.REFUSED, "203.0.113.7").path("/admin/\u001b[31m"));
    assertEquals(List.of(AlertKind.REFUSAL_BURST), kinds());
    Alert alert = told.get(0);
    assertEquals("5 refused requests of client 203.0.113.7", alert.title);
    assertEquals("client 203.0.113.7", alert.subject);
    assertEquals("orders", alert.service);
    assertEquals(5, alert.count);
    assertEquals(first.timeMillis(), alert.sinceMillis);
    assertEquals(first.decisionId(), alert.decisions.get(0));
    assertEquals(5, alert.decisions.size());
    assertEquals(
        List.of(
            "by alice",
            "from 203.0.113.7",
            "such as GET /admin, GET /admin/\\u001b[31m",
            "because no rule permits it"),
        alert.evidence);
    for (int i = 0; i < 95; i++) {
      take(request(Outcome.REFUSED, "203.0.113.7"));
    }
    nanos += MINUTE - 1;
    look();
    assertEquals(2, told.size(), "the crowd of 50 has rung too");
    nanos++;
    look();
    Alert later =
        told.stream().skip(2).filter(one -> alert.subject.equals(one.subject)).findFirst().get();
    assertEquals(95, later.heldBack);
    assertEquals(100, later.count);
    nanos += MINUTE;
    look();
    assertEquals(4, told.size(), "the crowd's, and nothing more");
    nanos += MINUTE;
    look();
    assertEquals(4, told.size());
  }

  @Test
  void refusalsThatAreSpreadOut_ringNever_andPermitsDoNot() {
    for (int i = 0; i < 100; i++) {
      take(request(Outcome.REFUSED, "203.0.113.7"));
      take(request(Outcome.PERMITTED, "203.0.113.7"));
      nanos += MINUTE / 3;
    }
    assertEquals(List.of(), told);
  }

  @Test
  void observedRequests_countAsTheyWouldBeRefused() {
    for (int i = 0; i < 5; i++) {
      take(request(Outcome.OBSERVED, "203.0.113.7"));
    }
    assertEquals(List.of(AlertKind.REFUSAL_BURST), kinds());
  }

  @Test
  void oneNetworkOfIpv6_isOneClient_andOnePrincipalCountsFromAnywhere() {
    for (int i = 0; i < 5; i++) {
      take(request(Outcome.REFUSED, "2001:db8::" + i));
    }
    assertEquals("client 2001:db8:0:0:0:0:0:0/64", told.get(0).subject);
    for (int i = 0; i < 5; i++) {
      take(request(Outcome.REFUSED, "192.0.2." + i).principalId("alice"));
    }
    assertEquals("principal alice", told.get(1).subject);
    assertEquals(2, told.size());
  }

  @Test
  void crowdOfClients_eachOnce_ringsForAll_andMemoryStays() {
    for (int i = 0; i < 100_000; i++) {
      take(request(Outcome.REFUSED, "10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256));
    }
    assertEquals(1, told.size());
    assertEquals("50 refused requests of all clients", told.get(0).title);
    nanos += MINUTE;
    look();
    assertEquals(100_000, told.get(1).count);
    assertEquals(100_000 - 50, told.get(1).heldBack);
  }

  @Test
  void manySubjects_areToldApartUpToTen_andTheRestAsOne() {
    for (int client = 0; client < 40; client++) {
      for (int i = 0; i < 5; i++) {
        take(request(Outcome.REFUSED, "203.0.113." + client));
      }
    }
    // Ten subjects, the crowd among them, and the others.
    assertEquals(11, told.size());
    nanos += MINUTE;
    look();
    long held = told.subList(11, told.size()).stream().mapToLong(alert -> alert.heldBack).sum();
    // 40 clients rang once each, and the crowd from its 50th refusal on.
    assertEquals(40 + (200 - 49), 11 + held);
  }

  /** Each request passes by here: it must not cost the garbage collector anything. */
  @Test
  void permitOfSomebodyKnown_allocatesNothing() {
    AuditEvent known =
        take(
            request(Outcome.PERMITTED, "10.0.0.1")
                .principalId("eve")
                .issuer("a")
                .tokenHash("t1")
                .roles(Set.of("admin", "user")));
    assertTrue(detection.hears(watch, known), "its token is news still");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean heard = false;
    for (int i = 0; i < 100_000; i++) {
      heard |= detection.hears(watch, known);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertFalse(heard);
    assertTrue(allocated < 100_000, allocated + " bytes for 100,000 requests");
  }

  @Test
  void maskedPrincipalsAndClients_countForAllAlone() {
    for (int i = 0; i < 49; i++) {
      take(request(Outcome.REFUSED, null).principalId("*"));
    }
    take(request(Outcome.PERMITTED, null).principalId("*").roles(List.of("admin")));
    assertEquals(List.of(), told);
    take(request(Outcome.REFUSED, null).principalId("*"));
    assertEquals("all clients", told.get(0).subject);
  }

  @Test
  void refusedCredentials_areOfAKindOfTheirOwn() {
    for (int i = 0; i < 4; i++) {
      take(request(Outcome.REFUSED, "203.0.113.7").credentialRefused(true).status(401));
    }
    assertEquals(List.of(AlertKind.CREDENTIAL_STUFFING), kinds());
    assertEquals("4 refused credentials of client 203.0.113.7", told.get(0).title);
  }

  @Test
  void administrator_ringsWhenSeenFirst_andOnceForEachIssuer() {
    take(
        request(Outcome.PERMITTED, "10.0.0.1")
            .principalId("eve")
            .issuer("a")
            .roles(List.of("user")));
    assertEquals(List.of(), told);
    AuditEvent first =
        take(
            request(Outcome.PERMITTED, "10.0.0.1")
                .principalId("eve")
                .issuer("a")
                .roles(List.of("admin")));
    take(
        request(Outcome.PERMITTED, "10.0.0.1")
            .principalId("eve")
            .issuer("a")
            .roles(List.of("admin")));
    assertEquals(List.of(AlertKind.NEW_ADMINISTRATOR), kinds());
    assertEquals("eve has the role admin and was not seen with it before", told.get(0).title);
    assertEquals(List.of(first.decisionId()), told.get(0).decisions);
    AuditEvent again =
        request(Outcome.PERMITTED, "10.0.0.1")
            .principalId("eve")
            .issuer("a")
            .roles(List.of("admin"))
            .build();
    assertFalse(detection.hears(watch, again), "who is known costs nothing any more");
    take(
        request(Outcome.PERMITTED, "10.0.0.1")
            .principalId("eve")
            .issuer("b")
            .roles(List.of("root")));
    nanos += MINUTE;
    look();
    assertEquals(2, told.size());
    assertEquals(1, told.get(1).heldBack);
  }

  @Test
  void token_fromAnotherNetwork_rings_andFromItsOwnDoesNot() {
    take(request(Outcome.PERMITTED, "10.4.0.21").principalId("alice").tokenHash("t1"));
    take(request(Outcome.PERMITTED, "10.4.0.22").principalId("alice").tokenHash("t1"));
    take(request(Outcome.PERMITTED, "203.0.113.77").principalId("alice").tokenHash("t2"));
    assertEquals(List.of(), told);
    AuditEvent same =
        request(Outcome.PERMITTED, "10.4.0.22").principalId("alice").tokenHash("t1").build();
    assertFalse(detection.hears(watch, same), "the same again costs one look");
    take(request(Outcome.REFUSED, "203.0.113.77").principalId("alice").tokenHash("t1"));
    assertEquals(List.of(AlertKind.TOKEN_SHARED), kinds());
    assertEquals(
        "one token of alice was used from 10.4.0.22 and from 203.0.113.77", told.get(0).title);
    assertEquals(2, told.get(0).decisions.size());
    assertTrue(told.get(0).evidence.contains("token t1"), told.get(0).evidence.toString());
  }

  @Test
  void tokensAreWatchedOnlyWhereSomebodyWantsToHear() throws Exception {
    watch = watch("{command: [page]}");
    take(request(Outcome.PERMITTED, "10.4.0.21").principalId("alice").tokenHash("t1"));
    take(request(Outcome.PERMITTED, "203.0.113.77").principalId("alice").tokenHash("t1"));
    assertEquals(List.of(), told);
    watch = watch("{command: [page], on: tampering}");
    for (int i = 0; i < 100; i++) {
      take(request(Outcome.REFUSED, "203.0.113.7"));
    }
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @CsvSource({
    "POLICY,policy refused: x,policyReloadFailed",
    "KEYS,the keys of x can't be had,keyServerDown",
    "COVERAGE,BZ4005: x,unprotectedEntry",
    "SYSLOG,5 records were not sent,auditDegraded",
    "TRAIL,possible tampering: the last segment had 9 lines and now has 5,tampering",
  })
  void whatBefellBartizan_rings(Kind kind, String reason, String word) {
    take(own(kind, reason));
    assertEquals(AlertKind.of(word), told.get(0).kind);
    assertEquals(reason, told.get(0).title);
    assertFalse(told.get(0).recorded);
    take(own(kind, "all is well again").outcome(Outcome.PERMITTED));
    take(own(Kind.TRAIL, "a record of 5 bytes, torn at the end of the file, was cut off"));
    take(own(Kind.HEALTH, "degraded: x"));
    take(own(Kind.CLOCK, "clock jump of +60 s"));
    assertEquals(1, told.size());
  }

  private static AuditEvent.Builder own(Kind kind, String reason) {
    return new AuditEvent.Builder()
        .kind(kind)
        .decisionId(DecisionIds.next())
        .timeMillis(System.currentTimeMillis())
        .reason(reason);
  }

  @Test
  void finding_ringsWithItsOwnId_andAnAlertsFindingIsNotHeardAgain() {
    AuditEvent found =
        take(own(Kind.FINDING, "x was reached").finding("unprotected handler", Severity.CRITICAL));
    assertEquals(List.of(AlertKind.UNPROTECTED_ENTRY), kinds());
    assertEquals(found.decisionId(), told.get(0).id);
    assertTrue(told.get(0).recorded);
    take(own(Kind.FINDING, "5 refused requests").finding("refusalBurst", Severity.HIGH));
    nanos += MINUTE;
    look();
    assertEquals(1, told.size());
  }

  @Test
  void recordsThatTheTrailLost_ring() {
    look();
    trail.lose();
    trail.lose();
    look();
    look();
    assertEquals(List.of(AlertKind.AUDIT_DEGRADED), kinds());
    assertEquals(2, told.get(0).count);
  }

  @Test
  void whatCouldNotBeToldApart_countsForAll() {
    detection.unheard(watch, 49, nanos);
    assertEquals(List.of(), told);
    detection.unheard(watch, 951, nanos);
    assertEquals("1000 refused requests of all clients", told.get(0).title);
  }
}
