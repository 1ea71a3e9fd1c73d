package io.bartizan.engine.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one element of Envoy's {@code X-Forwarded-Client-Cert}: pairs, some of them quoted. */
final class ForwardedCertificate {

  private final Map<String, List<String>> pairs = new LinkedHashMap<>();

  private ForwardedCertificate() {}

  /**
   * Reads a header's value.
   *
   * @throws Rejected if it has more than one element, or can't be read
   */
  static ForwardedCertificate parse(String value) throws Rejected {
    ForwardedCertificate read = new ForwardedCertificate();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ';';
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        throw new Rejected("more than one client certificate");
      } else if (!quoted && c == ';') {
        read.add(value.substring(from, i).trim());
        from = i + 1;
      }
    }
    if (quoted) {
      throw new Rejected("malformed X-Forwarded-Client-Cert");
    }
    return read;
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String value = bare(pair.substring(equals + 1));
    if (equals > 0 && !value.isEmpty()) {
      String name = pair.substring(0, equals).toLowerCase(Locale.ROOT);
      pairs.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }
  }

  private static String bare(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted
        ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : value;
  }

  /**
   * The value of a pair that stands once at most; null if there is none.
   *
   * @throws Rejected if it stands twice
   */
  @Nullable String value(String name) throws Rejected {
    List<String> all = values(name);
    if (all.size() > 1) {
      throw new Rejected("more than one client certificate");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  /** The values of a pair that may stand several times. */
  List<String> values(String name) {
    return pairs.getOrDefault(name.toLowerCase(Locale.ROOT), Collections.emptyList());
  }
}
