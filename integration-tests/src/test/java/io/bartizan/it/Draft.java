package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A token that is being made: a valid default, and what a recipe lays over it. */
final class Draft {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SECONDS = Pattern.compile("[+-]\\d+(\\.\\d+)?");
  private static final Pattern REPEATED = Pattern.compile("(.)\\*(\\d+)");
  private static final AtomicInteger ISSUED = new AtomicInteger();

  /** Keys of which the recipes speak in words, the issuer that publishes them, and their id. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "rsa1 with alg=RS256 in JWK", List.of("declared", "rsa1", "r1"),
          "rsa1 with use=enc", List.of("encrypting", "rsa1", "r1"),
          "rsa1 when only RS256 allowed", List.of("main", "rsa1", "r1"),
          "secp256k1 key", List.of("secp256k1", "secp256k1", "k1"),
          "RSA e=1 key in JWKS", List.of("exponent1", "exponent1", "x1"),
          "oct key in a public JWKS", List.of("secret", "secret", "o1"),
          "ec1", List.of("main", "ec1", "e1"),
          "ed1", List.of("main", "ed1", "d1"));

  final AttackKeys keys;
  final ObjectNode header = JSON.createObjectNode();
  final ObjectNode claims = JSON.createObjectNode();
  private final List<String> key;
  private final boolean signed;

  /** A recipe's token at a second of the epoch, its mutation not applied yet. */
  Draft(Recipe recipe, AttackKeys keys, int sink, long now) {
    this.keys = keys;
    signed = !recipe.key.equals("none");
    String said = recipe.header.path("alg").asText();
    // What is no key of the issuer's claims to be its first: an attacker's, a secret made of it.
    key = WORDS.getOrDefault(recipe.key, List.of("main", recipe.key, "r1"));
    header.put("alg", natural(key.get(1), said));
    header.put("kid", key.get(2));
    claims.put("iss", issuer(key.get(0)));
    claims.put("aud", "api");
    claims.put("sub", "root");
    claims.put("iat", now - 100);
    claims.put("exp", now + 600);
    claims.put("jti", "attack-" + ISSUED.incrementAndGet());
    claims.putArray("roles").add("admin");
    for (Map.Entry<String, JsonNode> member : recipe.header.properties()) {
      header.set(member.getKey(), headerValue(member.getKey(), member.getValue(), sink));
    }
    for (Map.Entry<String, JsonNode> member : recipe.claims.properties()) {
      claim(member.getKey(), member.getValue(), now);
    }
  }

  static String issuer(String name) {
    return name.equals("main") ? Tokens.ISSUER : "https://" + name + ".test";
  }

  /** The issuer that the token names, by the name of its key set. */
  String set() {
    return key.get(0);
  }

  private static String natural(String key, String said) {
    return switch (key) {
      case "ec1", "secp256k1" -> "ES256";
      case "ed1" -> "EdDSA";
      case "rsa1", "attacker", "none", "exponent1" -> "RS256";
      default -> said;
    };
  }

  private JsonNode headerValue(String name, JsonNode value, int sink) {
    String text = value.asText().replace("{PORT}", Integer.toString(sink));
    if (!value.isTextual()) {
      return value;
    }
    if (name.equals("jwk")) {
      return JSON.valueToTree(keys.attacker.toPublicJWK().toJSONObject());
    }
    if (name.startsWith("x5t")) {
      return JSON.getNodeFactory().textNode(Base64URL.encode(text).toString());
    }
    var repeated = REPEATED.matcher(text);
    return JSON.getNodeFactory()
        .textNode(
            repeated.matches()
                ? repeated.group(1).repeat(Integer.parseInt(repeated.group(2)))
                : text);
  }

  private void claim(String name, JsonNode value, long now) {
    String text = value.asText();
    if (value.isNull()) {
      claims.remove(name);
    } else if (value.isTextual() && SECONDS.matcher(text).matches()) {
      claims.put(name, new java.math.BigDecimal(text).add(java.math.BigDecimal.valueOf(now)));
    } else if (value.isTextual() && text.matches("\".*\"|null")) {
      claims.set(name, literal(text));
    } else {
      claims.set(name, value);
    }
  }

  private static JsonNode literal(String json) {
    try {
      return JSON.readTree(json);
    } catch (java.io.IOException malformed) {
      throw new IllegalArgumentException(json, malformed);
    }
  }

  /** Signs the header and the claims as they stand. */
  String token() {
    return token(utf8(header.toString()), utf8(claims.toString()));
  }

  String token(String header, String claims) {
    return token(utf8(header), utf8(claims));
  }

  String token(byte[] header, byte[] payload) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
    return input + "." + (signed ? Base64URL.encode(signature(input)) : "");
  }

  byte[] signature(String input) {
    try {
      String algorithm = header.path("alg").asText();
      return keys.sign(key.get(1), algorithm, input.getBytes(StandardCharsets.US_ASCII));
    } catch (Exception e) {
      throw new IllegalArgumentException(key.get(1), e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
