package io.bartizan.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the rows about bound tokens do, by their words: the requests of a row in their order, of
 * which all but the last are good and the last is what the row is about.
 */
final class BoundTokenRows {

  /** What a row does against a server. */
  interface Row {
    List<Raw.Reply> run(BoundTokenScene scene) throws Exception;
  }

  /** Rows that are run elsewhere, and where. */
  static final Map<String, String> ELSEWHERE =
      Map.of(
          "nonce expired", "DpopProofsTest, whose clock is moved by five minutes",
          "clock jumps back 1 h then replay", "BoundTokensIT, in process",
          "jti replay after cache flooded with 2x capacity of new jtis", "BoundTokensIT, f21",
          "jti replay after store outage", "BoundTokensIT, after a new start");

  private static final Map<String, Row> ROWS = new LinkedHashMap<>();

  private BoundTokenRows() {}

  static Row of(String words) {
    return ROWS.get(words);
  }

  static {
    ROWS.put("no proof", s -> List.of(s.ask("DPoP " + s.keyBound())));
    header("proof alg=HS256", header -> header.put("alg", "HS256"));
    header("proof with crit", header -> header.put("x", 1).putArray("crit").add("x"));
    claims("htm differs", claims -> claims.put("htm", "POST"));
    claims("htu other path", claims -> claims.put("htu", claims.path("htu").asText() + "b"));
    claims(
        "htu with query only differing",
        claims -> claims.put("htu", claims.path("htu").asText() + "?a=b"));
    claims("ath absent", claims -> claims.remove("ath"));
    claims("ath of other token", claims -> claims.put("ath", hash("another")));
    claims("iat +61 s", claims -> claims.put("iat", claims.path("iat").asLong() + 62));
    claims("iat -301 s", claims -> claims.put("iat", claims.path("iat").asLong() - 301));
    claims("iat absent", claims -> claims.remove("iat"));
    claims("jti absent", claims -> claims.remove("jti"));
    ROWS.put("ath standard base64", BoundTokenRows::standard);
    ROWS.put("jwk thumbprint != cnf.jkt", BoundTokenRows::thief);
    ROWS.put("htu built from X-Forwarded-Host of an untrusted peer", BoundTokenRows::forwarded);
    ROWS.put("jti replay at once", BoundTokenRows::replay);
    ROWS.put("jti replay on second node (shared store)", BoundTokenRows::otherNode);
    ROWS.put("nonce required, absent", BoundTokenRows::withoutNonce);
    ROWS.put("unbound token sent as DPoP", BoundTokenRows::unbound);
    ROWS.put(
        "expired client cert", s -> List.of(s.mtls("good", "good"), s.mtls("expired", "expired")));
    ROWS.put("cert from header of untrusted peer", s -> List.of(s.told("127.0.0.1", "good")));
    ROWS.put(
        "TLS terminated at proxy not in trusted list",
        s -> List.of(s.told("127.0.0.2", "good"), s.told("127.0.0.3", "good")));
    ROWS.put("resumed session without cert", BoundTokenRows::resumed);
    ROWS.put(
        "cnf unknown member only",
        s -> List.of(s.ask("Bearer " + s.token(Map.of("cnf", Map.of("kid", "k"))))));
  }

  private static void header(String words, Consumer<ObjectNode> change) {
    ROWS.put(words, s -> List.of(s.good(), changed(s, change, BoundTokenRows::unchanged)));
  }

  private static void claims(String words, Consumer<ObjectNode> change) {
    ROWS.put(words, s -> List.of(s.good(), changed(s, BoundTokenRows::unchanged, change)));
  }

  /** What is signed as it stands. */
  private static void unchanged(ObjectNode part) {}

  private static Raw.Reply changed(
      BoundTokenScene s, Consumer<ObjectNode> header, Consumer<ObjectNode> claims)
      throws Exception {
    String token = s.keyBound();
    return s.ask("DPoP " + token, "DPoP: " + s.client.proof(s.uri(), token, header, claims));
  }

  private static String hash(String token) {
    try {
      return DpopClient.hash(token);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Raw.Reply> standard(BoundTokenScene s) throws Exception {
    String token = s.keyBound();
    String hash = Base64.getEncoder().encodeToString(DpopClient.digest(token));
    String proof =
        s.client.proof(
            s.uri(), token, BoundTokenRows::unchanged, claims -> claims.put("ath", hash));
    return List.of(s.ask("DPoP " + token, "DPoP: " + proof));
  }

  private static List<Raw.Reply> thief(BoundTokenScene s) throws Exception {
    String token = s.keyBound();
    return List.of(s.ask("DPoP " + token, "DPoP: " + new DpopClient().proof(s.uri(), token)));
  }

  private static List<Raw.Reply> forwarded(BoundTokenScene s) throws Exception {
    String token = s.keyBound();
    String elsewhere = s.client.proof("https://elsewhere.test/admin/a", token);
    return List.of(
        s.ask("DPoP " + token, "DPoP: " + elsewhere, "X-Forwarded-Host: elsewhere.test"));
  }

  private static List<Raw.Reply> replay(BoundTokenScene s) throws Exception {
    String token = s.keyBound();
    String proof = "DPoP: " + s.client.proof(s.uri(), token);
    return List.of(s.ask("DPoP " + token, proof), s.ask("DPoP " + token, proof));
  }

  /** Two servers behind one proxy: a proof with a nonce of the one is none for the other. */
  private static List<Raw.Reply> otherNode(BoundTokenScene s) throws Exception {
    String token = s.token(Map.of("iss", BoundTokenScene.NONCES, "cnf", s.jkt()));
    String uri = "https://shop.test/admin/a";
    String authorization = "DPoP " + token;
    Raw.Reply asked = s.proxied(authorization, "DPoP: " + s.client.proof(uri, token));
    String nonce = asked.header("DPoP-Nonce");
    String proof =
        "DPoP: "
            + s.client.proof(
                uri, token, BoundTokenRows::unchanged, claims -> claims.put("nonce", nonce));
    return List.of(s.proxied(authorization, proof), s.node2.proxied(authorization, proof));
  }

  private static List<Raw.Reply> withoutNonce(BoundTokenScene s) throws Exception {
    String token = s.token(Map.of("iss", BoundTokenScene.NONCES, "cnf", s.jkt()));
    return List.of(s.ask("DPoP " + token, "DPoP: " + s.client.proof(s.uri(), token)));
  }

  private static List<Raw.Reply> unbound(BoundTokenScene s) throws Exception {
    String token = s.token(Map.of());
    return List.of(
        s.ask("Bearer " + token),
        s.ask("DPoP " + token, "DPoP: " + s.client.proof(s.uri(), token)));
  }

  /** The session is known to be resumed by its id. */
  private static List<Raw.Reply> resumed(BoundTokenScene s) throws Exception {
    var none = s.certificates.context(null);
    SecureRaw.Reply first = s.secure(none, "127.0.0.1", "Bearer " + s.token(Map.of()));
    SecureRaw.Reply second = s.secure(none, "127.0.0.1", "Bearer " + s.certificateBound("good"));
    if (!first.session().equals(second.session())) {
      throw new AssertionError("the session was not resumed");
    }
    return List.of(first.http(), second.http());
  }
}
