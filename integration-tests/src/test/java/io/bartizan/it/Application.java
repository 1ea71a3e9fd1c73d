package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A program that nobody here wrote, started as its users start it, with the agent's flag. */
final class Application implements AutoCloseable {

  private static final long START_SECONDS = 120;
  private static final long STOP_SECONDS = 20;

  private final Plan plan;
  private final Process process;

  private Application(Plan plan, Process process) {
    this.plan = plan;
    this.process = process;
  }

  /** What to start, and how. */
  static final class Plan {

    /** Holds the policy and the key set, what the program says, and what it leaves behind. */
    final Path folder;

    /** A port that is free now; the command says it to the program. */
    final int port = freePort();

    /** The program and its arguments; see {@link #java}. */
    final List<String> command = new ArrayList<>();

    final Map<String, String> environment = new TreeMap<>();

    /** Where it is started. */
    Path directory;

    Plan(String name, String policy, String jwks) throws IOException {
      Files.createDirectories(Places.target());
      folder = Files.createTempDirectory(Places.target(), name + "-");
      directory = folder;
      Files.writeString(folder.resolve("jwks.json"), jwks);
      Files.writeString(folder.resolve("bartizan.yaml"), policy);
    }

    /** The flag, for where a program's documentation says that flags of the JVM go. */
    String agentFlag() {
      return "-javaagent:" + Places.agentJar() + "=" + folder.resolve("bartizan.yaml");
    }

    /** The command is a JVM under the flag, with these arguments. */
    Plan java(String... arguments) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add(agentFlag());
      command.addAll(List.of(arguments));
      return this;
    }
  }

  /** A port that nobody listens on now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  /** What its maker ships, as the build fetched it. */
  static Path shipped(String file) {
    return Places.target().resolve("applications").resolve(file);
  }

  /** Starts a program and waits until it listens. */
  static Application start(Plan plan) throws IOException, InterruptedException {
    Application started = launch(plan);
    try {
      started.awaitPort(plan.port);
      return started;
    } catch (AssertionError | IOException | InterruptedException failed) {
      started.close();
      throw failed;
    }
  }

  /** Starts a program that need not come to listen. */
  static Application launch(Plan plan) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(plan.command);
    builder.directory(plan.directory.toFile());
    builder.environment().remove("BARTIZAN_CONFIG");
    builder.environment().putAll(plan.environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(plan.folder.resolve("log.txt").toFile());
    return new Application(plan, builder.start());
  }

  int port() {
    return plan.port;
  }

  /** Waits until something listens on a port of this machine. */
  void awaitPort(int port) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new AssertionError("nothing listens on " + port + "\n" + log(), notYet);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** What it said so far, on standard output and standard error. */
  String log() throws IOException {
    Path file = plan.folder.resolve("log.txt");
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }

  /** Waits until it says something. */
  void awaitLog(String text) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!log().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new AssertionError("never said: " + text + "\n" + log());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The audit trail as it stands. */
  List<JsonNode> audit() throws IOException {
    return Server.trail(plan.folder.resolve("bartizan-audit.ndjson"));
  }

  /** An attribute of the agent's bean, in the JVM that the command is or starts first. */
  @SuppressWarnings("BanJNDI") // the address is one that a JVM of this test's own gave
  String jmx(String attribute) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid()));
    try {
      JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
      try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
        ObjectName bean = new ObjectName("io.bartizan:type=Protection");
        return String.valueOf(connector.getMBeanServerConnection().getAttribute(bean, attribute));
      }
    } finally {
      machine.detach();
    }
  }

  /** The JVM's; a script may have started it. */
  private long pid() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElse(process.toHandle())
        .pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for it to end by itself; its exit code. */
  int exit() throws InterruptedException {
    assertTrue(process.waitFor(START_SECONDS, TimeUnit.SECONDS), "it goes on");
    return process.exitValue();
  }

  /** What the command line's doctor says of the JVM that the command is or starts first. */
  Cli doctor() throws Exception {
    return Cli.run(plan.folder, "doctor", Long.toString(pid()));
  }

  /** Ends it, and whatever it started. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle one : all) {
      try {
        one.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (Exception goesOn) {
        one.destroyForcibly();
      }
    }
  }
}
