package io.bartizan.cli;

import io.bartizan.engine.coverage.Ledger;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the agent's own lines tell of a JVM, and what its open ports add to that. */
final class Findings {

  private static final Pattern PORT = Pattern.compile("\\bport ([0-9]{1,5})\\b");

  private final Map<String, String> servers = new LinkedHashMap<>();
  private final Map<String, String> connectors = new LinkedHashMap<>();
  private final Map<String, String> acknowledged = new TreeMap<>();
  private final Map<String, String> unprotected = new LinkedHashMap<>();
  private final Map<String, String> guards = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();
  private String start = "";
  private boolean untold;

  /** Reads a line as the agent says it, without its name; one that tells nothing here is left. */
  void read(String line) {
    if (line.startsWith("version ") && line.contains("nothing decided")) {
      // It is said only when it has been so for a while: what was said of ports before it holds.
      servers.clear();
      connectors.clear();
      start = line;
    } else if (line.startsWith("version ")) {
      begin(line);
    } else if (line.startsWith("active: ")) {
      servers.put(line, line.substring("active: ".length()));
    } else if (line.startsWith("guard: ")) {
      guards.put(line, line.substring("guard: ".length()));
    } else if (line.startsWith("acknowledged: ")) {
      unprotected.remove(about(line));
      acknowledged.put(about(line), line.substring("acknowledged: ".length()));
    } else if (line.startsWith("note: ")) {
      notes.put(line, line.substring("note: ".length()));
    } else if (line.startsWith("listens: ")) {
      connector(line.substring("listens: ".length()));
    } else if (line.startsWith("error BZ4")
        || line.startsWith("UNPROTECTED: ")
        || line.contains(Ledger.NOT_PROTECTED)) {
      unprotected.put(about(line), line);
    }
  }

  /** A log may hold more than one life of a server: the last one counts. */
  private void begin(String line) {
    servers.clear();
    connectors.clear();
    acknowledged.clear();
    unprotected.clear();
    guards.clear();
    notes.clear();
    start = line;
    if (line.contains("mode observe")) {
      unprotected.put(
          line,
          line.contains("(ENFORCING ")
              ? "mode observe: nothing is refused but what single rules enforce"
              : "mode observe: nothing is refused");
    }
  }

  private void connector(String line) {
    int how = line.indexOf(" (");
    String name = how < 0 ? line : line.substring(0, how);
    if (line.contains(Ledger.NOT_PROTECTED)) {
      unprotected.put(name, line);
    } else {
      unprotected.remove(about(line));
      connectors.put(name, line);
    }
  }

  /** Alarms are about what they say; the rest is about a port. */
  private static String about(String line) {
    Matcher port = PORT.matcher(line);
    boolean ofAPort = !line.startsWith("error") && port.find();
    return ofAPort ? "port " + port.group(1) : line;
  }

  /** Holds what was said against the ports that are open; null where those can't be told. */
  void hold(@Nullable Set<Integer> open, boolean spoken) {
    if (open == null) {
      if (!spoken) {
        unprotected.put("silence", "the agent has said nothing in this JVM");
      }
      return;
    }
    StringBuilder told = new StringBuilder();
    connectors.values().forEach(line -> told.append(line).append('\n'));
    acknowledged.values().forEach(line -> told.append(line).append('\n'));
    unprotected.values().forEach(line -> told.append(line).append('\n'));
    for (Integer port : open) {
      if (!Pattern.compile("\\bport " + port + "\\b").matcher(told).find()) {
        untold = true;
        unprotected.put(
            "port " + port,
            "port "
                + port
                + " listens and the agent "
                + (spoken ? "has not told of it" : "is not there"));
      }
    }
  }

  /** Whether a port is open that the agent has not spoken of, well or ill. */
  boolean untold() {
    return untold;
  }

  /** Adds the child JVMs that listen without the agent, unless it has told of them. */
  void holdChildren(Map<String, Set<Integer>> children) {
    for (Map.Entry<String, Set<Integer>> child : children.entrySet()) {
      String about = "child JVM " + child.getKey();
      boolean told = unprotected.values().stream().anyMatch(line -> line.contains(about + ' '));
      if (!told) {
        unprotected.put(about, about + " listens on " + child.getValue() + " without the agent");
      }
    }
  }

  /** A log in which the agent says nothing is another's, or that of an unprotected server. */
  void holdSilence() {
    if (start.isEmpty() && servers.isEmpty() && unprotected.isEmpty()) {
      unprotected.put("silence", "the agent says nothing there");
    }
  }

  boolean protectedThroughout() {
    return unprotected.isEmpty();
  }

  void print(Shell shell) {
    PrintStream out = shell.out();
    if (!start.isEmpty()) {
      out.println(start);
    }
    list(shell, Colour.GOOD, "server", servers);
    list(shell, Colour.GOOD, "listens", connectors);
    list(shell, Colour.GOOD, "guard", guards);
    list(shell, Colour.WARNING, "note", notes);
    list(shell, Colour.WARNING, "acknowledged", acknowledged);
    list(shell, Colour.BAD, Ledger.NOT_PROTECTED, unprotected);
    out.println(
        unprotected.isEmpty()
            ? "all that listens is protected or acknowledged"
            : unprotected.size() + " not protected");
  }

  private static void list(Shell shell, Colour colour, String kind, Map<String, String> lines) {
    for (String line : lines.values()) {
      shell.out().println(shell.paint(colour, String.format("%-14s", kind)) + line);
    }
  }
}
