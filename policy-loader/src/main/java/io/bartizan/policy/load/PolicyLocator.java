package io.bartizan.policy.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy file: where it was named, else next to the application, next to the agent, and
 * in {@code /etc/bartizan}. A file that was named and is not there is an error, never a reason to
 * look further; the working directory is never looked at.
 */
public final class PolicyLocator {

  static final String FILE_NAME = "bartizan.yaml";
  private static final String[] SERVER_FOLDERS = {
    "catalina.base",
    "jetty.base",
    "jboss.server.config.dir",
    "server.config.dir",
    "com.sun.aas.instanceRoot",
    "karaf.etc"
  };

  private final @Nullable String argument;
  private final Path agentJar;
  private final Map<String, String> environment;
  private final Properties properties;

  /**
   * A locator.
   *
   * @param argument the path in the agent's flag; null if there is none
   */
  public PolicyLocator(
      @Nullable String argument,
      Path agentJar,
      Map<String, String> environment,
      Properties properties) {
    this.argument = argument;
    this.agentJar = agentJar;
    this.environment = environment;
    this.properties = properties;
  }

  /**
   * The file's absolute path.
   *
   * @throws PolicyException if it is nowhere, with every place looked at
   */
  public Path locate() throws PolicyException {
    String named = named();
    if (named != null) {
      Path path = Paths.get(named).toAbsolutePath().normalize();
      if (!Files.exists(path)) {
        throw new PolicyException(
            new Problem(
                Code.BZ1001,
                path.toString(),
                0,
                0,
                "there is no such policy file",
                "create it, or mend the path in the agent's flag, -Dbartizan.config or"
                    + " BARTIZAN_CONFIG"));
      }
      return path;
    }
    List<Path> places = places();
    for (Path place : places) {
      if (Files.exists(place)) {
        return place;
      }
    }
    StringBuilder looked = new StringBuilder();
    places.forEach(place -> looked.append("\n    ").append(place));
    throw new PolicyException(
        new Problem(
            Code.BZ1001,
            FILE_NAME,
            0,
            0,
            "no policy file was found; looked at:" + looked,
            "put it at one of these places, or name it: -javaagent:bartizan.jar=/path/"
                + FILE_NAME
                + "; commands take its path as an argument"));
  }

  private @Nullable String named() {
    String[] names = {
      argument, properties.getProperty("bartizan.config"), environment.get("BARTIZAN_CONFIG")
    };
    for (String name : names) {
      if (name != null && !name.trim().isEmpty()) {
        return name;
      }
    }
    return null;
  }

  /** Where the file is looked for if it was not named, in this order. */
  public List<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    for (String property : SERVER_FOLDERS) {
      String folder = properties.getProperty(property);
      if (folder != null && !folder.isEmpty()) {
        places.add(in(Paths.get(folder)));
      }
    }
    String classPath = properties.getProperty("java.class.path", "");
    if (classPath.endsWith(".jar")
        && !classPath.contains(properties.getProperty("path.separator", ":"))) {
      // java -jar APP: the class path is that one jar.
      Path folder = Paths.get(classPath).toAbsolutePath().getParent();
      if (folder != null) {
        places.add(in(folder));
      }
    }
    Path beside = agentJar.toAbsolutePath().getParent();
    if (beside != null) {
      places.add(in(beside));
    }
    places.add(Paths.get("/etc/bartizan", FILE_NAME));
    return new ArrayList<>(places);
  }

  private static Path in(Path folder) {
    return folder.resolve(FILE_NAME).toAbsolutePath().normalize();
  }
}
