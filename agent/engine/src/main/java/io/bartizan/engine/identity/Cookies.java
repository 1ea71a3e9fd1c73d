package io.bartizan.engine.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookies of a request (RFC 6265, 4.2.1). */
final class Cookies {

  private static final String[] NONE = {};

  private Cookies() {}

  /**
   * The values of the cookies of a name, quotation marks taken off; there may be several, where
   * another host of the same site has set one, too.
   *
   * @param lines the values of the header {@code Cookie}
   */
  static String[] values(@Nullable String[] lines, String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line == null || line.indexOf(name) < 0) {
        continue;
      }
      for (String pair : line.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
          values.add(unquoted(pair.substring(equals + 1).trim()));
        }
      }
    }
    return values.isEmpty() ? NONE : values.toArray(NONE);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
