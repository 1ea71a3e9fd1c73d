package io.bartizan.engine.audit;

import io.bartizan.policy.Mask;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query as far as the trail may tell it. Values of parameters whose names speak of secrets are
 * never told, whatever the policy says; nor is one that looks like a token under whatever name.
 */
final class QueryMask {

  /** A name that holds one of these may have a credential for its value (RFC 6749, 6750). */
  private static final List<String> PARTS =
      Collections.unmodifiableList(
          Arrays.asList(
              "token",
              "secret",
              "password",
              "passwd",
              "passphrase",
              "credential",
              "assertion",
              "apikey",
              "api_key",
              "api-key",
              "jwt",
              "session",
              "authorization",
              "signature",
              "samlre",
              "accesskey",
              "access_key"));

  /** The same for whole names, too short to be looked for in others. */
  private static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "key",
                  "code",
                  "sig",
                  "pin",
                  "otp",
                  "pwd",
                  "pass",
                  "auth",
                  "ticket",
                  "state",
                  "nonce",
                  "request",
                  "sid",
                  "hash",
                  "wresult",
                  "relaystate")));

  private QueryMask() {}

  /** The query with signs for what is masked; null if there is none, or all is masked. */
  static @Nullable String of(@Nullable String query, Mask mask) {
    if (query == null || mask.covers(Mask.Field.QUERY)) {
      return null;
    }
    StringBuilder told = new StringBuilder(query.length());
    int from = 0;
    for (int i = 0; i <= query.length(); i++) {
      if (i == query.length() || query.charAt(i) == '&' || query.charAt(i) == ';') {
        append(told, query.substring(from, i), mask);
        if (i < query.length()) {
          told.append(query.charAt(i));
        }
        from = i + 1;
      }
    }
    return told.toString();
  }

  private static void append(StringBuilder told, String parameter, Mask mask) {
    int equals = parameter.indexOf('=');
    String sent = equals < 0 ? parameter : parameter.substring(0, equals);
    String name = decoded(sent);
    if (equals < 0) {
      // A name alone may as well be a value.
      told.append(name == null || tokenLike(sent) ? Mask.SIGN : sent);
      return;
    }
    String value = parameter.substring(equals + 1);
    boolean hidden = name == null || secret(name) || mask.coversParameter(name) || tokenLike(value);
    told.append(name == null ? Mask.SIGN : sent).append('=');
    told.append(hidden && !value.isEmpty() ? Mask.SIGN : value);
  }

  private static boolean secret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PARTS.stream().anyMatch(lower::contains);
  }

  /** As a JWS or JWE begins, whose first part is a JSON object in base64url. */
  private static boolean tokenLike(String value) {
    return value.contains("eyJ") || value.contains("Bearer");
  }

  private static @Nullable String decoded(String name) {
    try {
      return URLDecoder.decode(name, "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException undecodable) {
      return null;
    }
  }
}
