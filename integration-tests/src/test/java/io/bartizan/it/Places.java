package io.bartizan.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where things stand: the repository, the built jar, the servers, the corpora, the JDKs. */
final class Places {

  private Places() {}

  static Path root() {
    Path at = Paths.get("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("not inside the repository");
      }
    }
    return at;
  }

  static Path agentJar() {
    Path jar = root().resolve("agent/target/bartizan.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("build the agent first: ./mvnw package");
    }
    return jar;
  }

  static Path faultJar() {
    return root().resolve("integration-tests/fault-agent/target/fault-agent.jar");
  }

  static Path target() {
    return root().resolve("integration-tests/target");
  }

  /** What the run of the tests has shown so far, a line each. */
  static Path proven() {
    return target().resolve("proven.tsv");
  }

  static String classPath(String server) {
    Path built = root().resolve("integration-tests/servers/" + server + "/target");
    return built.resolve("classes") + File.pathSeparator + built.resolve("lib") + "/*";
  }

  /** The web application that a server's launcher can deploy beside its own. */
  static Path webapp(String server) {
    return root().resolve("integration-tests/servers/" + server + "/target/webapp");
  }

  /** One of a server's own jars. */
  static Path jar(String server, String artifact) throws IOException {
    Path lib = root().resolve("integration-tests/servers/" + server + "/target/lib");
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
          .findAny()
          .orElseThrow();
    }
  }

  /** What other people make and the build fetched: other agents, distributions of servers. */
  static Path others() {
    return target().resolve("others");
  }

  /** The corpus folder that {@code BARTIZAN_CORPUS} names, or the one beside the repository. */
  static Path corpus() {
    String named = System.getenv("BARTIZAN_CORPUS");
    return named == null ? root().resolve("../shared/corpus") : Paths.get(named);
  }

  /** The JDKs by version; the running one alone where {@code BARTIZAN_JDKS} is not set. */
  static Map<Integer, Path> jdks() {
    Map<Integer, Path> homes = new TreeMap<>();
    String named = System.getenv("BARTIZAN_JDKS");
    if (named == null) {
      homes.put(Runtime.version().feature(), Paths.get(System.getProperty("java.home")));
      return homes;
    }
    for (int version : new int[] {8, 11, 17, 21, 25, 26}) {
      Path home = Paths.get(named, Integer.toString(version), "home");
      if (!Files.isExecutable(home.resolve("bin/java"))) {
        throw new IllegalStateException("BARTIZAN_JDKS is set and has no " + home);
      }
      homes.put(version, home);
    }
    return homes;
  }
}
