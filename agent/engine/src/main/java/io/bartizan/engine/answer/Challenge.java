package io.bartizan.engine.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code WWW-Authenticate} value of a refusal (RFC 6750, 3; RFC 9449, 7.1; RFC 9728, 5.1). */
public final class Challenge {

  /** The algorithms that proofs may be signed by (RFC 9449, 7.1). */
  static final String PROOF_ALGORITHMS =
      "ES256 ES384 ES512 EdDSA PS256 PS384 PS512 RS256 RS384 RS512";

  private Challenge() {}

  /**
   * A Bearer challenge.
   *
   * @param realm the application's name
   * @param error RFC 6750's error code; null where no credential was sent (3.1: no error then)
   */
  public static String bearer(String realm, @Nullable String error, @Nullable String description) {
    return challenge("Bearer", realm, error, description).toString();
  }

  /**
   * A DPoP challenge, with the algorithms that proofs may be signed by.
   *
   * @param error an error code of RFC 6750, 3.1 or RFC 9449, 7.1 and 9; null where no credential
   *     was sent
   */
  public static String dpop(String realm, @Nullable String error, @Nullable String description) {
    return challenge("DPoP", realm, error, description)
        .append(", algs=\"" + PROOF_ALGORITHMS + '"')
        .toString();
  }

  /** The same with where the resource's metadata stand (RFC 9728, 5.1); null for nowhere. */
  public static String with(@Nullable ResourceMetadata metadata, String challenge) {
    return metadata == null
        ? challenge
        : challenge + ", resource_metadata=\"" + quoted(metadata.url()) + '"';
  }

  private static StringBuilder challenge(
      String scheme, String realm, @Nullable String error, @Nullable String description) {
    StringBuilder value =
        new StringBuilder(scheme).append(" realm=\"").append(quoted(realm)).append('"');
    if (error != null) {
      value.append(", error=\"").append(quoted(error)).append('"');
      if (description != null) {
        value.append(", error_description=\"").append(quoted(description)).append('"');
      }
    }
    return value;
  }

  /** RFC 6750, 3: printable ASCII without quotation mark and backslash. */
  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '_' : c);
    }
    return safe.toString().trim().isEmpty() ? "application" : safe.toString();
  }

  /** The words for a status, as in RFC 9110, 15. */
  static String title(int status) {
    switch (status) {
      case 400:
        return "Bad Request";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 405:
        return "Method Not Allowed";
      case 429:
        return "Too Many Requests";
      case 503:
        return "Service Unavailable";
      default:
        return String.format(Locale.ROOT, "Status %d", status);
    }
  }
}
