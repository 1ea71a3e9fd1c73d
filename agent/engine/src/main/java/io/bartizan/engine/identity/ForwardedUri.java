package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scheme and host that a listed proxy was asked for, as it tells them: by {@code
 * X-Forwarded-Proto}, {@code -Host} and {@code -Port}, or by {@code Forwarded} (RFC 7239, 5.3 and
 * 5.4). Each must stand there once: of several, one may be the client's own.
 */
final class ForwardedUri {

  private final @Nullable String scheme;
  private final @Nullable String host;
  private final @Nullable String port;

  private ForwardedUri(@Nullable String scheme, @Nullable String host, @Nullable String port) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
  }

  /** What the proxy tells, which may be nothing; null if it tells two things at once. */
  static @Nullable ForwardedUri of(Exchange exchange) {
    try {
      String scheme = single(exchange.headers("X-Forwarded-Proto"));
      String host = single(exchange.headers("X-Forwarded-Host"));
      String port = single(exchange.headers("X-Forwarded-Port"));
      String[] standard = exchange.headers("Forwarded");
      List<String> schemes = Forwarding.parameters(standard, "proto=");
      List<String> hosts = Forwarding.parameters(standard, "host=");
      return new ForwardedUri(same(scheme, schemes), same(host, hosts), port);
    } catch (IllegalArgumentException ambiguous) {
      return null;
    }
  }

  private static @Nullable String single(String[] lines) {
    if (lines.length == 0) {
      return null;
    }
    if (lines.length > 1 || lines[0] == null || lines[0].indexOf(',') >= 0) {
      throw new IllegalArgumentException("more than one");
    }
    return lines[0].trim();
  }

  private static @Nullable String same(@Nullable String one, List<String> others) {
    String known = one;
    for (String other : others) {
      if (known != null && !known.equalsIgnoreCase(other)) {
        throw new IllegalArgumentException("two that differ");
      }
      known = other;
    }
    return known;
  }

  /** The scheme that the client used. */
  String scheme(String direct) {
    return scheme == null ? direct : scheme.toLowerCase(Locale.ROOT);
  }

  /** The authority that the client asked for. */
  @Nullable String authority(@Nullable String direct) {
    String named = host == null ? direct : host;
    if (named == null || port == null || named.indexOf(':', named.lastIndexOf(']') + 1) >= 0) {
      return named;
    }
    return named + ":" + port;
  }
}
