package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that only happen to run under the flag: they must not notice. */
class ToolsIT {

  /** What a process said, and how it ended. */
  private record Said(int exit, String out, String err) {}

  static Stream<Arguments> toolsOnJavas() {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      for (String tool : List.of("java -version", "keytool -list", "javac Empty.java")) {
        all.add(Arguments.of(tool, jdk.getKey(), jdk.getValue()));
      }
    }
    return all.stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("toolsOnJavas")
  void jdkTool_underTheFlagWithABrokenPolicy_isUntouched(String tool, int version, Path java)
      throws Exception {
    Path folder = folder();
    Files.writeString(folder.resolve("Empty.java"), "final class Empty {}\n");
    List<String> command = new ArrayList<>(List.of(tool.split(" ")));
    command.set(0, java.resolve("bin/" + command.get(0)).toString());
    if (tool.startsWith("keytool")) {
      command.addAll(List.of("-keystore", "absent.p12", "-storepass", "changeit"));
    }
    Said without = run(folder, Map.of(), command);
    for (String policy : List.of("broken.yaml", "absent.yaml")) {
      String flag = "-javaagent:" + Places.agentJar() + "=" + folder.resolve(policy);
      Said with = run(folder, Map.of("JAVA_TOOL_OPTIONS", flag), command);
      assertEquals(without.exit, with.exit, with.err);
      assertEquals(jvmOnly(without.out), jvmOnly(with.out));
      assertEquals(jvmOnly(without.err), jvmOnly(with.err));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of(),
          files.filter(file -> file.toString().contains("audit")).toList(),
          "nothing is opened");
    }
  }

  /** Without what the JVM itself says of the flag. */
  private static String jvmOnly(String said) {
    return said.lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS: "))
        .filter(line -> !line.contains("warning: Sharing is only supported for boot loader"))
        // -version tells whether archived classes are shared, which the boot path decides.
        .map(line -> line.replace(", sharing", ""))
        .toList()
        .toString();
  }

  @Test
  void tomcatsOwnScripts_startProtectedAndStopUntouched() throws Exception {
    Path home = Distribution.unpack("tomcat10").home;
    Path base = folder();
    int port = freePort();
    int shutdown = freePort();
    for (String name : List.of("conf", "logs", "temp", "work", "webapps/ROOT")) {
      Files.createDirectories(base.resolve(name));
    }
    Files.writeString(base.resolve("webapps/ROOT/hello.txt"), "hello");
    String server = Files.readString(home.resolve("conf/server.xml"), StandardCharsets.UTF_8);
    Files.writeString(
        base.resolve("conf/server.xml"),
        server
            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"")
            .replace("port=\"8005\"", "port=\"" + shutdown + "\""));
    for (String name : List.of("web.xml", "tomcat-users.xml", "logging.properties")) {
      Files.copy(home.resolve("conf/" + name), base.resolve("conf/" + name));
    }
    Files.writeString(
        base.resolve("bartizan.yaml"),
        "version: 1\nrules:\n  - {name: hello, allow: {path: /hello.txt}, who: anyone}\n");
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", System.getProperty("java.home"),
            "CATALINA_HOME", home.toString(),
            "CATALINA_BASE", base.toString(),
            "CATALINA_PID", base.resolve("pid").toString(),
            "JAVA_OPTS", "-javaagent:" + Places.agentJar());
    String script = home.resolve("bin/catalina.sh").toString();
    Said start = run(base, environment, List.of("sh", script, "start"));
    assertEquals(0, start.exit, start.err);
    try {
      assertEquals(200, answer(base, port, "/hello.txt"), log(base));
      assertEquals(401, answer(base, port, "/other"), log(base));
      assertTrue(
          log(base).contains("bartizan: active: tomcat " + Distribution.version("tomcat10")),
          log(base));
      long records = Files.size(base.resolve("bartizan-audit.ndjson"));
      // The stop command is another JVM under the same flag, beside the one that holds the lock.
      Said stop = run(base, environment, List.of("sh", script, "stop", "20"));
      assertEquals(0, stop.exit, stop.out + stop.err);
      assertFalse((stop.out + stop.err).contains("bartizan: "), stop.out + stop.err);
      assertTrue(records > 0, "the server recorded");
      assertFalse(listens(port), "it has stopped");
    } finally {
      kill(base);
    }
  }

  private static Path folder() throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Places.target()), "tools-");
    Files.writeString(folder.resolve("broken.yaml"), "rules: [broken\n");
    return folder;
  }

  private static Said run(Path folder, Map<String, String> environment, List<String> command)
      throws Exception {
    Path out = Files.createTempFile(folder, "said-", ".out");
    Path err = Files.createTempFile(folder, "said-", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "BARTIZAN_CONFIG"));
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on: " + command);
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try {
      Raw.get(port, "/hello.txt");
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** The status, once the server answers. */
  private static int answer(Path base, int port, String path) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return Raw.patient(port, path).status();
      } catch (IOException notYet) {
        assertTrue(System.nanoTime() < until, log(base));
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static String log(Path base) throws IOException {
    Path log = base.resolve("logs/catalina.out");
    return Files.exists(log) ? Files.readString(log) : "no log";
  }

  /** Only where the stop command did not do it. */
  private static void kill(Path base) throws IOException {
    Path pid = base.resolve("pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
