package io.bartizan.jaxrs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A path as JAX-RS reads it when it looks for a resource: matrix parameters cut from each segment
 * (JAX-RS 2.1, 3.7.2), octets decoded once, nothing else resolved.
 */
public final class ResourcePath {

  private ResourcePath() {}

  /** The reading of a raw path, without query. */
  public static String of(String raw) {
    if (raw.indexOf(';') < 0 && raw.indexOf('%') < 0) {
      return raw;
    }
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
    boolean parameter = false;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (parameter) {
        continue;
      }
      int octet = c == '%' ? octet(raw, i) : -1;
      if (octet >= 0) {
        octets.write(octet);
        i += 2;
      } else {
        byte[] plain = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        octets.write(plain, 0, plain.length);
      }
    }
    return new String(octets.toByteArray(), StandardCharsets.UTF_8);
  }

  private static int octet(String raw, int at) {
    if (at + 2 >= raw.length()) {
      return -1;
    }
    int high = Character.digit(raw.charAt(at + 1), 16);
    int low = Character.digit(raw.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
