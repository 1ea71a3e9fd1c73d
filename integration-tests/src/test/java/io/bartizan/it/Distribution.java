package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A product as its archive brings it, unpacked into a folder of its own and started by its own
 * script with the settings that its documentation names. Whoever makes one lays out what the
 * product needs, and says how it is started and stopped; the test application ({@link #war}) is
 * deployed at the root context and opens the side channel.
 */
final class Distribution {

  private static final long START_SECONDS = 180;
  static final long STOP_SECONDS = 60;

  /** Names of variables that the shell of whoever runs the tests must not lend to a product. */
  private static final List<String> FOREIGN =
      List.of(
          "BARTIZAN_CONFIG",
          "CATALINA_BASE",
          "CATALINA_HOME",
          "CATALINA_OPTS",
          "EXTRA_JAVA_OPTS",
          "JAVA_OPTS",
          "JAVA_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "JETTY_BASE",
          "JETTY_HOME",
          "JVM_ARGS",
          "KARAF_BASE",
          "KARAF_DATA",
          "KARAF_ETC",
          "KARAF_HOME",
          "KARAF_OPTS");

  /** What a command said, and how it ended. */
  record Said(int exit, String text) {}

  /** What the archive held, without its topmost folder. */
  final Path home;

  /** Where the policy lies, and the trail beside it. */
  Path policyFolder;

  /** The working directory of its commands. */
  Path folder;

  /** The port of HTTP that the product is set up to listen on, at 127.0.0.1. */
  final int port = freePort();

  /** Whether its port speaks HTTP/2 with whoever begins so (RFC 9113, 3.3). */
  boolean http2;

  /** Whether the application in it declares that {@code /ops/clerks/*} is for clerks. */
  boolean declared;

  /** The port of its management by HTTP, where it has one. */
  int management;

  /** A path of its management, and what is in the answer where a rule lets a request get there. */
  String managed = "";

  String manages = "";

  /** What every policy of it says at its end, such as ports that are known to be unprotected. */
  String known = "";

  Path java = Path.of(System.getProperty("java.home"));

  final Map<String, String> environment = new HashMap<>();

  /** What starts it and stays with it, in the foreground. */
  List<String> start = new ArrayList<>();

  /** The product's own stop command; empty where it has none. */
  List<String> stop = new ArrayList<>();

  private final Path control;

  private Distribution(Path home) throws IOException {
    this.home = home;
    this.policyFolder = home;
    this.folder = home;
    this.control = home.resolveSibling("control");
  }

  /** Unpacks an archive that the build fetched, by its name without version: {@code tomcat9}. */
  static Distribution unpack(String name) throws Exception {
    Path archive = archive(name);
    Distribution product = bare(name);
    if (archive.toString().endsWith(".zip")) {
      unzip(archive, product.home);
    } else {
      List<String> tar = List.of("tar", "-xzf", "" + archive, "--strip-components=1");
      Said said = run(new ProcessBuilder(tar).directory(product.home.toFile()));
      assertEquals(0, said.exit, said.text);
    }
    return product;
  }

  /** An empty folder for what comes without an archive, such as a jar that is started as it is. */
  static Distribution bare(String name) throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Places.target()), name + "-");
    return new Distribution(Files.createDirectory(folder.resolve("home")));
  }

  /** The version of an archive, as the build named it. */
  static String version(String name) throws IOException {
    String file = archive(name).getFileName().toString();
    return file.substring(file.indexOf('_') + 1).replaceAll("\\.(zip|tar\\.gz|jar)$", "");
  }

  /** The one archive of that name in the target folder: {@code NAME_VERSION.tar.gz}. */
  private static Path archive(String name) throws IOException {
    try (Stream<Path> files = Files.list(Places.target().resolve("distributions"))) {
      List<Path> archives =
          files.filter(file -> file.getFileName().toString().startsWith(name + "_")).toList();
      if (archives.size() != 1) {
        throw new IllegalStateException("the build fetched " + archives + " for " + name);
      }
      return archives.get(0);
    }
  }

  /** The test application: {@code javax} or {@code jakarta}. */
  static Path war(String namespace) {
    return Places.root().resolve("integration-tests/servers/war-" + namespace + "/target/ROOT.war");
  }

  /** Lays the policy and its keys where the product's policy belongs. */
  void policy(String policy, String jwks) throws IOException {
    Files.createDirectories(policyFolder);
    Files.writeString(policyFolder.resolve("jwks.json"), jwks);
    Files.writeString(policyFolder.resolve("bartizan.yaml"), policy);
  }

  /** Whether the test application was ever deployed. */
  boolean deployed() {
    return Files.exists(control);
  }

  /** Starts it without waiting for anything. */
  Server launch() throws IOException {
    return Server.of(policyFolder, "bartizan-audit.ndjson", process(), port, null);
  }

  /** Starts it and waits until the test application is there and the port answers. */
  Server start() throws Exception {
    Files.deleteIfExists(control);
    Process process = process();
    Server server = Server.of(policyFolder, "bartizan-audit.ndjson", process, port, null);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Files.exists(control) || !listens(port)) {
      if (!process.isAlive() || System.nanoTime() > until) {
        String said = server.stdout() + server.stderr();
        server.close();
        throw new IllegalStateException(home + " did not start:\n" + said);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Server.of(
        policyFolder, "bartizan-audit.ndjson", process, port, new ControlPort(control));
  }

  private Process process() throws IOException {
    ProcessBuilder builder = builder(start);
    builder.environment().put("TESTAPP_CONTROL", control.toString());
    builder.redirectOutput(policyFolder.resolve("stdout.txt").toFile());
    builder.redirectError(policyFolder.resolve("stderr.txt").toFile());
    return builder.start();
  }

  /** Stops it by its own command, and waits for the server's end. */
  Said stop(Server server) throws Exception {
    server.release();
    Said said = run(stop);
    server.exitCode();
    return said;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(FOREIGN);
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs a command of the product's to its end, such as one that sets it up. */
  Said run(List<String> command) throws Exception {
    return run(builder(command));
  }

  private static Said run(ProcessBuilder builder) throws Exception {
    Path said = Files.createTempFile(builder.directory().toPath(), "said-", ".txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    String text = Files.readString(said);
    Files.delete(said);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(builder.command() + " goes on\n" + text);
    }
    return new Said(process.exitValue(), text);
  }

  static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new IllegalStateException(none);
    }
  }

  /** Replaces text in a file of the product's; it must be there. */
  static void edit(Path file, String... fromTo) throws IOException {
    String text = Files.readString(file);
    for (int i = 0; i < fromTo.length; i += 2) {
      assertTrue(text.contains(fromTo[i]), file + " has no " + fromTo[i]);
      text = text.replace(fromTo[i], fromTo[i + 1]);
    }
    Files.writeString(file, text);
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path at, IOException e) throws IOException {
            Files.delete(at);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Without the topmost folder; scripts may be executed, which Java's own reader forgets. */
  private static void unzip(Path archive, Path home) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        Path file = home.resolve(name.substring(name.indexOf('/') + 1)).normalize();
        assertTrue(file.startsWith(home), name);
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        write(zip, file);
        if (name.contains("/bin/")) {
          assertTrue(file.toFile().setExecutable(true), name);
        }
      }
    }
  }

  private static void write(InputStream in, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }
}
