package io.bartizan.engine.coverage;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The JVMs that a process has started, as Linux tells it (proc(5), {@code
 * /proc/PID/task/TID/children}), and which of them listen without the agent: a program may serve in
 * a child that never saw the flag of its parent.
 */
public final class ChildJvms {

  private final String process;
  private final String agentJar;

  /**
   * Those of one process.
   *
   * @param pid its number, or {@code self}
   * @param agentJar the file name of the agent's jar: a JVM under the agent holds it open
   */
  public ChildJvms(String pid, String agentJar) {
    this.process = "/proc/" + pid;
    this.agentJar = agentJar;
  }

  /** The ports of each child that listens and is not under the agent; empty where none is seen. */
  public Map<String, Set<Integer>> withoutAgent() {
    Map<String, Set<Integer>> found = new HashMap<>();
    for (String child : children()) {
      String folder = "/proc/" + child;
      if (target(folder + "/exe").endsWith("/java") && !holdsAgent(folder + "/fd")) {
        Set<Integer> ports = new ListeningPorts(child).open();
        if (ports != null && !ports.isEmpty()) {
          found.put(child, ports);
        }
      }
    }
    return found;
  }

  private Set<String> children() {
    Set<String> children = new HashSet<>();
    String[] threads = new File(process + "/task").list();
    for (String thread : threads == null ? new String[0] : threads) {
      for (String child : line(process + "/task/" + thread + "/children").trim().split(" ")) {
        if (!child.isEmpty()) {
          children.add(child);
        }
      }
    }
    return children;
  }

  private boolean holdsAgent(String descriptors) {
    String[] open = new File(descriptors).list();
    for (String descriptor : open == null ? new String[0] : open) {
      if (target(descriptors + '/' + descriptor).endsWith('/' + agentJar)) {
        return true;
      }
    }
    return false;
  }

  /** The first line of a file; empty where it is gone or has none. */
  private static String line(String file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII))) {
      String first = lines.readLine();
      return first == null ? "" : first;
    } catch (IOException gone) {
      return "";
    }
  }

  /** What a link leads to; empty where it is gone. */
  static String target(String link) {
    try {
      return Files.readSymbolicLink(new File(link).toPath()).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
