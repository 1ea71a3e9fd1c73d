package io.bartizan.cli;

import io.bartizan.engine.authorization.Canonical;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A method and a target in one argument, as in {@code 'DELETE /customers/7'}. */
final class RequestLine {

  private static final Pattern FORM =
      Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s+(/\\S*)\\s*");

  private final String method;
  private final String target;

  private RequestLine(String method, String target) {
    this.method = method;
    this.target = target;
  }

  static RequestLine parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new Failure(
          Exit.USAGE,
          "BZ5003",
          null,
          "'" + text + "' is no request",
          "write a method and a path in one argument: 'GET /orders/7'");
    }
    return new RequestLine(String.valueOf(parts.group(1)), String.valueOf(parts.group(2)));
  }

  String method() {
    return method;
  }

  /** As it would be sent, query included. */
  String target() {
    return target;
  }

  /** Decoded, without the query. */
  String path() {
    return path(target);
  }

  /** The path of a target, decoded. */
  static String path(String target) {
    return Canonical.target(target);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
