package io.bartizan.it;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What recipes do to the finished token and to its signature. */
final class TokenMutations {

  private static final String HEADER_BYTES = "header bytes ";
  private static final Map<String, Function<Draft, List<String>>> ALL = new HashMap<>();

  private TokenMutations() {}

  static {
    token("", t -> t);
    token("four segments", t -> t + ".x");
    token("CRLF after token", t -> t + "\r\n");
    token("no dots", t -> t.replace(".", ""));
    token("empty signature", t -> t.substring(0, t.lastIndexOf('.') + 1));
    signature("append zero byte to signature", s -> Arrays.copyOf(s, s.length + 1));
    signature("P1363 too short", s -> Arrays.copyOf(s, s.length - 1));
    signature("signature = 0", s -> new byte[s.length]);
    ALL.put("signature = n-1", d -> number(d, d.keys.modulus().subtract(BigInteger.ONE), 256));
    ALL.put("signature >= n", TokenMutations::unreduced);
    ALL.put("r=0,s=0", d -> pair(d, 0, 0));
    ALL.put("r=0,s=1", d -> pair(d, 0, 1));
    ALL.put("flip each header bit", d -> flipped(d, 0));
    ALL.put("flip each payload bit", d -> flipped(d, 1));
    ALL.put("flip each signature bit", d -> flipped(d, 2));
    ALL.put("truncate signature by 1..n bytes", TokenMutations::truncated);
    ALL.put("base64 padding '='", TokenMutations::padded);
    ALL.put("standard base64 alphabet + and /", TokenMutations::standard);
    ALL.put("whitespace inside segments", TokenMutations::blanks);
    ALL.put("non-zero trailing bits in last base64 char", TokenMutations::trailingBits);
    ALL.put("signature over re-serialised payload", TokenMutations::reserialised);
    ALL.put("signature from another valid token", TokenMutations::borrowed);
    ALL.put("JSON flattened serialization", TokenMutations::flattened);
    ALL.put("bleichenbacher-06 e=3", TokenMutations::cubic);
    ALL.put("missing NULL in DigestInfo", TokenMutations::withoutNull);
    ALL.put("JWE when JWE is not configured", d -> bearer(d.token() + ".AAAA.AAAA"));
    ALL.put("50 000 distinct garbage tokens (negative cache)", TokenMutations::garbage);
  }

  /** The mutation that a recipe names; null if it is none of these. */
  static Function<Draft, List<String>> of(String words) {
    if (words.startsWith(HEADER_BYTES)) {
      String json = words.substring(HEADER_BYTES.length(), words.indexOf("}; ") + 1);
      Function<Draft, List<String>> rest = of(words.substring(words.indexOf("}; ") + 3));
      // The header is not the draft's own: only what cuts the signature off can follow.
      return rest == null ? null : d -> bearer(d.token(json, d.claims.toString()));
    }
    return ALL.get(words);
  }

  private static void token(String words, UnaryOperator<String> change) {
    ALL.put(words, d -> bearer(change.apply(d.token())));
  }

  private static void signature(String words, UnaryOperator<byte[]> change) {
    ALL.put(
        words,
        d -> {
          String[] parts = d.token().split("\\.");
          byte[] changed = change.apply(new Base64URL(parts[2]).decode());
          return bearer(parts[0] + "." + parts[1] + "." + Base64URL.encode(changed));
        });
  }

  private static List<String> bearer(String token) {
    return List.of("Bearer " + token);
  }

  private static String input(Draft d) {
    String token = d.token();
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static List<String> with(String input, byte[] signature) {
    return bearer(input + "." + Base64URL.encode(signature));
  }

  private static List<String> number(Draft d, BigInteger number, int octets) {
    return with(input(d), AttackKeys.octets(number, octets));
  }

  private static List<String> unreduced(Draft d) {
    String input = input(d);
    BigInteger more = new BigInteger(1, d.signature(input)).add(d.keys.modulus());
    List<String> values = new ArrayList<>(with(input, AttackKeys.octets(more, 257)));
    if (more.bitLength() <= 2048) {
      values.addAll(with(input, AttackKeys.octets(more, 256)));
    }
    values.addAll(with(input, AttackKeys.octets(d.keys.modulus(), 256)));
    return values;
  }

  private static List<String> pair(Draft d, int r, int s) {
    byte[] both = new byte[64];
    both[31] = (byte) r;
    both[63] = (byte) s;
    return with(input(d), both);
  }

  private static List<String> flipped(Draft d, int part) {
    String[] parts = d.token().split("\\.");
    byte[] octets = new Base64URL(parts[part]).decode();
    List<String> values = new ArrayList<>();
    for (int bit = 0; bit < octets.length * 8; bit++) {
      byte[] changed = octets.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String[] whole = parts.clone();
      whole[part] = Base64URL.encode(changed).toString();
      values.add("Bearer " + String.join(".", whole));
    }
    return values;
  }

  private static List<String> truncated(Draft d) {
    String input = input(d);
    byte[] signature = d.signature(input);
    List<String> values = new ArrayList<>();
    for (int length = signature.length - 1; length >= 0; length--) {
      values.addAll(with(input, Arrays.copyOf(signature, length)));
    }
    return values;
  }

  /** As many as would make the part whole, at each part. */
  private static List<String> padded(Draft d) {
    String[] parts = d.token().split("\\.");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      String[] whole = parts.clone();
      whole[i] += "=".repeat(Math.max(1, (4 - whole[i].length() % 4) % 4));
      values.add("Bearer " + String.join(".", whole));
    }
    return values;
  }

  /** Tokens whose url-safe letters are spelled the other way; signed anew until there are some. */
  private static List<String> standard(Draft d) {
    for (int i = 0; i < 100; i++) {
      d.claims.put("jti", "again-" + i);
      String token = d.token();
      String signature = token.substring(token.lastIndexOf('.'));
      if (signature.indexOf('-') >= 0 && signature.indexOf('_') >= 0) {
        return bearer(token.replace('-', '+').replace('_', '/'));
      }
    }
    throw new IllegalStateException("no token with both letters");
  }

  private static List<String> blanks(Draft d) {
    String token = d.token();
    List<String> values = new ArrayList<>();
    for (String blank : new String[] {" ", "\t"}) {
      for (int at : new int[] {5, token.indexOf('.') + 5, token.lastIndexOf('.') + 5}) {
        values.add("Bearer " + token.substring(0, at) + blank + token.substring(at));
      }
    }
    return values;
  }

  private static List<String> trailingBits(Draft d) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String[] parts = d.token().split("\\.");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].length() % 4 != 0) {
        String[] whole = parts.clone();
        int last = parts[i].length() - 1;
        int next = alphabet.indexOf(parts[i].charAt(last)) | 1;
        whole[i] = parts[i].substring(0, last) + alphabet.charAt(next);
        values.add("Bearer " + String.join(".", whole));
      }
    }
    return values;
  }

  private static List<String> reserialised(Draft d) {
    String[] parts = d.token().split("\\.");
    String other = d.claims.toString().replace(":", ": ");
    return bearer(parts[0] + "." + Base64URL.encode(other) + "." + parts[2]);
  }

  private static List<String> borrowed(Draft d) {
    String input = input(d);
    d.claims.put("jti", "another");
    String token = d.token();
    return bearer(input + token.substring(token.lastIndexOf('.')));
  }

  private static List<String> flattened(Draft d) {
    String[] parts = d.token().split("\\.");
    return bearer(
        "{\"payload\":\""
            + parts[1]
            + "\",\"protected\":\""
            + parts[0]
            + "\",\"signature\":\""
            + parts[2]
            + "\"}");
  }

  private static List<String> cubic(Draft d) {
    d.header.put("kid", "c1");
    d.claims.put("iss", Draft.issuer("exponent3"));
    String input = input(d);
    try {
      return with(input, d.keys.cubeRoot(Draft.utf8(input)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> withoutNull(Draft d) {
    String input = input(d);
    try {
      return with(input, d.keys.withoutNull(Draft.utf8(input)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> garbage(Draft d) {
    String[] parts = d.token().split("\\.");
    java.util.Random random = new java.util.Random(7);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      byte[] noise = new byte[24];
      random.nextBytes(noise);
      String made = Base64URL.encode(noise).toString();
      values.add(
          "Bearer "
              + (i % 2 == 0
                  ? made + "." + made + "." + made
                  : parts[0] + "." + parts[1] + "." + made));
    }
    return values;
  }
}
