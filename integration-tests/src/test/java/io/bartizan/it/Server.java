package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server in a JVM of its own, with or without the agent, and its side channel. */
final class Server implements AutoCloseable {

  private static final long START_SECONDS = 60;
  private static final long WAIT_SECONDS = 20;

  /** An application server on a busy machine takes its time to find out that it may not start. */
  private static final long END_SECONDS = 180;

  private static final int MOST_SAID = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  final Path folder;
  private final String trail;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private int port;

  /** Where commands go instead of standard input; null where they go there. */
  private ControlPort control;

  private Server(Path folder, String trail, Process process) {
    this.folder = folder;
    this.trail = trail;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** What to start, and how. */
  static final class Plan {
    final String server;
    Path java = Path.of(System.getProperty("java.home"));
    String policy = Policies.P0;
    String jwks = "{\"keys\":[]}";
    boolean agent = true;
    boolean faults;
    String heap = "256m";

    /** Where the policy puts the trail, below the folder. */
    String trail = "bartizan-audit.ndjson";

    /** Standard error is the test's to read, or to leave unread, instead of a file's. */
    boolean pipedStderr;

    /** Flags that stand before the agent's own, such as other agents'. */
    final List<String> before = new ArrayList<>();

    final List<String> flags = new ArrayList<>();

    Plan(String server) {
      this.server = server;
    }
  }

  /** A folder with a policy and a key set, as an operator would lay it out. */
  static Path lay(Plan plan) throws IOException {
    Files.createDirectories(Places.target());
    Path folder = Files.createTempDirectory(Places.target(), plan.server + "-");
    Files.writeString(folder.resolve("jwks.json"), plan.jwks);
    if (plan.policy != null) {
      Files.writeString(folder.resolve("bartizan.yaml"), plan.policy);
    }
    return folder;
  }

  /** Starts a process without waiting for its port. */
  static Server launch(Plan plan) throws IOException {
    return launch(plan, lay(plan));
  }

  static Server launch(Plan plan, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(plan.java.resolve("bin/java").toString());
    // Most of a test is a JVM's start, which pays for no second compiler.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(plan.before);
    if (plan.agent) {
      command.add("-javaagent:" + Places.agentJar() + "=" + folder.resolve("bartizan.yaml"));
    }
    if (plan.faults) {
      command.add("-javaagent:" + Places.faultJar());
    }
    command.addAll(plan.flags);
    command.addAll(
        Arrays.asList(
            "-Xmx" + plan.heap,
            "-cp",
            Places.classPath(plan.server),
            "io.bartizan.testapp.Launcher",
            folder.resolve("work").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("BARTIZAN_CONFIG");
    if (!plan.pipedStderr) {
      builder.redirectError(folder.resolve("stderr.txt").toFile());
    }
    return new Server(folder, plan.trail, builder.start());
  }

  /** Starts a server and waits for its port. */
  static Server start(Plan plan) throws IOException, InterruptedException {
    return start(plan, lay(plan));
  }

  static Server start(Plan plan, Path folder) throws IOException, InterruptedException {
    Server server = launch(plan, folder);
    String line = server.line(START_SECONDS);
    if (line == null || !line.startsWith("port ")) {
      server.close();
      throw new IllegalStateException(
          plan.server + " did not start: " + line + "\n" + server.stderr());
    }
    server.port = Integer.parseInt(line.substring(5));
    return server;
  }

  /** A server that its own script started, and whose standard streams go to files. */
  static Server of(Path folder, String trail, Process process, int port, ControlPort control) {
    Server server = new Server(folder, trail, process);
    server.port = port;
    server.control = control;
    return server;
  }

  int port() {
    return port;
  }

  /**
   * Waits until decisions are within their second: with the fault agent, or on a busy machine, the
   * first ones have so many classes to load that they are not. OSGi opens its port before it leads
   * to the application.
   */
  void warm(Tokens tokens) throws Exception {
    String admin = "Authorization: Bearer " + tokens.of("admin");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    int status = Raw.get(port, "/admin/a", admin).status();
    while (status != 200 && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(20);
      status = Raw.get(port, "/admin/a", admin).status();
    }
    if (status != 200) {
      throw new AssertionError("status " + status + "\n" + stderr());
    }
  }

  /** What it says first: {@code port N}, which is -1 where nothing listens; null if it ends. */
  String firstLine() throws IOException, InterruptedException {
    return line(START_SECONDS);
  }

  /** One line of standard output; null at its end. The launcher says nothing unasked. */
  String line(long seconds) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!out.ready()) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("no answer in " + seconds + " s\n" + stderr());
      }
      if (!process.isAlive() && !out.ready()) {
        return out.readLine();
      }
      TimeUnit.MICROSECONDS.sleep(500);
    }
    return out.readLine();
  }

  /** Sends a command to the test application; its answer. */
  synchronized String ask(String command) throws IOException, InterruptedException {
    if (control != null) {
      return control.ask(command);
    }
    in.write(command + "\n");
    in.flush();
    return String.valueOf(line(WAIT_SECONDS));
  }

  /** Entries into admin, public, ops and root by a connection, and requests that entered any. */
  int[] counts(int clientPort) throws IOException, InterruptedException {
    String[] words = ask("counts " + clientPort).split(" ");
    return Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
  }

  /** Requests that entered any handler, by whatever connection. */
  int entries() throws IOException, InterruptedException {
    return Integer.parseInt(ask("entries").split(" ")[1]);
  }

  Path auditFile() {
    return folder.resolve(trail);
  }

  /** The audit trail as it stands. */
  List<JsonNode> audit() throws IOException {
    return trail(auditFile());
  }

  /** The records of a trail as it stands, which a line may be on its way to. */
  static List<JsonNode> trail(Path file) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    if (Files.exists(file)) {
      String text = Files.readString(file);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        if (!line.startsWith("{\"seal\":")) {
          events.add(JSON.readTree(line));
        }
      }
    }
    return events;
  }

  /** Waits until the trail holds an event. */
  JsonNode await(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (true) {
      for (JsonNode event : audit()) {
        if (wanted.test(event)) {
          return event;
        }
      }
      if (System.nanoTime() > until) {
        throw new AssertionError("no such event in " + auditFile() + "\n" + stderr());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** What it said on standard error; of one that does not end, the beginning. */
  String stderr() throws IOException {
    Path file = folder.resolve("stderr.txt");
    if (!Files.exists(file)) {
      return "(standard error is the test's)";
    }
    try (InputStream said = Files.newInputStream(file)) {
      return withoutControl(new String(said.readNBytes(MOST_SAID), StandardCharsets.UTF_8));
    }
  }

  /** What a server that its own script started said on standard output. */
  String stdout() throws IOException {
    return withoutControl(Files.readString(folder.resolve("stdout.txt")));
  }

  /** Standard error and, of a server that hands that to a log on standard output, that as well. */
  String said() throws IOException {
    return Files.exists(folder.resolve("stdout.txt")) ? stdout() + stderr() : stderr();
  }

  /** The port of the side channel is the test's own, and rightly told of as unprotected. */
  private String withoutControl(String said) {
    return control == null
        ? said
        : said.replaceAll(
            "(?m)^.*bartizan: warning BZ4007: port " + control.port() + " listens .*\\R", "");
  }

  /** From here on the server lives without the test, until it is told to stop in its own way. */
  void release() throws IOException {
    control.release();
  }

  /** Standard error as a stream, of a plan that has it piped. */
  InputStream errors() {
    return process.getErrorStream();
  }

  /** An attribute of the agent's bean. */
  String jmx(String attribute) throws IOException, InterruptedException {
    return ask("jmx " + attribute).substring("jmx ".length());
  }

  /** Puts another policy in place, as an operator would, and waits until it is in force. */
  void reload(String policy) throws IOException, InterruptedException {
    String digest = jmx("PolicyDigest");
    Path part = folder.resolve("bartizan.yaml.part");
    Files.writeString(part, policy);
    Files.move(part, folder.resolve("bartizan.yaml"), StandardCopyOption.ATOMIC_MOVE);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (jmx("PolicyDigest").equals(digest)) {
      if (System.nanoTime() > until) {
        throw new AssertionError("not in force\n" + policy + stderr());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** What is reachable on the heap, in bytes. */
  long heap() throws IOException, InterruptedException {
    return Long.parseLong(ask("heap").substring("heap ".length()));
  }

  long pid() {
    return process.pid();
  }

  /** Asks the process to end, as container runtimes do (SIGTERM), and leaves its streams open. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Waits until standard error says something. */
  void awaitStderr(String text) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!stderr().contains(text)) {
      if (System.nanoTime() > until) {
        throw new AssertionError("never said: " + text + "\n" + stderr());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Waits for the process to end by itself; its exit code. */
  int exitCode() throws InterruptedException, IOException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process goes on\n" + stderr());
    }
    return process.exitValue();
  }

  /** Whether the process goes on. */
  boolean alive() {
    return process.isAlive();
  }

  /** All that is left of standard output. */
  String restOfStdout() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }

  @Override
  public void close() {
    // A script that does not give way to its JVM leaves it behind.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (control != null) {
      control.close();
    }
    try {
      process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
