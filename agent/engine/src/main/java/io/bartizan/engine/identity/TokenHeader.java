package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.TokenPlaces;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a request and the scheme it comes under: Bearer (RFC 6750, 2.1) or DPoP (RFC
 * 9449, 7.1); or, as a bearer token, from a header or a cookie that the policy names. Tokens in
 * bodies and queries don't count.
 */
final class TokenHeader {

  private static final String[] SCHEMES = {CredentialError.BEARER, CredentialError.DPOP};

  private static final byte[] NO_OCTETS = {};
  private static final TokenHeader ABSENT =
      new TokenHeader("", NO_OCTETS, 0, CredentialError.BEARER, null);
  private static final boolean[] TOKEN_CHARS = tokenChars();

  private final String value;
  private final byte[] octets;
  private final int from;
  private final String scheme;
  private final @Nullable CredentialError error;

  /** The token begins at an index of the value; 0 where there is none. */
  private TokenHeader(
      String value, byte[] octets, int from, String scheme, @Nullable CredentialError error) {
    this.value = value;
    this.octets = octets;
    this.from = from;
    this.scheme = scheme;
    this.error = error;
  }

  /** The one token of a request. Two, wherever they stand, are one too many. */
  static TokenHeader of(Exchange exchange, TokenPlaces places) {
    TokenHeader found = of(exchange);
    String header = places.header();
    String cookie = places.cookie();
    if (header != null && found.error == null) {
      found = or(found, exchange.headers(header));
    }
    if (cookie != null && found.error == null) {
      found = or(found, Cookies.values(exchange.headers("Cookie"), cookie));
    }
    return found;
  }

  private static TokenHeader or(TokenHeader found, @Nullable String[] values) {
    if (values.length == 0) {
      return found;
    }
    String value = values[0];
    if (found.present() || values.length > 1) {
      return wrong("more than one credential");
    }
    if (value == null || stripped(value).isEmpty()) {
      return wrong("malformed credential");
    }
    String whole = CredentialError.BEARER + " " + stripped(value);
    return bounded(whole, CredentialError.BEARER.length() + 1, CredentialError.BEARER);
  }

  static TokenHeader of(Exchange exchange) {
    String[] values = exchange.headers("Authorization");
    if (values.length == 0) {
      return ABSENT;
    }
    if (values.length > 1) {
      return wrong("more than one credential");
    }
    @Nullable String read = values[0];
    if (read == null) {
      // A container that gave up in the middle of this header has a name and no value.
      return wrong("malformed credential");
    }
    String value = stripped(read);
    String scheme = scheme(value);
    if (scheme == null) {
      // Another scheme is the application's own affair, but never a second, hidden credential.
      return holdsToken(value) ? wrong("more than one credential") : ABSENT;
    }
    if (value.length() == scheme.length() || value.charAt(scheme.length()) != ' ') {
      return wrong("malformed credential");
    }
    int from = scheme.length();
    while (blank(value.charAt(from))) {
      from++;
    }
    return bounded(value, from, scheme);
  }

  private static TokenHeader bounded(String value, int from, String scheme) {
    if (value.length() - from > StrictJws.MAX_LENGTH) {
      // Before its characters are looked at: length is what an attacker has most of.
      return invalid("token too long", scheme);
    }
    // What is no Latin-1 becomes a question mark here, and that is no part of a token either.
    byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
    return new TokenHeader(value, octets, from, scheme, null);
  }

  /** The scheme that a value begins with (RFC 9110, 11.1: in any case); null if it is another. */
  private static @Nullable String scheme(String value) {
    for (String scheme : SCHEMES) {
      int length = scheme.length();
      if (value.regionMatches(true, 0, scheme, 0, length)
          && (value.length() == length || !tokenChar(value.charAt(length)))) {
        return scheme;
      }
    }
    return null;
  }

  /**
   * What is wrong with the token's characters; null if nothing is. Whoever knows that very token by
   * its {@link #hash(CredentialNames)} from before need not ask.
   */
  @Nullable CredentialError malformed() {
    for (int i = from; i < octets.length; i++) {
      byte octet = octets[i];
      if (octet < 0 || (!TOKEN_CHARS[octet] && octet != '=')) {
        TokenHeader wrong =
            holdsToken(value)
                ? wrong("more than one credential")
                : invalid("malformed token", scheme);
        return wrong.error;
      }
    }
    return null;
  }

  /** RFC 9110, 5.5: blanks and tabs around a value are not part of it; nothing else is cut off. */
  private static String stripped(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && blank(value.charAt(from))) {
      from++;
    }
    while (to > from && blank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Whether a second credential hides behind a comma, as when a proxy joins two header lines. */
  private static boolean holdsToken(String value) {
    int comma = value.indexOf(',');
    while (comma >= 0) {
      int at = comma + 1;
      while (at < value.length() && blank(value.charAt(at))) {
        at++;
      }
      for (String scheme : SCHEMES) {
        if (value.regionMatches(true, at, scheme + " ", 0, scheme.length() + 1)) {
          return true;
        }
      }
      comma = value.indexOf(',', comma + 1);
    }
    return false;
  }

  /** RFC 6750, 2.1: b64token without its padding. */
  private static boolean[] tokenChars() {
    boolean[] chars = new boolean[128];
    for (char c = 0; c < chars.length; c++) {
      chars[c] =
          c >= '0' && c <= '9'
              || c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || "-._~+/".indexOf(c) >= 0;
    }
    return chars;
  }

  private static boolean tokenChar(char c) {
    return c < TOKEN_CHARS.length && TOKEN_CHARS[c];
  }

  private static TokenHeader invalid(String reason, String scheme) {
    CredentialError error = CredentialError.invalidToken(reason, null).under(scheme);
    return new TokenHeader("", NO_OCTETS, 0, scheme, error);
  }

  private static TokenHeader wrong(String reason) {
    CredentialError error = CredentialError.invalidRequest(reason);
    return new TokenHeader("", NO_OCTETS, 0, CredentialError.BEARER, error);
  }

  /** {@link CredentialError#BEARER} or {@link CredentialError#DPOP}. */
  String scheme() {
    return scheme;
  }

  /** Whether there is a token; of its characters nothing is known yet. */
  boolean present() {
    return from > 0;
  }

  /** The token's length. */
  int length() {
    return octets.length - from;
  }

  /** The token. */
  String token() {
    return value.substring(from);
  }

  /** The token's hash, by what it is called in the trail. */
  TokenHash hash(CredentialNames names) {
    return TokenHash.of(octets, from, names);
  }

  /** What is wrong with its presentation, characters aside; null if nothing is. */
  @Nullable CredentialError error() {
    return error;
  }
}
