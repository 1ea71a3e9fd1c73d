package io.bartizan.it;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.TokenTerms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The issuers that the server under test trusts, and where their keys are: good, odd and bad. */
final class AttackedIssuers {

  static final Set<String> ALGORITHMS = Set.of("RS256", "ES256", "PS256", "EdDSA");

  private final Map<String, String> urls = new LinkedHashMap<>();

  AttackedIssuers(AttackedKeyServer server, AttackKeys keys) throws IOException {
    for (String set : Attack.SETS) {
      urls.put(set, server.serve(set, keys.jwks(set)));
    }
    for (String endpoint : Attack.ENDPOINTS.values()) {
      urls.put(endpoint, server.serve(endpoint, body(endpoint, keys)));
    }
    urls.put(Attack.TYPED, server.serve(Attack.TYPED, keys.jwks("main")));
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      urls.put("refusing", "http://127.0.0.1:" + closed.getLocalPort() + "/jwks");
    }
  }

  private static String body(String endpoint, AttackKeys keys) {
    return switch (endpoint) {
      case "large" -> keys.jwks("main") + " ".repeat(10 << 20);
      case "html" -> "<html><body>sign in</body></html>";
      case "empty" -> "{\"keys\":[]}";
      case "duplicate", "private" -> keys.jwks(endpoint);
      case "crowded" -> keys.jwks("main");
      default -> endpoint;
    };
  }

  private static String type(String name) {
    return name.equals(Attack.TYPED) ? "at+jwt" : null;
  }

  List<Issuer> issuers() {
    List<Issuer> issuers = new ArrayList<>();
    urls.forEach(
        (name, url) ->
            issuers.add(
                new Issuer(
                    Draft.issuer(name),
                    Set.of("api"),
                    ALGORITHMS,
                    url,
                    "roles",
                    new TokenTerms.Builder().type(type(name)).build(),
                    null,
                    null)));
    return issuers;
  }

  /** The same as a policy, with the rules of the corpora's P0. */
  String policy() {
    StringBuilder policy = new StringBuilder("version: 1\napplication: corpus\nidentity:\n");
    policy.append("  issuers:\n");
    urls.forEach(
        (name, url) ->
            policy
                .append("    - issuer: ")
                .append(Draft.issuer(name))
                .append("\n      audience: [api]\n      algorithms: [")
                .append(String.join(", ", ALGORITHMS))
                .append("]\n      jwks: ")
                .append(url)
                .append("\n      rolesClaim: roles\n")
                .append(type(name) == null ? "" : "      type: " + type(name) + "\n"));
    return policy + Policies.P0.substring(Policies.P0.indexOf("rules:"));
  }
}
