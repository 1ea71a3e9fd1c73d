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
 * compression, encryption. Only a DPoP proof holds its sender's key. What the payload says is a
 * matter of its own: {@link #claims()}.
 */
final class StrictJws {

  /** Larger than any token of an identity provider in its right mind; headers are bounded alike. */
  static final int MAX_LENGTH = 8 * 1024;

  /** Of the encoded header: what issuers send is a tenth of it. */
  private static final int MAX_HEADER = 4 * 1024;

  private static final int MAX_KID = 256;

  private static final Set<String> FORBIDDEN =
      words("jku", "x5u", "x5c", "crit", "b64", "zip", "enc", "epk");

  /** RFC 7515, 4.1.9: {@code application/} may be left out. */
  private static final String APPLICATION = "application/";

  /** What a JWS is for. */
  enum Use {
    /** An access token: an issuer's key signs it, and its type may be left out. */
    TOKEN("jwt", "at+jwt", "jose"),
    /** A DPoP proof: the sender's own key signs it, which its header holds (RFC 9449, 4.2). */
    DPOP_PROOF("dpop+jwt"),
    /** What a load balancer of AWS tells: its parts are padded, and its type may be left out. */
    LOAD_BALANCER("jwt"),
    /**
     * Word of a logout (OpenID Connect Back-Channel Logout 1.0, 2.4), whose type may be left out.
     */
    LOGOUT_TOKEN("logout+jwt", "jwt"),
    /** A security event, whose type tells it from all else (OpenID Shared Signals 1.0, 4.1). */
    SECURITY_EVENT("secevent+jwt"),
    /** What tells the status of many tokens (Token Status List, 5.1): as large as its list. */
    STATUS_LIST("statuslist+jwt");

    @SuppressWarnings("ImmutableEnumChecker") // it can't be changed
    private final Set<String> types;

    Use(String... types) {
      this.types = words(types);
    }

    /** How many characters it may have. Whoever fetches a status list has bounded it before. */
    int maxLength() {
      return this == STATUS_LIST ? Integer.MAX_VALUE : MAX_LENGTH;
    }

    /** Whether only its type tells what it is: what has one type must name it. */
    boolean typed() {
      return types.size() == 1;
    }
  }

  private final @Nullable String type;
  private final @Nullable Map<String, Object> key;
  private final Map<String, Object> header;
  private final String algorithm;
  private final @Nullable String keyId;
  private final byte[] payload;
  private final byte[] signingInput;
  private final String signature;

  private StrictJws(
      Map<String, Object> header, Use use, byte[] payload, byte[] signingInput, String signature)
      throws Rejected {
    this.header = header;
    this.type = type(header, use);
    this.key = key(header, use);
    this.keyId = keyId(header);
    this.algorithm = algorithm(header);
    this.payload = payload;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  private static Set<String> words(String... words) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words)));
  }

  /**
   * Whether a token begins as a JWS does, with a JSON object (RFC 7515, 3.1): any other is opaque,
   * and only its issuer knows what it says.
   */
  static boolean begins(String token) {
    int dot = token.indexOf('.');
    if (dot <= 0 || dot > MAX_HEADER) {
      return false;
    }
    try {
      byte[] header = StrictBase64Url.decode(token, 0, dot);
      return header.length > 1 && header[0] == '{' && header[header.length - 1] == '}';
    } catch (Rejected opaque) {
      return false;
    }
  }

  /** An access token: see below. */
  static StrictJws parse(String token) throws Rejected {
    return parse(token, Use.TOKEN);
  }

  /**
   * Reads a JWS' form and header.
   *
   * @throws Rejected if it is not one compact JWS in its one spelling (RFC 7515, 2, 4 and 7.1)
   */
  static StrictJws parse(String token, Use use) throws Rejected {
    if (token.length() > use.maxLength()) {
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
    boolean padded = use == Use.LOAD_BALANCER;
    Map<String, Object> header =
        StrictJson.object(
            StrictBase64Url.decode(token, 0, padded ? unpadded(token, 0, first) : first));
    for (String name : header.keySet()) {
      if (FORBIDDEN.contains(name)) {
        throw new Rejected("header parameter " + name);
      }
    }
    if (text(header, "cty") != null) {
      throw new Rejected("nested token");
    }
    String signature =
        token.substring(
            second + 1, padded ? unpadded(token, second + 1, token.length()) : token.length());
    StrictBase64Url.check(signature);
    return new StrictJws(
        header,
        use,
        StrictBase64Url.decode(
            token, first + 1, padded ? unpadded(token, first + 1, second) : second),
        token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
        signature);
  }

  /** Where a part ends without its padding: none, or as much as RFC 4648, 4 wants. */
  private static int unpadded(String token, int from, int to) throws Rejected {
    int end = to;
    while (end > from && to - end < 2 && token.charAt(end - 1) == '=') {
      end--;
    }
    if (end < to && (to - from) % 4 != 0) {
      throw new Rejected("malformed base64url");
    }
    return end;
  }

  private static @Nullable String type(Map<String, Object> header, Use use) throws Rejected {
    String type = text(header, "typ");
    if (type == null) {
      if (use.typed()) {
        throw new Rejected("token type");
      }
      return null;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith(APPLICATION) ? lower.substring(APPLICATION.length()) : lower;
    if (!use.types.contains(bare)) {
      throw new Rejected("token type");
    }
    return bare;
  }

  private static @Nullable Map<String, Object> key(Map<String, Object> header, Use use)
      throws Rejected {
    Object key = header.get("jwk");
    if (use != Use.DPOP_PROOF) {
      if (header.containsKey("jwk")) {
        throw new Rejected("header parameter jwk");
      }
      return null;
    }
    if (!(key instanceof Map)) {
      throw new Rejected("no key");
    }
    @SuppressWarnings("unchecked") // JSON objects have text for names
    Map<String, Object> members = (Map<String, Object>) key;
    return members;
  }

  private static @Nullable String keyId(Map<String, Object> header) throws Rejected {
    String keyId = text(header, "kid");
    if (keyId != null && (keyId.isEmpty() || keyId.length() > MAX_KID)) {
      throw new Rejected("key id");
    }
    return keyId;
  }

  private static String algorithm(Map<String, Object> header) throws Rejected {
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

  /** The media type that it names, in lower case and without {@code application/}; or null. */
  @Nullable String type() {
    return type;
  }

  /** The key that its own header holds: of a proof never null, of a token always. */
  @Nullable Map<String, Object> key() {
    return key;
  }

  @Nullable String keyId() {
    return keyId;
  }

  /** A parameter of its header that only some have; null if it is absent. */
  @Nullable Object parameter(String name) {
    return header.get(name);
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
