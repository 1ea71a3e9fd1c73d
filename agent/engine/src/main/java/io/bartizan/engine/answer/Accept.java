package io.bartizan.engine.answer;

import java.util.Locale;

/** Proactive negotiation (RFC 9110, 12.5.1), as far as a refusal needs it. */
final class Accept {

  /** More than this much of {@code Accept} is not looked at; browsers send some 150 characters. */
  private static final int MAX_LENGTH = 2048;

  private Accept() {}

  /** Whether HTML is named and ranks strictly above every JSON type. */
  static boolean prefersHtml(String[] values) {
    double html = -1;
    double json = -1;
    double any = 0;
    String joined = String.join(",", values);
    if (joined.length() > MAX_LENGTH) {
      return false;
    }
    for (String element : joined.split(",")) {
      String[] parts = element.trim().toLowerCase(Locale.ROOT).split(";");
      double quality = quality(parts);
      String type = parts[0].trim();
      if (type.equals("text/html")) {
        html = Math.max(html, quality);
      } else if (type.equals("application/problem+json")
          || type.equals("application/json")
          || type.equals("application/*")) {
        json = Math.max(json, quality);
      } else if (type.equals("*/*")) {
        any = Math.max(any, quality);
      }
    }
    return html > 0 && html > (json < 0 ? any : json);
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
