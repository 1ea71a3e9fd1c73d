package io.bartizan.engine.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An http URI without query and fragment in one spelling (RFC 3986, 6.2.2 and 6.2.3; RFC 9449,
 * 4.3): lower case scheme and host, no default port, no letter encoded that need not be.
 */
final class HttpUri {

  private static final int HEX = 16;

  private HttpUri() {}

  /** One that somebody wrote; null if it is none. */
  static @Nullable String of(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      return null;
    }
    String path = uri.getRawPath();
    if (uri.getScheme() == null
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || path == null) {
      return null;
    }
    return of(uri.getScheme(), uri.getHost(), uri.getPort(), path);
  }

  /**
   * One of its parts.
   *
   * @param authority host and perhaps port
   * @param target path and perhaps query, or the absolute form; null if it is not known
   */
  static @Nullable String of(String scheme, @Nullable String authority, @Nullable String target) {
    if (authority == null || target == null) {
      return null;
    }
    if (!target.startsWith("/")) {
      // Absolute form: that its authority is the host's is looked at before.
      return target.contains("://") ? of(target) : null;
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    try {
      URI host = new URI(scheme + "://" + authority);
      boolean alone =
          host.getRawUserInfo() == null
              && host.getRawPath().isEmpty()
              && host.getRawQuery() == null
              && host.getRawFragment() == null;
      return host.getHost() == null || !alone
          ? null
          : of(scheme, host.getHost(), host.getPort(), path);
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private static @Nullable String of(String scheme, String host, int port, String path) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    boolean plain = lower.equals("http");
    if (!plain && !lower.equals("https")) {
      return null;
    }
    boolean implied = port < 0 || port == (plain ? 80 : 443);
    return lower
        + "://"
        + host.toLowerCase(Locale.ROOT)
        + (implied ? "" : ":" + port)
        + (path.isEmpty() ? "/" : unreserved(path));
  }

  /** Decodes what need not be encoded, and spells the rest in capitals (RFC 3986, 6.2.2). */
  private static String unreserved(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    StringBuilder spelled = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int octet = c == '%' && i + 2 < path.length() ? octet(path, i) : -1;
      if (octet < 0) {
        spelled.append(c);
        continue;
      }
      if (unreserved(octet)) {
        spelled.append((char) octet);
      } else {
        spelled.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
      }
      i += 2;
    }
    return spelled.toString();
  }

  private static int octet(String path, int at) {
    int high = Character.digit(path.charAt(at + 1), HEX);
    int low = Character.digit(path.charAt(at + 2), HEX);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean unreserved(int octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
