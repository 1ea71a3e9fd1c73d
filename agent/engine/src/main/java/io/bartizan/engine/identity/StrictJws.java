package io.bartizan.engine.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS (RFC 7515, 3.1) whose form is beyond doubt, before any key is looked for. What a
 * header may not hold here (RFC 8725, 3): keys of the sender's own choice, critical extensions,
 * compression, encryption. What the payload says is a matter of its own: {@link #claims()}.
 */
final class StrictJws {

  /** Larger than any token of an identity provider in its right mind; headers are bounded alike. */
  static final int MAX_LENGTH = 8 * 1024;

  /** Of the encoded header: what issuers send is a tenth of it. */
  private static final int MAX_HEADER = 4 * 1024;

  private static final int MAX_KID = 256;

  private static final Set<String> FORBIDDEN =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList("jku", "x5u", "jwk", "x5c", "crit", "b64", "zip", "enc", "epk")));

  private static final Set<String> TYPES =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("jwt", "at+jwt", "application/jwt", "application/at+jwt")));

  private final String algorithm;
  private final @Nullable String keyId;
  private final byte[] payload;
  private final byte[] signingInput;
  private final String signature;

  private StrictJws(
      String algorithm,
      @Nullable String keyId,
      byte[] payload,
      byte[] signingInput,
      String signature) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.payload = payload;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /**
   * Reads a token's form and header.
   *
   * @throws Rejected if it is not one compact JWS in its one spelling (RFC 7515, 2, 4 and 7.1)
   */
  static StrictJws parse(String token) throws Rejected {
    if (token.length() > MAX_LENGTH) {
      throw new Rejected("token too long");
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first > MAX_HEADER) {
      throw new Rejected("header too long");
    }
    if (first <= 0
        || second <= first
        || second == token.length() - 1
        || token.indexOf('.', second + 1) >= 0) {
      throw new Rejected("not a compact JWS");
    }
    Map<String, Object> header = StrictJson.object(StrictBase64Url.decode(token, 0, first));
    String algorithm = header(header);
    String signature = token.substring(second + 1);
    StrictBase64Url.check(signature);
    return new StrictJws(
        algorithm,
        text(header, "kid"),
        StrictBase64Url.decode(token, first + 1, second),
        token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
        signature);
  }

  /** Checks the header; the algorithm. */
  private static String header(Map<String, Object> header) throws Rejected {
    for (String name : header.keySet()) {
      if (FORBIDDEN.contains(name)) {
        throw new Rejected("header parameter " + name);
      }
    }
    String type = text(header, "typ");
    if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw new Rejected("token type");
    }
    if (text(header, "cty") != null) {
      throw new Rejected("nested token");
    }
    String keyId = text(header, "kid");
    if (keyId != null && (keyId.isEmpty() || keyId.length() > MAX_KID)) {
      throw new Rejected("key id");
    }
    String algorithm = text(header, "alg");
    if (algorithm == null) {
      throw new Rejected("no algorithm");
    }
    return algorithm;
  }

  /** A text member; null if it is absent. */
  private static @Nullable String text(Map<String, Object> header, String name) throws Rejected {
    if (!header.containsKey(name)) {
      return null;
    }
    Object value = header.get(name);
    if (!(value instanceof String)) {
      throw new Rejected("header parameter " + name + " is no text");
    }
    return (String) value;
  }

  String algorithm() {
    return algorithm;
  }

  @Nullable String keyId() {
    return keyId;
  }

  /** The payload as a claims set (RFC 7519, 7.2). Reads it anew each time. */
  Map<String, Object> claims() throws Rejected {
    return StrictJson.object(payload);
  }

  byte[] signingInput() {
    return signingInput;
  }

  /** The signature's base64url, checked. */
  String signature() {
    return signature;
  }
}
