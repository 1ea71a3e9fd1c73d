package io.bartizan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this run of the tests has shown of servers, Javas and protocols: a test that passed adds its
 * line, and {@link CompatibilityIT} compares the lines with the page.
 */
final class Proven {

  private static final Pattern ACTIVE =
      Pattern.compile("bartizan: active: ([a-z-]+) ?(\\(renamed|[^\n ,]*)");

  /** Begun anew by each run, so that no line of an older one stays. */
  private static final Path FILE = begin();

  private Proven() {}

  private static Path begin() {
    Path file = Places.proven();
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      return file;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** A server that a program starts within itself, by the name of its folder. */
  static void embedded(String name, Server server, int java, String protocol) throws IOException {
    add("`" + name + "`, embedded", null, server, java, protocol);
  }

  /**
   * Adds a line.
   *
   * @param product as it is called in the table
   * @param version null where it is the version of the server that decides
   * @param java the feature version that it ran on
   */
  static synchronized void add(
      String product, String version, Server server, int java, String protocol) throws IOException {
    Matcher active = ACTIVE.matcher(server.said());
    if (!active.find()) {
      throw new AssertionError("nothing is active\n" + server.said());
    }
    String kind = active.group(1);
    // The JDK's own server is as old as the Java, to the build.
    String inside = kind.equals("jdk-http") ? "-" : active.group(2).replace("(", "");
    String as = version == null ? kind : kind + " " + inside;
    String own = version == null ? inside : version;
    String line = String.join("\t", product, own, as, protocol, Integer.toString(java));
    Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
