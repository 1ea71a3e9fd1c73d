package io.bartizan.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The chains of addresses in forwarding headers, left to right, ports and brackets taken off. */
final class Forwarding {

  /** Longer chains are cut at their left end, which counts least. */
  private static final int MAX_HOPS = 32;

  private Forwarding() {}

  /** The elements of {@code X-Forwarded-For}, all header lines in order. */
  static List<String> xForwardedFor(String[] lines) {
    List<String> hops = new ArrayList<>();
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        hops.add(bare(element.trim()));
      }
    }
    return last(hops);
  }

  /** The {@code for} parameters of {@code Forwarded} (RFC 7239, 4); one without stands as empty. */
  static List<String> forwarded(String[] lines) {
    List<String> hops = new ArrayList<>();
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        String hop = "";
        for (String pair : element.split(";")) {
          String trimmed = pair.trim();
          if (trimmed.toLowerCase(Locale.ROOT).startsWith("for=")) {
            hop = unquoted(trimmed.substring(4));
          }
        }
        hops.add(bare(hop));
      }
    }
    return last(hops);
  }

  /**
   * The values of a parameter of {@code Forwarded} (RFC 7239, 4), of all elements that have it.
   *
   * @param name in lower case, with its equals sign
   */
  static List<String> parameters(String[] lines, String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        for (String pair : element.split(";")) {
          String trimmed = pair.trim();
          if (trimmed.toLowerCase(Locale.ROOT).startsWith(name)) {
            values.add(unquoted(trimmed.substring(name.length())));
          }
        }
      }
    }
    return last(values);
  }

  private static List<String> last(List<String> hops) {
    return hops.size() <= MAX_HOPS ? hops : hops.subList(hops.size() - MAX_HOPS, hops.size());
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** {@code [v6]}, {@code [v6]:port} and {@code v4:port} without what is around the address. */
  private static String bare(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 || !port(hop, end + 1) ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    boolean only = colon >= 0 && hop.indexOf(':', colon + 1) < 0;
    return only && port(hop, colon) ? hop.substring(0, colon) : hop;
  }

  /** Whether the rest is empty or a port. */
  private static boolean port(String hop, int at) {
    return at == hop.length() || hop.substring(at).matches(":[0-9]{1,5}");
  }
}
