package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM has to say against the agent. */
class JavaWarningsIT {

  /** The one that the documentation names, with its remedy. */
  private static final String SHARING =
      "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes because"
          + " bootstrap classpath has been appended";

  /** What a JVM may be told to refuse, from the version on that knows it. */
  private static final Map<Integer, List<String>> DENIED =
      Map.of(
          25,
          List.of("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny"),
          26,
          List.of(
              "--sun-misc-unsafe-memory-access=deny",
              "--illegal-native-access=deny",
              "--illegal-final-field-mutation=deny"));

  static Stream<Arguments> javas() {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      int java = jdk.getKey();
      all.add(Arguments.of(java >= 17 ? "tomcat11" : "tomcat9", java, jdk.getValue()));
      all.add(Arguments.of(java >= 17 ? "jetty12-ee10" : "jetty94", java, jdk.getValue()));
    }
    return all.stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("javas")
  void agent_bringsNoWarningButTheOneThatIsDocumented(String name, int version, Path java)
      throws Exception {
    List<String> without = warnings(name, java, false, List.of());
    List<String> with = warnings(name, java, true, List.of());
    with.removeAll(without);
    with.remove(SHARING);
    assertEquals(List.of(), with);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("jettyOnJavas")
  void agent_withARemedyThatIsDocumented_bringsNoWarning(String name, int version, Path java)
      throws Exception {
    String onBootPath = "-Xbootclasspath/a:" + Places.agentJar();
    for (String remedy : List.of("-Xshare:off", onBootPath)) {
      assertEquals(List.of(), warnings(name, java, true, List.of(remedy)), remedy);
    }
  }

  static Stream<Arguments> jettyOnJavas() {
    return javas().filter(arguments -> ((String) arguments.get()[0]).startsWith("jetty"));
  }

  /** Lines that look like a warning, after requests that take all the ways. */
  private static List<String> warnings(String name, Path java, boolean agent, List<String> flags)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.agent = agent;
    plan.jwks = tokens.jwks();
    plan.flags.addAll(flags);
    try (Server server = Server.start(plan)) {
      if (agent) {
        Guarded.check(server, tokens);
      } else {
        assertEquals(200, Raw.get(server.port(), "/admin/a").status());
        server.ask("jmx Mode");
      }
      List<String> warnings = new ArrayList<>();
      for (String line : server.stderr().replace(server.folder.toString(), "FOLDER").split("\n")) {
        if (line.contains("Creation of SecureRandom instance")) {
          // Tomcat's own, where the machine is slow at it: with the agent as without.
          continue;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.contains("warning") || lower.contains("deprecat") || lower.contains("unsafe")) {
          warnings.add(line);
        }
      }
      return warnings;
    }
  }

  static Stream<Arguments> strictJavas() {
    return javas().filter(arguments -> DENIED.containsKey((Integer) arguments.get()[1]));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("strictJavas")
  void agent_runsWhereUnsafeAndNativeAccessAreDenied(String name, int version, Path java)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.jwks = tokens.jwks();
    plan.flags.addAll(DENIED.get(version));
    try (Server server = Server.start(plan)) {
      Guarded.check(server, tokens);
    }
  }
}
