package io.bartizan.policy.trial;

import java.nio.charset.StandardCharsets;

/** Paths as they would be sent. */
public final class Sent {

  private Sent() {}

  /** The path, percent-encoded where it must be (RFC 3986, 2.1 and 3.3). */
  public static String path(String path) {
    StringBuilder target = new StringBuilder(path.length());
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/!$&'()*+,=:@".indexOf(c) >= 0)) {
        target.append(c);
      } else {
        target.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
      }
    }
    return target.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
