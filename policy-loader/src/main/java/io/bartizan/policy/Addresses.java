package io.bartizan.policy;

import org.jspecify.annotations.Nullable;

/**
 * Numeric addresses, strictly: no names, no DNS, none of the historic forms (octal, hexadecimal,
 * one integer) that two readers read in two ways, no zone ids.
 */
public final class Addresses {

  private static final int MAX_TEXT = 45;
  private static final int GROUPS = 8;

  private Addresses() {}

  /**
   * The octets of an address: 4, or 16; an IPv4-mapped one (RFC 4291, 2.5.5.2) counts as IPv4.
   *
   * @return null if the text is no address
   */
  public static byte @Nullable [] parse(String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      return null;
    }
    return text.indexOf(':') < 0 ? v4(text, 0, text.length()) : normal(v6(text));
  }

  /** The 4 octets of an IPv4-mapped address; any other address as it is. */
  public static byte @Nullable [] normal(byte @Nullable [] address) {
    if (address == null || address.length != 16) {
      return address;
    }
    for (int i = 0; i < 12; i++) {
      if (address[i] != (byte) (i < 10 ? 0 : 0xff)) {
        return address;
      }
    }
    return new byte[] {address[12], address[13], address[14], address[15]};
  }

  private static byte @Nullable [] v4(String text, int from, int to) {
    byte[] octets = new byte[4];
    int at = from;
    for (int n = 0; n < octets.length; n++) {
      int value = 0;
      int start = at;
      while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        value = value * 10 + text.charAt(at++) - '0';
        if (at - start > 3) {
          return null;
        }
      }
      boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || value > 255 || leadingZero) {
        return null;
      }
      octets[n] = (byte) value;
      if (n < 3 && (at >= to || text.charAt(at++) != '.')) {
        return null;
      }
    }
    return at == to ? octets : null;
  }

  private static byte @Nullable [] v6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      end = end < 0 ? text.length() : end;
      if (end == text.length() && text.indexOf('.', at) >= 0) {
        byte[] tail = v4(text, at, end);
        if (tail == null || count > GROUPS - 2) {
          return null;
        }
        groups[count++] = (tail[0] & 0xff) << 8 | tail[1] & 0xff;
        groups[count++] = (tail[2] & 0xff) << 8 | tail[3] & 0xff;
        at = end;
        break;
      }
      int group = hex(text, at, end);
      if (group < 0 || count == GROUPS) {
        return null;
      }
      groups[count++] = group;
      at = end;
      if (at < text.length()) {
        at++;
        if (at < text.length() && text.charAt(at) == ':') {
          if (gap >= 0) {
            return null;
          }
          gap = count;
          at++;
        } else if (at == text.length()) {
          return null;
        }
      }
    }
    return gap < 0 && count != GROUPS || gap >= 0 && count == GROUPS
        ? null
        : octets(groups, count, gap);
  }

  private static byte[] octets(int[] groups, int count, int gap) {
    byte[] octets = new byte[16];
    int head = gap < 0 ? count : gap;
    for (int i = 0; i < head; i++) {
      put(octets, i, groups[i]);
    }
    for (int i = head; i < count; i++) {
      put(octets, GROUPS - count + i, groups[i]);
    }
    return octets;
  }

  private static void put(byte[] octets, int group, int value) {
    octets[2 * group] = (byte) (value >> 8);
    octets[2 * group + 1] = (byte) value;
  }

  private static int hex(String text, int from, int to) {
    if (from == to || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
