package io.bartizan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What this run of the tests has shown of servers, Javas and protocols: a test that passed adds its
 * line, and {@link CompatibilityIT} compares the lines with the page.
 */
final class Proven {

  private static final Pattern ACTIVE = Pattern.compile("bartizan: active: ([a-z-]+) ?([^\n ]*)");

  /** Begun anew by each run, so that no line of an older one stays. */
  private static final Path FILE = begin();

  private Proven() {}

  private static Path begin() {
    Path file = file();
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      return file;
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static Path file() {
    return Places.target().resolve("proven.tsv");
  }

  /** A server that a program starts within itself, by the name of its folder. */
  static void embedded(String name, Server server, int java, String protocol) throws IOException {
    // The JDK's own server is as old as the Java.
    add("`" + name + "`, embedded", name.startsWith("jdk") ? "-" : null, server, java, protocol);
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
    Matcher active = ACTIVE.matcher(server.stderr());
    if (!active.find()) {
      throw new AssertionError("nothing is active\n" + server.stderr());
    }
    String own = version == null ? active.group(2) : version;
    String as = active.group(1) + (version == null ? "" : " " + active.group(2));
    String line = String.join("\t", product, own, as.trim(), protocol, Integer.toString(java));
    Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The rows of the table, with the Javas of each gathered. */
  static List<String> rows(List<String> lines) {
    return lines.stream()
        .distinct()
        .map(line -> line.split("\t"))
        .collect(
            Collectors.groupingBy(
                cells -> String.join(" | ", List.of(cells).subList(0, 4)),
                java.util.TreeMap::new,
                Collectors.mapping(cells -> Integer.valueOf(cells[4]), Collectors.toSet())))
        .entrySet()
        .stream()
        .map(row -> "| " + row.getKey() + " | " + javas(row.getValue()) + " |")
        .toList();
  }

  private static String javas(java.util.Set<Integer> versions) {
    return versions.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
