package io.bartizan.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The path of a raw request target: decoded once (RFC 3986, 2.1), without parameters and empty
 * segments. Targets that can be read in two ways are refused before a rule is held against it.
 */
public final class CanonicalPath {

  private CanonicalPath() {}

  /** The path of an origin or absolute form (RFC 9112, 3.2); anything else comes back as it is. */
  public static String of(String target) {
    int from = start(target);
    int to = target.indexOf('?', from);
    String path = target.substring(from, to < 0 ? target.length() : to);
    if (path.isEmpty() && from > 0) {
      return "/";
    }
    return plain(path) ? path : joined(decode(path));
  }

  private static int start(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return 0;
    }
    int at = scheme + 3;
    while (at < target.length() && target.charAt(at) != '/' && target.charAt(at) != '?') {
      at++;
    }
    return at;
  }

  private static boolean plain(String path) {
    return path.indexOf('%') < 0 && path.indexOf(';') < 0 && !path.contains("//");
  }

  /** Invalid octets stay as they were sent: such a target has been refused. */
  private static String decode(String path) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      int octet = path.charAt(i) == '%' ? octet(path, i) : -1;
      if (octet >= 0) {
        octets.write(octet);
        i += 2;
      } else {
        byte[] plain = path.substring(i, i + 1).getBytes(StandardCharsets.UTF_8);
        octets.write(plain, 0, plain.length);
      }
    }
    return new String(octets.toByteArray(), StandardCharsets.UTF_8);
  }

  private static int octet(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static String joined(String decoded) {
    StringBuilder path = new StringBuilder(decoded.length());
    boolean parameter = false;
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i) == '\\' ? '/' : decoded.charAt(i);
      if (c == '/') {
        parameter = false;
        if (path.length() == 0 || path.charAt(path.length() - 1) != '/') {
          path.append(c);
        }
      } else if (c == ';') {
        parameter = true;
      } else if (!parameter) {
        path.append(c);
      }
    }
    return path.toString();
  }
}
