package io.bartizan.agent.start;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said of ports before the start line. To whoever reads the log that line begins another
 * life of the server, and with it what stood before is over: what still holds is said again after
 * it.
 */
final class Standing {

  private final Map<String, String> lines = new LinkedHashMap<>();
  private boolean started;

  /** Something was said. */
  void said(String about, String line) {
    if (!started) {
      lines.put(about, line);
    }
  }

  /** It holds no longer. */
  void forget(String about) {
    lines.remove(about);
  }

  /**
   * What to say again.
   *
   * @param decided whether the start line has been said
   */
  List<String> again(boolean decided) {
    if (!decided || started) {
      return new ArrayList<>();
    }
    started = true;
    List<String> again = new ArrayList<>(lines.values());
    lines.clear();
    return again;
  }
}
