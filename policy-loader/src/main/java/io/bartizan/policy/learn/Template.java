package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route template, a segment at a time: {@code /orders/{id}}, {@code /files/{name}.pdf}. */
final class Template {

  /** One segment: a name, a variable ({@code {id}}), or a glob for one that is both. */
  static final class Part {
    final String text;
    final boolean variable;

    Part(String text, boolean variable) {
      this.text = text;
      this.variable = variable;
    }

    boolean glob() {
      return !variable && text.indexOf('*') >= 0;
    }
  }

  final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = Collections.unmodifiableList(parts);
  }

  /** Reads one; null if it is none that paths can be compared with segment by segment. */
  static @Nullable Template of(String route) {
    if (!route.startsWith("/")
        || route.indexOf('*') >= 0
        || !Word.plain(route.replace('\\', '.'))) {
      return null;
    }
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    StringBuilder name = new StringBuilder();
    int variables = 0;
    int depth = 0;
    for (int i = 1; i <= route.length(); i++) {
      char c = i == route.length() ? '/' : route.charAt(i);
      if (c == '{' && depth++ == 0) {
        variables++;
        name.setLength(0);
        text.append('*');
      } else if (c == '}' && depth > 0) {
        depth--;
      } else if (depth > 0 && i < route.length()) {
        name.append(c);
      } else if (c == '/' && depth == 0) {
        boolean whole = variables == 1 && text.length() == 1;
        parts.add(new Part(whole ? "{" + name(name.toString()) + "}" : text.toString(), whole));
        text.setLength(0);
        variables = 0;
      } else if (depth == 0) {
        text.append(c);
      }
    }
    return depth == 0 && !parts.isEmpty() ? new Template(parts) : null;
  }

  /** Without the expression that limits it; a name that conditions can't say becomes {@code id}. */
  private static String name(String text) {
    int colon = text.indexOf(':');
    String name = (colon < 0 ? text : text.substring(0, colon)).trim();
    return name.matches("[A-Za-z][A-Za-z0-9_]{0,31}") && !Names.RESERVED.contains(name)
        ? name
        : "id";
  }

  boolean matches(String[] segments) {
    if (segments.length != parts.size()) {
      return false;
    }
    for (int i = 0; i < segments.length; i++) {
      Part part = parts.get(i);
      boolean fits =
          part.variable
              ? !segments[i].isEmpty()
              : part.glob() ? glob(part.text, segments[i]) : part.text.equals(segments[i]);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean glob(String glob, String text) {
    String[] pieces = glob.split("\\*", -1);
    int last = pieces.length - 1;
    if (!text.startsWith(pieces[0])) {
      return false;
    }
    int at = pieces[0].length();
    for (int i = 1; i < last; i++) {
      int found = text.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    return text.length() - at >= pieces[last].length() && text.endsWith(pieces[last]);
  }
}
