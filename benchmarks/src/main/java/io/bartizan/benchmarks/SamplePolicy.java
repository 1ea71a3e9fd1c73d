package io.bartizan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A policy of so many rules with every feature on: an issuer with roles, a role of its own, denies
 * among the allows, a limit for each user that nobody reaches, and an audit file. The rule that
 * permits the sample request stands last.
 */
public final class SamplePolicy {

  /** The role that the sample rule asks for. */
  public static final String ROLE = "clerk";

  /** The path that the sample rule opens. */
  public static final String PATH = "/orders/4711/items";

  private static final String HEAD =
      """
      version: 1
      application: shop
      identity:
        issuers:
          - issuer: https://idp.test/realms/shop
            audience: [orders-api]
            algorithms: [ES256, RS256]
            jwks: jwks.json
            rolesClaim: realm_access.roles
      roles:
        web: token.azp == 'shop-web'
      limits:
        - {name: per-user, key: principal.id, rate: 900000000/1m, burst: 900000000}
      audit: {file: audit.ndjson}
      rules:
        - {name: admin-only, deny: {path: "/admin/**"}, except: [admin]}
        - {name: no-writes, deny: {method: [POST, PUT, DELETE], path: "/orders/**"}, who: [web]}
      """;

  /** On every rule but the first two, and true of the sample request. */
  private static final String CONDITION =
      "request.protocol == 'HTTP/1.1' && principal.authenticated"
          + " && token.azp == 'shop-web' && path.id != 'x'";

  private static final int FIRST_RULES = 3;
  private static final int EVERY_SO_MANY_A_DENY = 10;

  private SamplePolicy() {}

  /** Lays a policy and the key set beside it into a folder; the policy file. */
  public static Path lay(Path folder, int rules, String jwks) throws IOException {
    Files.writeString(folder.resolve("jwks.json"), jwks);
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = FIRST_RULES; i < rules; i++) {
      boolean deny = i % EVERY_SO_MANY_A_DENY == 0;
      text.append("  - {")
          .append(deny ? "deny" : "allow")
          .append(": {method: [")
          .append(deny ? "DELETE" : "GET, POST")
          .append("], path: \"/service")
          .append(i)
          .append("/{id}/**\"}, who: [")
          .append(deny ? "web" : "staff")
          .append("], when: \"")
          .append(CONDITION)
          .append("\"}\n");
    }
    text.append("  - {name: items, allow: {method: [GET], path: \"/orders/{id}/items\"}, who: [")
        .append(ROLE)
        .append("], when: \"")
        .append(CONDITION)
        .append("\"}\n");
    return Files.writeString(folder.resolve("bartizan.yaml"), text);
  }
}
