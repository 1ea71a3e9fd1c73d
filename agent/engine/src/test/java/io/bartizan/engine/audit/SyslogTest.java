package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Syslog;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.camel.component.syslog.Rfc5424SyslogMessage;
import org.apache.camel.component.syslog.SyslogFacility;
import org.apache.camel.component.syslog.SyslogSeverity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback; what arrives is read by Apache Camel's syslog component. */
class SyslogTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("audit.ndjson");
  }

  private AuditTrail trail(Syslog.Transport transport, int port, Path trust) throws Exception {
    Syslog server = new Syslog(transport, "localhost", port, trust);
    return AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file()).copiedTo(server));
  }

  private static AuditEvent event(AuditEvent.Outcome outcome) {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .timeMillis(1_795_000_000_123L)
        .outcome(outcome)
        .reason("rule")
        .principalId("j\u00fcrgen \ud83d\ude00")
        .method("GET")
        .path("/a")
        .status(200)
        .build();
  }

  private static void permit(AuditTrail trail, int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(trail.reserve(), "at " + i);
      trail.record(event(AuditEvent.Outcome.PERMITTED));
      if (i % 1000 == 999) {
        assertTrue(trail.flush(20_000));
      }
    }
    assertTrue(trail.flush(20_000));
  }

  private List<JsonNode> records() throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(file())) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  private static void same(List<JsonNode> records, List<Rfc5424SyslogMessage> messages)
      throws Exception {
    assertEquals(records.size(), messages.size());
    for (int i = 0; i < records.size(); i++) {
      assertEquals(records.get(i), JSON.readTree(messages.get(i).getLogMessage()));
    }
  }

  private static long unsent(List<JsonNode> records) {
    return records.stream()
        .filter(r -> r.path("activity_name").asText().equals("Syslog"))
        .mapToLong(r -> r.path("count").asLong())
        .sum();
  }

  @Test
  void tcp_recordsArriveAsTheyStandInTheTrail() throws Exception {
    try (SyslogServer server = SyslogServer.start();
        AuditTrail trail = trail(Syslog.Transport.TCP, server.port(), null)) {
      permit(trail, 2000);
      trail.offer(event(AuditEvent.Outcome.REFUSED));
      assertTrue(trail.flush(20_000));
      Disk.until(() -> server.messages.size() == 2001);
      same(records(), server.messages);
      Rfc5424SyslogMessage first = server.messages.get(0);
      assertEquals(SyslogFacility.RESERVED_13, first.getFacility());
      assertEquals(SyslogSeverity.INFO, first.getSeverity());
      assertEquals("bartizan", first.getAppName());
      assertEquals("6003", first.getMsgId());
      assertEquals("-", first.getStructuredData());
      assertEquals(1_795_000_000_123L, first.getTimestamp().getTimeInMillis());
      assertTrue(first.getLogMessage().chars().allMatch(c -> c < 0x80), "ASCII");
      assertEquals(SyslogSeverity.WARNING, server.messages.get(2000).getSeverity());
    }
  }

  @Test
  void udp_eachRecordIsADatagram() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        AuditTrail trail = trail(Syslog.Transport.UDP, server.getLocalPort(), null)) {
      server.setSoTimeout(10_000);
      List<Rfc5424SyslogMessage> messages = new ArrayList<>();
      byte[] room = new byte[65_535];
      for (int i = 0; i < 50; i++) {
        permit(trail, 1);
        DatagramPacket packet = new DatagramPacket(room, room.length);
        server.receive(packet);
        messages.add(SyslogServer.parse(Arrays.copyOf(room, packet.getLength())));
      }
      same(records(), messages);
    }
  }

  @Test
  void tls_goesToTheServerThatHasProvenWhoItIs_andToNoOther() throws Exception {
    SSLContext own = context("good", "localhost");
    SSLContext other = context("other", "localhost");
    SSLContext misnamed = context("misnamed", "elsewhere.example.com");
    int port;
    try (SyslogServer server = SyslogServer.start(0, own.getServerSocketFactory(), true)) {
      port = server.port();
      try (AuditTrail trail = trail(Syslog.Transport.TLS, port, folder.resolve("good.pem"))) {
        permit(trail, 500);
        Disk.until(() -> server.messages.size() == 500);
        same(records(), server.messages);
      }
    }
    refused(other, folder.resolve("good.pem"));
    refused(misnamed, folder.resolve("misnamed.pem"));
  }

  private void refused(SSLContext context, Path trust) throws Exception {
    Files.delete(file());
    try (SyslogServer server = SyslogServer.start(0, context.getServerSocketFactory(), true)) {
      AuditTrail trail = trail(Syslog.Transport.TLS, server.port(), trust);
      permit(trail, 100);
      assertTrue(trail.conclude(3000));
      trail.close();
      assertEquals(0, server.messages.size());
      assertEquals(100, unsent(records()), "and each is accounted for");
    }
  }

  @Test
  void deadServer_blocksNobodyAndEachRecordIsAccountedFor() throws Exception {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    AuditTrail trail = trail(Syslog.Transport.TCP, nobody, null);
    permit(trail, 3 * SyslogCopy.PLACES);
    assertFalse(trail.failing());
    assertTrue(trail.conclude(2000));
    trail.close();
    List<JsonNode> records = records();
    long own = records.stream().filter(r -> r.path("class_uid").asInt() == 6002).count();
    // The last record tells of itself that it was not sent either.
    assertEquals(records.size() - 1, unsent(records));
    assertEquals(3 * SyslogCopy.PLACES + own, records.size());
    assertTrue(own <= 3, own + " records that tell of it");
  }

  @Test
  void hangingServer_blocksNobody_andGetsWhatWaitedWhenItReads() throws Exception {
    try (SyslogServer server =
            SyslogServer.start(0, javax.net.ServerSocketFactory.getDefault(), false);
        AuditTrail trail = trail(Syslog.Transport.TCP, server.port(), null)) {
      int all = 4 * SyslogCopy.PLACES;
      permit(trail, all);
      assertTrue(trail.written() >= all, "written at once: " + trail.written());
      server.read();
      assertTrue(trail.conclude(5000));
      List<JsonNode> records = records();
      // Each stands there, or is counted; the last record tells of the others.
      long sent = records.size() - 1 - unsent(records);
      Disk.until(() -> server.messages.size() >= sent);
      assertEquals(sent, server.messages.size());
      assertTrue(unsent(records) > 0, "more than what is kept for it");
    }
  }

  @Test
  void restartedServer_getsWhatCameMeanwhile() throws Exception {
    SyslogServer first = SyslogServer.start();
    int port = first.port();
    try (AuditTrail trail = trail(Syslog.Transport.TCP, port, null)) {
      permit(trail, 100);
      Disk.until(() -> first.messages.size() == 100);
      first.close();
      permit(trail, 700);
      try (SyslogServer second =
          SyslogServer.start(port, javax.net.ServerSocketFactory.getDefault(), true)) {
        List<JsonNode> records = records();
        String last =
            "\"sequence\":"
                + records.get(records.size() - 1).path("metadata").path("sequence").asLong()
                + ",";
        Disk.until(() -> second.messages.stream().anyMatch(m -> m.getLogMessage().contains(last)));
        List<Rfc5424SyslogMessage> all = new ArrayList<>(first.messages);
        all.addAll(second.messages);
        // What was on its way to the first one's system when it ended, nobody hears of; no more.
        int gone = records.size() - all.size();
        assertTrue(gone <= 20, gone + " are gone");
        records.subList(100, 100 + gone).clear();
        same(records, all);
      }
    }
  }

  @Test
  void format_syslogInAFile_isReadLineByLine() throws Exception {
    try (AuditTrail trail =
        AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file()).inSyslogFormat())) {
      permit(trail, 20);
    }
    List<String> lines = Files.readAllLines(file());
    assertEquals(20, lines.size());
    for (int i = 0; i < 20; i++) {
      Rfc5424SyslogMessage message =
          SyslogServer.parse(lines.get(i).getBytes(StandardCharsets.UTF_8));
      JsonNode record = JSON.readTree(message.getLogMessage());
      assertEquals(i + 1, record.path("metadata").path("sequence").asInt());
      assertEquals(
          "j\u00fcrgen \ud83d\ude00", record.path("actor").path("user").path("uid").asText());
    }
  }

  @Test
  void open_withCertificatesThatAreNone_saysWhatIsWrong() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
    AuditException said =
        assertThrows(AuditException.class, () -> trail(Syslog.Transport.TLS, 6514, none));
    assertTrue(String.valueOf(said.getMessage()).contains("BZ3007"), said.getMessage());
    trailAgain().close();
  }

  /** The file of a trail that could not be opened is free again. */
  private AuditTrail trailAgain() throws Exception {
    return AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file()));
  }

  private SSLContext context(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(
        store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=dns:" + host);
    keytool(store, "-exportcert", "-rfc", "-file", folder.resolve(name + ".pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (java.io.InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(Path store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
    Path said = folder.resolve("keytool.txt");
    Process tool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(0, tool.waitFor(), () -> "keytool, see " + said);
  }
}
