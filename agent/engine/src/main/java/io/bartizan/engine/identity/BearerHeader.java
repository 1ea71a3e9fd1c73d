package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bearer token of a request (RFC 6750, 2.1); tokens in bodies and queries don't count. */
final class BearerHeader {

  private static final String SCHEME = "Bearer";

  private static final byte[] NO_OCTETS = {};
  private static final BearerHeader ABSENT = new BearerHeader("", NO_OCTETS, 0, null);
  private static final boolean[] TOKEN_CHARS = tokenChars();

  private final String value;
  private final byte[] octets;
  private final int from;
  private final @Nullable CredentialError error;

  /** The token begins at an index of the value; 0 where there is none. */
  private BearerHeader(String value, byte[] octets, int from, @Nullable CredentialError error) {
    this.value = value;
    this.octets = octets;
    this.from = from;
    this.error = error;
  }

  static BearerHeader of(Exchange exchange) {
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
    boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (!bearer || (value.length() > SCHEME.length() && tokenChar(value.charAt(SCHEME.length())))) {
      // Another scheme is the application's own affair, but never a second, hidden credential.
      return holdsBearer(value) ? wrong("more than one credential") : ABSENT;
    }
    if (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) != ' ') {
      return wrong("malformed credential");
    }
    int from = SCHEME.length();
    while (blank(value.charAt(from))) {
      from++;
    }
    if (value.length() - from > StrictJws.MAX_LENGTH) {
      // Before its characters are looked at: length is what an attacker has most of.
      return invalid("token too long");
    }
    // What is no Latin-1 becomes a question mark here, and that is no part of a token either.
    byte[] octets = value.getBytes(StandardCharsets.ISO_8859_1);
    return new BearerHeader(value, octets, from, null);
  }

  /**
   * What is wrong with the token's characters; null if nothing is. Whoever knows that very token by
   * its {@link #hash()} from before need not ask.
   */
  @Nullable CredentialError malformed() {
    for (int i = from; i < octets.length; i++) {
      byte octet = octets[i];
      if (octet < 0 || (!TOKEN_CHARS[octet] && octet != '=')) {
        BearerHeader wrong =
            holdsBearer(value) ? wrong("more than one credential") : invalid("malformed token");
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
  private static boolean holdsBearer(String value) {
    int comma = value.indexOf(',');
    while (comma >= 0) {
      int at = comma + 1;
      while (at < value.length() && blank(value.charAt(at))) {
        at++;
      }
      if (value.regionMatches(true, at, SCHEME + " ", 0, SCHEME.length() + 1)) {
        return true;
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

  private static BearerHeader invalid(String reason) {
    return new BearerHeader("", NO_OCTETS, 0, CredentialError.invalidToken(reason, null));
  }

  private static BearerHeader wrong(String reason) {
    return new BearerHeader("", NO_OCTETS, 0, CredentialError.invalidRequest(reason));
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

  /** The token's hash. */
  TokenHash hash() {
    return TokenHash.of(octets, from);
  }

  /** What is wrong with its presentation, characters aside; null if nothing is. */
  @Nullable CredentialError error() {
    return error;
  }
}
