package io.bartizan.engine.authorization;

import io.bartizan.policy.Tolerance;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Percent-encoded octets of one raw path segment (RFC 3986, 2.1; UTF-8 by RFC 3629). */
final class Octets {

  private Octets() {}

  /**
   * Checks every encoded octet.
   *
   * @return what is wrong beyond tolerance; null if nothing is
   */
  static @Nullable String check(String path, int from, int to, EnumSet<Tolerance> spellings) {
    int i = from;
    while (i < to) {
      if (path.charAt(i) != '%') {
        i++;
        continue;
      }
      int octet = octet(path, i, to);
      if (octet < 0) {
        return "invalid percent-encoding";
      }
      if (octet >= 0x80) {
        int next = utf8(path, i, to, octet);
        if (next < 0) {
          return "invalid UTF-8";
        }
        i = next;
        continue;
      }
      String fault = ascii(path, i, to, octet, spellings);
      if (fault != null) {
        return fault;
      }
      i += 3;
    }
    return null;
  }

  private static @Nullable String ascii(
      String path, int at, int to, int octet, EnumSet<Tolerance> spellings) {
    if (octet < ' ' || octet == 0x7f) {
      return "encoded control character";
    }
    switch (octet) {
      case '/':
      case '\\':
        spellings.add(Tolerance.ENCODED_SLASH);
        return null;
      case ';':
        spellings.add(Tolerance.MATRIX);
        return null;
      case '%':
        return octetAfter(path, at + 3, to) ? "double encoding" : null;
      default:
        return null;
    }
  }

  /** Whether what follows an encoded percent sign would make it an encoded octet once more. */
  private static boolean octetAfter(String path, int at, int to) {
    if (at < to && (path.charAt(at) == 'u' || path.charAt(at) == 'U')) {
      return true;
    }
    return hexAt(path, at, to) && hexAt(path, hexEnd(path, at), to);
  }

  /** A hex digit, plain or itself percent-encoded. */
  private static boolean hexAt(String path, int at, int to) {
    if (at >= to) {
      return false;
    }
    if (path.charAt(at) == '%') {
      int octet = octet(path, at, to);
      return octet == '%' || (octet >= 0 && Character.digit(octet, 16) >= 0);
    }
    return Character.digit(path.charAt(at), 16) >= 0;
  }

  private static int hexEnd(String path, int at) {
    return path.charAt(at) == '%' ? at + 3 : at + 1;
  }

  /** Whether a question mark or a number sign is encoded: decoded too early, it ends the path. */
  static boolean delimiter(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      int octet = path.charAt(i) == '%' ? octet(path, i, to) : -1;
      if (octet == '?' || octet == '#') {
        return true;
      }
    }
    return false;
  }

  /** Whether the name consists of dots only, plain or encoded, and has at least one. */
  static boolean onlyDots(String path, int from, int to) {
    int i = from;
    while (i < to) {
      if (path.charAt(i) == '.') {
        i++;
      } else if (path.charAt(i) == '%' && octet(path, i, to) == '.') {
        i += 3;
      } else {
        return false;
      }
    }
    return from < to;
  }

  /** The octet that is encoded at a percent sign; -1 if it is not one. */
  static int octet(String path, int at, int to) {
    if (at + 2 >= to) {
      return -1;
    }
    int high = hex(path.charAt(at + 1));
    int low = hex(path.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /** The index after a well-formed multi-octet sequence; -1 if it is overlong, cut or forbidden. */
  private static int utf8(String path, int at, int to, int lead) {
    int more = lead >= 0xc2 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : -1;
    if (lead >= 0xf0 && lead <= 0xf4) {
      more = 3;
    }
    if (more < 0) {
      return -1;
    }
    int point = lead & (0x3f >> more);
    int i = at + 3;
    for (int k = 0; k < more; k++, i += 3) {
      int octet = i < to && path.charAt(i) == '%' ? octet(path, i, to) : -1;
      if (octet < 0x80 || octet > 0xbf) {
        return -1;
      }
      point = point << 6 | octet & 0x3f;
    }
    boolean overlong = (more == 2 && point < 0x800) || (more == 3 && point < 0x10000);
    boolean surrogate = point >= 0xd800 && point <= 0xdfff;
    boolean control = point < 0xa0;
    return overlong || surrogate || control || point > 0x10ffff ? -1 : i;
  }
}
