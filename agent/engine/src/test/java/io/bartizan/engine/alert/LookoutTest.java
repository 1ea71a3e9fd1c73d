package io.bartizan.engine.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditEvent.Outcome;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.engine.webhook.Receiver;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an event that is offered to a trail to whoever is to hear of it. */
class LookoutTest {

  private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path log;

  /** What a test waits for. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  @BeforeEach
  void lay() throws Exception {
    log = folder.resolve("audit.ndjson");
    write("hook", "a secret of thirty-two characters", "rw-------");
  }

  private Path write(String name, String text, String permissions) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private Policy policy(String... sinks) throws Exception {
    Path file =
        write(
            "bartizan.yaml",
            "version: 1\napplication: orders\nrules: []\naudit:\n  file: "
                + log
                + "\n  alerts:\n    - "
                + String.join("\n    - ", sinks)
                + "\n  detect: {refusalBurst: 5/1m}\n",
            "rw-------");
    return PolicyLoader.load(file);
  }

  private static void await(String what, Condition condition) throws Exception {
    long until = System.nanoTime() + BOUND_NANOS;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < until, () -> "never: " + what);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static void burst(AuditTrail trail, int refusals, String client) {
    for (int i = 0; i < refusals; i++) {
      trail.offer(
          new AuditEvent.Builder()
              .decisionId(DecisionIds.next())
              .timeMillis(System.currentTimeMillis())
              .outcome(Outcome.REFUSED)
              .reason("no rule permits it")
              .clientAddress(client)
              .method("GET")
              .path("/admin")
              .status(403)
              .build());
    }
  }

  private List<JsonNode> findings() throws Exception {
    List<JsonNode> found = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      JsonNode record = JSON.readTree(line);
      if (record.path("class_uid").asInt() == 2004) {
        found.add(record);
      }
    }
    return found;
  }

  private static String hook(Receiver receiver) {
    return "{webhook: '" + receiver.url() + "', hmac: hook}";
  }

  @Test
  void alert_goesByEveryWay_andIsAFindingOfTheTrail() throws Exception {
    Path said = folder.resolve("said");
    Path page = write("page", "#!/bin/sh\ncat > \"$1.part\"\nmv \"$1.part\" \"$1\"\n", "rwx------");
    try (Receiver receiver = new Receiver(Receiver.status(200));
        ServerSocket syslog = new ServerSocket(0)) {
      Policy policy =
          policy(
              hook(receiver),
              "{syslog: {server: 'tcp://127.0.0.1:" + syslog.getLocalPort() + "'}}",
              "{command: ['" + page + "', '" + said + "']}");
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        Lookout lookout = new Lookout();
        lookout.use(lookout.prepare(policy), trail);
        burst(trail, 5, "203.0.113.7");
        await("a message", () -> receiver.heard.size() == 1);
        JsonNode alert = JSON.readTree(receiver.heard.get(0).text());
        assertEquals("refusalBurst", alert.path("kind").asText());
        assertEquals("high", alert.path("severity").asText());
        assertEquals("orders", alert.path("service").asText());
        assertEquals(5, alert.path("count").asInt());
        assertEquals(0, alert.path("lost").asInt());
        assertEquals(5, alert.path("decisions").size());
        await("a program", () -> Files.exists(said));
        assertEquals(alert, JSON.readTree(Files.readString(said)));
        try (Socket from = syslog.accept()) {
          String line =
              new String(from.getInputStream().readNBytes(300), StandardCharsets.US_ASCII);
          assertTrue(
              line.matches(
                  "(?s)[0-9]+ <107>1 \\S+Z \\S+ bartizan \\S+ refusalBurst - refusalBurst: 5"
                      + " refused requests of client 203\\.0\\.113\\.7; service orders; .*"),
              line);
        }
        await("a finding", () -> findings().size() == 1);
        JsonNode finding = findings().get(0);
        assertEquals(alert.path("id").asText(), finding.path("metadata").path("uid").asText());
        assertEquals("refusalBurst", finding.path("finding_info").path("types").path(0).asText());
        assertEquals(policy.digest(), finding.path("policy").path("uid").asText());
        assertTrue(
            finding.path("unmapped").path("notes").toString().contains("from 203.0.113.7"),
            finding.toString());
      }
    }
  }

  /** A flood must be counted to the last one, and cost the one who floods nothing but time. */
  @Test
  void flood_isCountedExactly() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(200))) {
      Policy policy = policy(hook(receiver));
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        List<Alert> told = new ArrayList<>();
        Detection detection = new Detection(told::add);
        Watch watch = new Watch(policy, policy.audit().alerts(), java.util.Map.of());
        Hearing hearing = new Hearing();
        int each = 50_000;
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
          threads[t] =
              new Thread(
                  () -> {
                    for (int i = 0; i < each; i++) {
                      hearing.add(
                          new AuditEvent.Builder()
                              .decisionId("d")
                              .clientAddress("10.0.0.1")
                              .build());
                    }
                  });
          threads[t].start();
        }
        long unheard = 0;
        long heard = 0;
        long until = System.nanoTime() + BOUND_NANOS;
        while (heard + unheard < 4L * each) {
          AuditEvent event = hearing.poll();
          if (event == null) {
            hearing.await(TimeUnit.MILLISECONDS.toNanos(1));
          } else {
            heard++;
            detection.take(watch, event, 1);
          }
          long more = hearing.takeUnheard();
          unheard += more;
          detection.unheard(watch, more, 1);
          assertTrue(System.nanoTime() < until, heard + " and " + unheard);
        }
        for (Thread thread : threads) {
          thread.join();
        }
        detection.look(watch, trail, 1 + 2 * Quiet.PERIOD_NANOS);
        Alert last = told.get(told.size() - 1);
        long most = told.stream().mapToLong(alert -> alert.count).max().orElse(0);
        assertEquals(4L * each, most, last.title);
      }
    }
  }

  @Test
  void waysThatFail_hangOrThrow_keepNothingFromTheOthers_norFromTheTrail() throws Exception {
    Path hang = write("hang", "#!/bin/sh\nexec sleep 60\n", "rwx------");
    try (Receiver deaf = new Receiver(socket -> TimeUnit.MINUTES.sleep(1));
        Receiver good = new Receiver(Receiver.status(200))) {
      Policy policy =
          policy(
              hook(deaf),
              "{command: ['" + hang + "']}",
              "{command: [/nowhere/at/all]}",
              hook(good));
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        Lookout lookout = new Lookout();
        lookout.use(lookout.prepare(policy), trail);
        long began = System.nanoTime();
        for (int client = 0; client < 8; client++) {
          burst(trail, 5, "203.0.113." + client);
        }
        long took = System.nanoTime() - began;
        await("all alerts", () -> good.heard.size() == 8);
        await("all findings", () -> findings().size() == 8);
        assertTrue(took < TimeUnit.SECONDS.toNanos(5), "whoever offers does not wait: " + took);
      }
    }
  }

  @Test
  void earThatThrows_keepsNoRecordFromTheTrail() throws Exception {
    Policy policy = policy("{command: [/nowhere/at/all]}");
    try (AuditTrail trail = AuditTrail.open(policy.audit())) {
      trail.tell(
          event -> {
            throw new OutOfMemoryError("staged");
          });
      burst(trail, 1, "203.0.113.7");
      assertTrue(trail.flush(5000));
      assertEquals(1, Files.readAllLines(log).size());
      assertEquals(0, trail.lost());
    }
  }

  @Test
  void reload_keepsTheWaysThatAreTheSame_andWhatWasCounted() throws Exception {
    try (Receiver first = new Receiver(Receiver.status(200));
        Receiver second = new Receiver(Receiver.status(200))) {
      Policy policy = policy(hook(first));
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        Lookout lookout = new Lookout();
        lookout.use(lookout.prepare(policy), trail);
        burst(trail, 4, "203.0.113.7");
        await("all heard", () -> !lookout.behind());
        Policy next = policy(hook(first), hook(second));
        Lookout.Ready ready = lookout.prepare(next);
        lookout.use(ready, trail);
        burst(trail, 1, "203.0.113.7");
        await("both", () -> first.heard.size() == 1 && second.heard.size() == 1);
        Policy last = policy(hook(second));
        lookout.use(lookout.prepare(last), trail);
        burst(trail, 5, "203.0.113.8");
        await("the second", () -> second.heard.size() == 2);
        assertEquals(1, first.heard.size());
      }
    }
  }

  private boolean recorded(String activity, int status, String words) throws Exception {
    for (String line : Files.readAllLines(log)) {
      JsonNode record = JSON.readTree(line);
      if (record.path("activity_name").asText().equals(activity)
          && record.path("status_id").asInt() == status
          && record.path("status_detail").asText().contains(words)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void wayThatIsLeft_sendsWhatWaits_andTheTrailTellsOfIt() throws Exception {
    try (Receiver first = new Receiver(Receiver.status(503));
        Receiver second = new Receiver(Receiver.status(200))) {
      Policy policy = policy(hook(first));
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        Lookout lookout = new Lookout();
        lookout.use(lookout.prepare(policy), trail);
        burst(trail, 5, "203.0.113.7");
        await("an attempt", () -> !first.heard.isEmpty());
        lookout.use(lookout.prepare(policy(hook(second))), trail);
        first.manner = Receiver.status(200);
        await("the record", () -> recorded("Alerts", 1, "were taken"));
        assertEquals(0, second.heard.size());
      }
    }
  }

  /** Whoever takes a sink out and puts it back has lost nothing. */
  @Test
  void wayThatIsNamedAgain_goesOnWithWhatWaits() throws Exception {
    try (Receiver first = new Receiver(Receiver.status(503));
        Receiver second = new Receiver(Receiver.status(200))) {
      Policy policy = policy(hook(first));
      try (AuditTrail trail = AuditTrail.open(policy.audit())) {
        Lookout lookout = new Lookout();
        lookout.use(lookout.prepare(policy), trail);
        burst(trail, 5, "203.0.113.7");
        await("an attempt", () -> !first.heard.isEmpty());
        String id = first.heard.get(0).fields().get("webhook-id");
        lookout.use(lookout.prepare(policy(hook(second))), trail);
        // It comes to nothing, and the way goes on leaving.
        lookout.prepare(policy(hook(first))).discard();
        lookout.use(lookout.prepare(policy(hook(first))), trail);
        first.heard.clear();
        first.manner = Receiver.status(200);
        await("the same message", () -> !first.heard.isEmpty());
        assertEquals(id, first.heard.get(0).fields().get("webhook-id"));
        assertEquals(0, JSON.readTree(first.heard.get(0).text()).path("lost").asInt());
      }
    }
  }

  @Test
  void wayThatIsLeft_hasItsTime_andThenWhatIsLostIsCounted() throws Exception {
    Path hang = write("hang", "#!/bin/sh\nexec sleep 60\n", "rwx------");
    CommandOutlet outlet = new CommandOutlet(List.of(hang.toString()));
    Leaving leaving = new Leaving();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outlet.offer(new Alert.Builder(io.bartizan.policy.AlertKind.TAMPERING, "title").build(0));
    }
    leaving.add("command", outlet, 5);
    leaving.look(5 + Leaving.BOUND_NANOS - 1, (what, count) -> told.add(count + " " + what));
    assertEquals(List.of(), told);
    leaving.look(5 + Leaving.BOUND_NANOS, (what, count) -> told.add(count + " " + what));
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("waited for the command, which"), told.get(0));
    // The one that was in the program's hands is counted when that is killed.
    await("all lost", () -> outlet.lost() == 3);
    assertNull(leaving.takeBack("command"));
  }

  @Test
  void prepared_andNotUsed_isClosedAgain() throws Exception {
    Policy bad =
        policy("{command: [page]}", "{webhook: 'https://soc.test/hook', httpSignature: hook}");
    AlertException told = assertThrows(AlertException.class, () -> new Lookout().prepare(bad));
    assertTrue(String.valueOf(told.getMessage()).startsWith("error BZ3020: "), told.getMessage());
  }

  @Test
  void attempt_saysOfEachWayWhatCameOfIt() throws Exception {
    Path reads = write("reads", "#!/bin/sh\ngrep -q '\"trial\":true'\n", "rwx------");
    Path refuses = write("refuses", "#!/bin/sh\nexit 3\n", "rwx------");
    try (Receiver receiver = new Receiver(Receiver.status(204))) {
      Policy policy =
          policy(
              hook(receiver),
              "{command: ['" + reads + "']}",
              "{command: ['" + refuses + "']}",
              "{command: [/nowhere/at/all]}");
      List<AlertSink> sinks = policy.audit().alerts().sinks();
      assertNull(Lookout.attempt(sinks.get(0), policy));
      assertTrue(receiver.heard.get(0).text().contains("\"trial\":true"));
      assertNull(Lookout.attempt(sinks.get(1), policy));
      assertEquals("ended with exit code 3", Lookout.attempt(sinks.get(2), policy));
      assertNotNull(Lookout.attempt(sinks.get(3), policy));
    }
  }
}
