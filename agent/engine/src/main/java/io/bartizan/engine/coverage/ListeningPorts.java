package io.bartizan.engine.coverage;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The TCP ports that a process listens on, as Linux tells it: the kernel's table of sockets
 * (proc(5), {@code /proc/PID/net/tcp}) held against the process's own descriptors, for the table is
 * that of a whole network namespace. Other systems have nothing that can be read without a tool.
 */
public final class ListeningPorts {

  private static final String[] TABLES = {"/net/tcp", "/net/tcp6"};

  /** TCP_LISTEN of the kernel's include/net/tcp_states.h. */
  private static final String LISTEN = "0A";

  /** TCP_SYN_RECV: until Linux 4.4 these stand among the listeners, which come first. */
  private static final String SYN_RECV = "03";

  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int HEXADECIMAL = 16;

  private final String process;

  /** Sockets that were looked for among the descriptors already: whose it is does not change. */
  private final Map<String, Boolean> own = new HashMap<>();

  /**
   * Those of one process.
   *
   * @param pid its number, or {@code self}
   */
  public ListeningPorts(String pid) {
    this.process = "/proc/" + pid;
  }

  /** The ports in order; null where that can't be told. */
  public @Nullable Set<Integer> open() {
    Map<String, Integer> listeners = new HashMap<>();
    boolean told = false;
    for (String table : TABLES) {
      File file = new File(process + table);
      if (file.canRead()) {
        try {
          read(file, listeners);
          told = true;
        } catch (IOException | RuntimeException unreadable) {
          return null;
        }
      }
    }
    own.keySet().retainAll(listeners.keySet());
    if (!told || (!own.keySet().containsAll(listeners.keySet()) && !sort(listeners.keySet()))) {
      return null;
    }
    Set<Integer> ports = new TreeSet<>();
    for (Map.Entry<String, Integer> listener : listeners.entrySet()) {
      if (Boolean.TRUE.equals(own.get(listener.getKey()))) {
        ports.add(listener.getValue());
      }
    }
    return ports;
  }

  /** Reads no further than the listeners: a busy server has thousands of other lines. */
  private static void read(File table, Map<String, Integer> listeners) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(table), StandardCharsets.US_ASCII))) {
      lines.readLine(); // what the columns are
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.trim().split("\\s+", -1);
        if (columns[STATE].equals(LISTEN)) {
          String port = columns[LOCAL_ADDRESS].substring(columns[LOCAL_ADDRESS].indexOf(':') + 1);
          listeners.put(columns[INODE], Integer.parseInt(port, HEXADECIMAL));
        } else if (!columns[STATE].equals(SYN_RECV)) {
          return;
        }
      }
    }
  }

  /** Finds out which sockets are the process's own; false if that can't be told. */
  private boolean sort(Set<String> sockets) {
    String[] descriptors = new File(process + "/fd").list();
    if (descriptors == null) {
      return false;
    }
    Set<String> held = new HashSet<>();
    for (String descriptor : descriptors) {
      String target = ChildJvms.target(process + "/fd/" + descriptor);
      if (target.startsWith("socket:[")) {
        held.add(target.substring("socket:[".length(), target.length() - 1));
      }
    }
    for (String socket : sockets) {
      own.put(socket, held.contains(socket));
    }
    return true;
  }
}
