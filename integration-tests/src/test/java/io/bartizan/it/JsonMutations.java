package io.bartizan.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What recipes do to the header and the claims before they are signed. */
final class JsonMutations {

  private static final Map<String, Function<Draft, List<String>>> ALL = new HashMap<>();

  private JsonMutations() {}

  static {
    claims("duplicate aud in claims", c -> first(c, "\"aud\":\"other\""));
    claims("duplicate exp (past then future)", c -> first(c, "\"exp\":1"));
    claims("duplicate roles (user then admin)", c -> first(c, "\"roles\":[\"user\"]"));
    claims(
        "claim names differing by case (Roles/roles)",
        c ->
            first(
                c.replace("\"roles\":[\"admin\"]", "\"roles\":[\"user\"]"),
                "\"Roles\":[\"admin\"]"));
    claims("trailing garbage after JSON", c -> c + "x");
    claims("single quotes", c -> c.replace('"', '\''));
    claims("comments", c -> first(c, "/* c */\"x\":1"));
    claims("NaN exp", c -> c.replaceAll("\"exp\":\\d+", "\"exp\":NaN"));
    claims("Infinity exp", c -> c.replaceAll("\"exp\":\\d+", "\"exp\":Infinity"));
    claims("1e400", c -> c.replaceAll("\"exp\":\\d+", "\"exp\":1e400"));
    claims("NUL in sub", c -> c.replace("\"root\"", "\"ro\\u0000ot\""));
    claims("payload is array", c -> "[" + c + "]");
    claims("payload is string", c -> "\"" + c.replace("\"", "\\\"") + "\"");
    claims("empty payload", c -> "");
    claims("depth 10 000 objects", c -> first(c, "\"x\":" + nested("{\"a\":", "1", "}")));
    claims("depth 10 000 arrays", c -> first(c, "\"x\":" + nested("[", "", "]")));
    claims("100 000 members", c -> first(c, members()));
    claims("1 MiB claim", c -> first(c, "\"x\":\"" + "y".repeat(1 << 20) + "\""));
    claims("number with 100 000 digits", c -> first(c, "\"x\":" + "9".repeat(100_000)));
    claims("colliding member names (String.hashCode)", c -> first(c, colliding()));
    claims("payload 1 MiB random", c -> noise());
    claims("token 8 KiB + 1", c -> first(c, "\"x\":\"" + "y".repeat(6000) + "\""));
    ALL.put(
        "UTF-16 payload",
        d ->
            one(
                d.token(
                    Draft.utf8(d.header.toString()),
                    d.claims.toString().getBytes(StandardCharsets.UTF_16))));
    headers("duplicate kid", h -> first(h, "\"kid\":\"x\""));
    headers("secevent+jwt", h -> first(h, "\"typ\":\"secevent+jwt\""));
    headers("header 4 KiB + 1", h -> first(h, "\"x\":\"" + "y".repeat(3100) + "\""));
    ALL.put("leading BOM", JsonMutations::bom);
  }

  /** The mutation that a recipe names; null if it is none of these. */
  static Function<Draft, List<String>> of(String words) {
    return ALL.get(words);
  }

  private static void claims(String words, Function<String, String> change) {
    ALL.put(words, d -> one(d.token(d.header.toString(), change.apply(d.claims.toString()))));
  }

  private static void headers(String words, Function<String, String> change) {
    ALL.put(words, d -> one(d.token(change.apply(d.header.toString()), d.claims.toString())));
  }

  private static List<String> one(String token) {
    return List.of("Bearer " + token);
  }

  private static String first(String object, String member) {
    return "{" + member + "," + object.substring(1);
  }

  private static String nested(String open, String inside, String close) {
    return open.repeat(10_000) + inside + close.repeat(10_000);
  }

  private static String members() {
    StringBuilder members = new StringBuilder("\"m\":0");
    for (int i = 0; i < 100_000; i++) {
      members.append(",\"m").append(i).append("\":0");
    }
    return members.toString();
  }

  /** 190 names of one hash code, short enough that the token is not refused for its length. */
  private static String colliding() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 190; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 8; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      members.append(i == 0 ? "" : ",").append('"').append(name).append("\":0");
    }
    return members.toString();
  }

  private static String noise() {
    StringBuilder noise = new StringBuilder(1 << 20);
    java.util.Random random = new java.util.Random(7);
    while (noise.length() < 1 << 20) {
      noise.append((char) (random.nextInt(0x60) + ' '));
    }
    return noise.toString();
  }

  private static List<String> bom(Draft d) {
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    byte[] header = Draft.utf8(d.header.toString());
    byte[] claims = Draft.utf8(d.claims.toString());
    List<String> values = new ArrayList<>();
    values.add("Bearer \u00ef\u00bb\u00bf" + d.token());
    values.addAll(one(d.token(AttackKeys.joined(mark, header), claims)));
    values.addAll(one(d.token(header, AttackKeys.joined(mark, claims))));
    return values;
  }
}
