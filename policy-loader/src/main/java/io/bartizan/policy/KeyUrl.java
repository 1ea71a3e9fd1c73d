package io.bartizan.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * A URL that keys, or the way to them, may come from: https, so that nobody on the way can put in
 * keys of their own (OpenID Connect Discovery 1.0, 7.1), or http from this machine itself.
 */
public final class KeyUrl {

  private static final Set<String> LOOPBACK =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("localhost", "127.0.0.1", "[::1]")));

  private static final int MAX_PORT = 65_535;

  private final URI uri;

  private KeyUrl(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if keys must not come from there, with the reason
   */
  public static KeyUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("'" + text + "' is no URL", malformed);
    }
    String host = uri.getHost();
    boolean plain = "http".equals(uri.getScheme());
    if (host == null || !(plain || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("'" + text + "' is no https URL with a host");
    }
    if (plain && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "keys come over https, or over http from this machine only, and here is '" + text + "'");
    }
    if (uri.getRawUserInfo() != null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException("'" + text + "' has a user or a port that is none");
    }
    return new KeyUrl(uri);
  }

  /** Whether it is http, and so on this machine. */
  public boolean plain() {
    return "http".equals(uri.getScheme());
  }

  /** Whether it is served by this machine itself. */
  public boolean onThisMachine() {
    return LOOPBACK.contains(uri.getHost());
  }

  /** Whether it ends with its path: an issuer's has no query and no fragment. */
  public boolean endsWithPath() {
    return uri.getRawQuery() == null && uri.getRawFragment() == null;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
