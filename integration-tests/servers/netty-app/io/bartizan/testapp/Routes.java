package io.bartizan.testapp;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a request would go: in an application that routes on the raw target, and in one that
 * decodes and normalises first. Whatever either would enter counts as entered.
 */
final class Routes {

  private Routes() {}

  static Set<Integer> of(String target) {
    Set<Integer> handlers = new LinkedHashSet<>();
    String path = path(target);
    handlers.add(route(path));
    handlers.add(route(normal(path)));
    if (handlers.size() > 1) {
      handlers.remove(Entries.ROOT);
    }
    return handlers;
  }

  private static String path(String target) {
    String path = target;
    int authority = path.indexOf("://");
    if (!path.startsWith("/") && authority > 0) {
      int slash = path.indexOf('/', authority + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static int route(String path) {
    if (path.equals("/admin") || path.startsWith("/admin/") || path.endsWith(".adm")) {
      return Entries.ADMIN;
    }
    if (path.equals("/public") || path.startsWith("/public/")) {
      return Entries.PUBLIC;
    }
    return path.equals("/ops") || path.startsWith("/ops/") ? Entries.OPS : Entries.ROOT;
  }

  /** As legacy applications do it: decodes, cuts parameters, resolves dots, joins slashes. */
  private static String normal(String path) {
    String decoded;
    try {
      decoded = URLDecoder.decode(path.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException invalid) {
      return "invalid";
    }
    int query = decoded.indexOf('?');
    Deque<String> segments = new ArrayDeque<>();
    String whole = query < 0 ? decoded : decoded.substring(0, query);
    for (String part : whole.replace('\\', '/').split("/", -1)) {
      String segment = part.replaceAll(";.*", "");
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return "/" + String.join("/", segments);
  }
}
