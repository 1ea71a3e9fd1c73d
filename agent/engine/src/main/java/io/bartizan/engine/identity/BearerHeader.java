package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import org.jspecify.annotations.Nullable;

/** The bearer token of a request (RFC 6750, 2.1); tokens in bodies and queries don't count. */
final class BearerHeader {

  private static final String SCHEME = "Bearer";

  private static final boolean[] TOKEN_CHARS = tokenChars();

  private final @Nullable String token;
  private final @Nullable CredentialError error;

  private BearerHeader(@Nullable String token, @Nullable CredentialError error) {
    this.token = token;
    this.error = error;
  }

  static BearerHeader of(Exchange exchange) {
    String[] values = exchange.headers("Authorization");
    if (values.length == 0) {
      return new BearerHeader(null, null);
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
      return holdsBearer(value) ? wrong("more than one credential") : new BearerHeader(null, null);
    }
    if (value.length() == SCHEME.length() || value.charAt(SCHEME.length()) != ' ') {
      return wrong("malformed credential");
    }
    String token = stripped(value.substring(SCHEME.length()));
    if (token.length() > StrictJws.MAX_LENGTH) {
      // Before its characters are looked at: length is what an attacker has most of.
      return new BearerHeader(null, CredentialError.invalidToken("token too long", null));
    }
    if (holdsBearer(value)) {
      return wrong("more than one credential");
    }
    for (int i = 0; i < token.length(); i++) {
      if (!tokenChar(token.charAt(i)) && token.charAt(i) != '=') {
        return new BearerHeader(null, CredentialError.invalidToken("malformed token", null));
      }
    }
    return new BearerHeader(token, null);
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

  private static BearerHeader wrong(String reason) {
    return new BearerHeader(null, CredentialError.invalidRequest(reason));
  }

  /** The token; null if there is none or it is presented wrongly. */
  @Nullable String token() {
    return token;
  }

  /** What is wrong with its presentation; null if nothing is. */
  @Nullable CredentialError error() {
    return error;
  }
}
