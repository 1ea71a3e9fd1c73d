package io.bartizan.engine.authorization;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The most dangerous reading of a path: octets decoded, backslashes as slashes, parameters cut,
 * empty and dot segments resolved (RFC 3986, 5.2.4). Only denies are matched against it.
 */
public final class Canonical {

  private Canonical() {}

  /** The reading of a raw request target; the query is cut. */
  public static String target(String raw) {
    int end = raw.indexOf('?');
    return path(decode(end < 0 ? raw : raw.substring(0, end)));
  }

  /** The reading of a decoded path. */
  public static String path(String decoded) {
    if (plain(decoded)) {
      return decoded;
    }
    List<String> segments = new ArrayList<>();
    for (String part : decoded.replace('\\', '/').split("/", -1)) {
      int parameters = part.indexOf(';');
      String name = parameters < 0 ? part : part.substring(0, parameters);
      if (name.equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        segments.add(name);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static boolean plain(String path) {
    return path.startsWith("/")
        && path.indexOf('\\') < 0
        && path.indexOf(';') < 0
        && !path.contains("//")
        && !path.contains("/.");
  }

  private static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      int octet = raw.charAt(i) == '%' ? Octets.octet(raw, i, raw.length()) : -1;
      if (octet < 0 && raw.charAt(i) < 0x80) {
        octets.write(raw.charAt(i));
      } else if (octet < 0) {
        byte[] plain = raw.substring(i, i + 1).getBytes(StandardCharsets.UTF_8);
        octets.write(plain, 0, plain.length);
      } else {
        octets.write(octet);
        i += 2;
      }
    }
    return new String(octets.toByteArray(), StandardCharsets.UTF_8);
  }
}
