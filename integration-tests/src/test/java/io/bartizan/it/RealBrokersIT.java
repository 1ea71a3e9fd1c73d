package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Brokers with consoles and administration over HTTP, from their makers' artifacts, the flag where
 * their documentation says that flags go. What they listen on besides is named.
 */
@Execution(ExecutionMode.CONCURRENT)
class RealBrokersIT {

  private final Tokens tokens = new Tokens();

  RealBrokersIT() throws Exception {}

  private Application.Plan plan(String name) throws IOException {
    return new Application.Plan(name, Policies.ADMIN_ONLY, tokens.jwks());
  }

  private int asAdmin(Application application, String path) throws Exception {
    return Raw.get(application.port(), path, "Authorization: Bearer " + tokens.of("admin"))
        .status();
  }

  /** Errors in a log, of the program or of the agent. */
  private static void sound(Application application) throws IOException {
    List<String> wrong =
        application
            .log()
            .lines()
            .filter(
                line ->
                    Pattern.compile("Exception|\\bERROR\\b|\\berror BZ|SEVERE")
                        .matcher(line)
                        .find())
            .toList();
    assertEquals(List.of(), wrong, application.log());
  }

  /** bin/activemq, ACTIVEMQ_OPTS; the console's own login is off, for the agent asks already. */
  @Test
  void activemq_consoleIsDecidedAndItsWirePortsAreNamed() throws Exception {
    Path home = unpacked("activemq");
    Application.Plan plan = plan("activemq");
    Path conf = Files.createDirectory(plan.folder.resolve("conf"));
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.toList()) {
        Files.copy(file, conf.resolve(file.getFileName().toString()));
      }
    }
    int wire = Application.freePort();
    replace(
        conf.resolve("activemq.xml"),
        "(?s)<transportConnectors>.*</transportConnectors>",
        "<transportConnectors><transportConnector name=\"openwire\" uri=\"tcp://127.0.0.1:"
            + wire
            + "\"/></transportConnectors>");
    replace(conf.resolve("jetty.xml"), "8161", Integer.toString(plan.port));
    replace(
        conf.resolve("jetty.xml"),
        "name=\"authenticate\" value=\"true\"",
        "name=\"authenticate\" value=\"false\"");
    plan.command.addAll(List.of(home.resolve("bin/activemq").toString(), "console"));
    plan.environment.put("JAVA_HOME", System.getProperty("java.home"));
    plan.environment.put("ACTIVEMQ_CONF", conf.toString());
    plan.environment.put("ACTIVEMQ_DATA", plan.folder.resolve("data").toString());
    plan.environment.put(
        "ACTIVEMQ_OPTS",
        plan.agentFlag()
            + " -Xmx300m -XX:TieredStopAtLevel=1 -Djava.util.logging.config.file=logging.properties"
            + " -Djava.security.auth.login.config="
            + conf.resolve("login.config"));
    try (Application activemq = Application.start(plan)) {
      activemq.awaitLog("WebConsole available");
      Spellings.refused(activemq, "/admin/queues.jsp");
      Spellings.refused(activemq, "/api/jolokia/");
      assertEquals(200, asAdmin(activemq, "/admin/queues.jsp"));
      activemq.awaitLog("bartizan: listens: jetty http port " + plan.port + " (canary refused)");
      activemq.awaitLog("bartizan: warning BZ4007: port " + wire + " listens and is NOT PROTECTED");
      sound(activemq);
      Spellings.held(activemq, 1);
      Cli doctor = activemq.doctor();
      assertEquals(7, doctor.exit(), doctor.toString());
      assertTrue(doctor.out().contains("jetty http port " + plan.port), doctor.out());
      assertTrue(doctor.out().contains("NOT PROTECTED warning BZ4007: port " + wire), doctor.out());
    }
  }

  /** java -cp libs/*, as connect-standalone.sh does with KAFKA_OPTS; the broker has no HTTP. */
  @Test
  void kafkaConnect_restInterfaceIsDecided() throws Exception {
    Application.Plan broker = plan("kafka");
    int controller = Application.freePort();
    String config =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        inter.broker.listener.name=PLAINTEXT
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        """
            .formatted(broker.port, controller, broker.folder.resolve("logs"));
    Path properties = Files.writeString(broker.folder.resolve("server.properties"), config);
    Application.Plan format = plan("kafka-format");
    kafka(
        format,
        false,
        "kafka.tools.StorageTool",
        "format",
        "-t",
        "bartizanAAAAAAAAAAAAAA",
        "-c",
        properties.toString());
    try (Application formatting = Application.launch(format)) {
      formatting.awaitLog("Formatting");
      assertEquals(0, formatting.exit(), formatting.log());
    }
    kafka(broker, false, "kafka.Kafka", properties.toString());
    Application.Plan worker = plan("connect");
    Path offsets = worker.folder.resolve("offsets");
    Files.writeString(
        worker.folder.resolve("worker.properties"),
        """
        bootstrap.servers=127.0.0.1:%d
        key.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter=org.apache.kafka.connect.json.JsonConverter
        offset.storage.file.filename=%s
        listeners=http://127.0.0.1:%d
        """
            .formatted(broker.port, offsets, worker.port));
    kafka(
        worker,
        true,
        "org.apache.kafka.connect.cli.ConnectStandalone",
        worker.folder.resolve("worker.properties").toString());
    try (Application kafka = Application.start(broker);
        Application connect = Application.start(worker)) {
      assertTrue(kafka.alive());
      connect.awaitLog("Kafka Connect started");
      Spellings.refused(connect, "/connectors");
      Spellings.refused(connect, "/admin/loggers");
      assertEquals(200, asAdmin(connect, "/connectors"));
      connect.awaitLog("(canary refused)");
      sound(connect);
      Spellings.held(connect, 1);
    }
  }

  /** QuorumPeerMain, as zkServer.sh starts it with SERVER_JVMFLAGS. */
  @Test
  void zookeeper_adminServerIsDecidedAndItsClientPortAcknowledged() throws Exception {
    int client = Application.freePort();
    Application.Plan plan =
        new Application.Plan(
            "zookeeper",
            Policies.ADMIN_ONLY + "coverage: {acknowledge: [" + client + "]}\n",
            tokens.jwks());
    Path config =
        Files.writeString(
            plan.folder.resolve("zoo.cfg"),
            "tickTime=2000\nclientPortAddress=127.0.0.1\nclientPort=%d\nadmin.serverAddress=127.0.0.1\nadmin.serverPort=%d\ndataDir=%s\n"
                .formatted(client, plan.port, plan.folder.resolve("data")));
    kafka(plan, true, "org.apache.zookeeper.server.quorum.QuorumPeerMain", config.toString());
    try (Application zookeeper = Application.start(plan)) {
      zookeeper.awaitLog("ZooKeeper audit is disabled");
      Spellings.refused(zookeeper, "/commands/stats");
      assertEquals(200, asAdmin(zookeeper, "/commands/stats"));
      zookeeper.awaitLog("bartizan: acknowledged: port " + client);
      zookeeper.awaitLog("(canary refused)");
      sound(zookeeper);
      assertFalse(zookeeper.log().contains("BZ4007"), zookeeper.log());
      Cli doctor = zookeeper.doctor();
      assertEquals(0, doctor.exit(), doctor.toString());
      Spellings.held(zookeeper, 1);
    }
  }

  private static void kafka(Application.Plan plan, boolean agent, String... command)
      throws IOException {
    Path lib = Places.root().resolve("integration-tests/applications/kafka/target/lib");
    Path log4j =
        Files.writeString(
            plan.folder.resolve("log4j.properties"),
            """
            log4j.rootLogger=INFO, stdout
            log4j.appender.stdout=org.apache.log4j.ConsoleAppender
            log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
            log4j.appender.stdout.layout.ConversionPattern=%p %m (%c)%n
            """);
    plan.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (agent) {
      plan.command.add(plan.agentFlag());
    }
    plan.command.addAll(
        List.of(
            "-Xmx300m",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j.configuration=file:" + log4j,
            "-cp",
            lib + File.separator + "*"));
    plan.command.addAll(List.of(command));
  }

  private static Path unpacked(String name) throws IOException {
    try (Stream<Path> folders = Files.list(Application.shipped(name))) {
      return folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static void replace(Path file, String regex, String by) throws IOException {
    String text = Files.readString(file);
    String changed = text.replaceAll(regex, by);
    assertFalse(changed.equals(text), file + " has no " + regex);
    Files.writeString(file, changed);
  }
}
