package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route template as an application registered it ({@code /rs/orders/{id}}), in the one form that
 * rules and resources are compared in: what a variable is called, the expression that limits it
 * (JAX-RS 2.1, 3.4) and a slash at the end make no difference.
 */
public final class RouteTemplate {

  private RouteTemplate() {}

  /**
   * The form of a template.
   *
   * @param template with variables in braces, which may hold braces in turn
   */
  public static String normal(String template) {
    StringBuilder text = new StringBuilder(template.length());
    int depth = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{' && depth++ == 0) {
        text.append("{}");
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (depth == 0 && !(c == '/' && ends(text, '/'))) {
        text.append(c);
      }
    }
    if (depth != 0) {
      // A brace that an expression quotes: what stands where can't be told, so it equals nothing.
      return template;
    }
    if (text.length() > 1 && ends(text, '/')) {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  private static boolean ends(StringBuilder text, char c) {
    return text.length() > 0 && text.charAt(text.length() - 1) == c;
  }

  /**
   * Reads a template of a rule.
   *
   * @throws IllegalArgumentException if it is none, with how to mend it
   */
  public static String parse(String text) {
    int depth = 0;
    for (int i = 0; i < text.length() && depth >= 0; i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
    }
    if (!text.startsWith("/") || depth != 0 || text.indexOf('*') >= 0 && text.indexOf('{') < 0) {
      throw new IllegalArgumentException(
          "a route is a full path as the application registers it: /shop/rs/orders/{id}");
    }
    return normal(text);
  }

  /**
   * The segment of a path that a variable of a template stands for.
   *
   * @param path that the template was chosen for, decoded
   * @return null if there is none, if two have the name, or if it can't be told: a variable beside
   *     other text in its segment, or one whose expression goes over slashes
   */
  public static @Nullable String variable(String template, String path, String name) {
    List<String> wanted = segments(template);
    List<String> given = Arrays.asList(path.split("/"));
    if (wanted.size() != given.size()) {
      return null;
    }
    String found = null;
    for (int i = 0; i < given.size(); i++) {
      String segment = wanted.get(i);
      if (segment.indexOf('{') < 0) {
        if (!segment.equals(given.get(i))) {
          return null;
        }
      } else if (name.equals(variableOf(segment))) {
        if (found != null) {
          return null;
        }
        found = given.get(i);
      }
    }
    return found;
  }

  private static @Nullable String variableOf(String segment) {
    int depth = 0;
    for (int i = 0; i < segment.length(); i++) {
      depth += segment.charAt(i) == '{' ? 1 : segment.charAt(i) == '}' ? -1 : 0;
      if (depth == 0 && i < segment.length() - 1) {
        return null;
      }
    }
    int colon = segment.indexOf(':');
    return segment.substring(1, colon < 0 ? segment.length() - 1 : colon).trim();
  }

  /** Split at slashes outside of braces; without one at the end. */
  private static List<String> segments(String template) {
    List<String> segments = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == '/' && depth == 0) {
        segments.add(template.substring(from, i));
        from = i + 1;
      }
    }
    if (from < template.length()) {
      segments.add(template.substring(from));
    }
    return segments;
  }
}
