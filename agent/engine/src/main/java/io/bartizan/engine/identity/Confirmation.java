package io.bartizan.engine.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sender of a token must prove to hold (RFC 7800, 3.1: {@code cnf}): the key of a
 * thumbprint (RFC 9449, 6.1), the certificate of one (RFC 8705, 3.1), or both.
 */
final class Confirmation {

  /** Of a token that whoever holds it may use. */
  static final Confirmation NONE = new Confirmation(null, null);

  /** SHA-256 in base64url. */
  private static final int THUMBPRINT = 43;

  private final @Nullable String keyThumbprint;
  private final @Nullable String certificateThumbprint;

  private Confirmation(@Nullable String keyThumbprint, @Nullable String certificateThumbprint) {
    this.keyThumbprint = keyThumbprint;
    this.certificateThumbprint = certificateThumbprint;
  }

  /**
   * Reads a token's claims. Members that nobody here understands don't count (RFC 7800, 3.1), but a
   * token that has only such ones is bound to something that can't be proven.
   *
   * @throws Rejected if nobody can prove what the token asks for
   */
  static Confirmation of(Map<String, Object> claims) throws Rejected {
    if (!claims.containsKey("cnf")) {
      return NONE;
    }
    Object members = claims.get("cnf");
    if (!(members instanceof Map)) {
      throw new Rejected("cnf is no object");
    }
    String key = thumbprint((Map<?, ?>) members, "jkt");
    String certificate = thumbprint((Map<?, ?>) members, "x5t#S256");
    if (key == null && certificate == null) {
      throw new Rejected("cnf without a proof that is known here");
    }
    return new Confirmation(key, certificate);
  }

  private static @Nullable String thumbprint(Map<?, ?> members, String name) throws Rejected {
    if (!members.containsKey(name)) {
      return null;
    }
    Object value = members.get(name);
    if (!(value instanceof String) || ((String) value).length() != THUMBPRINT) {
      throw new Rejected("cnf with a " + name + " that is no thumbprint");
    }
    StrictBase64Url.check((String) value);
    return (String) value;
  }

  boolean none() {
    return keyThumbprint == null && certificateThumbprint == null;
  }

  /** The thumbprint of the DPoP key (RFC 7638); null if the token is bound to none. */
  @Nullable String keyThumbprint() {
    return keyThumbprint;
  }

  /** The thumbprint of the client certificate; null if the token is bound to none. */
  @Nullable String certificateThumbprint() {
    return certificateThumbprint;
  }
}
