package io.bartizan.policy;

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
}
