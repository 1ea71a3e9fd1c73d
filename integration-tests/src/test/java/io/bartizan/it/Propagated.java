package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

/** What an application hears of whom a request comes from, where the container is told. */
final class Propagated {

  static final String POLICY =
      """
      version: 1
      application: corpus
      identity:
        issuers:
          - {issuer: https://issuer.test, audience: api, algorithms: [RS256], jwks: jwks.json, rolesClaim: roles}
        propagate: principal
        identityHeaders: [X-Remote-User]
      roles:
        clerk: token.department == 'sales'
      rules:
        - {allow: {path: /ops/**}, who: anyone}
        - {allow: {path: /public/**}, who: anyone}
        - {allow: {path: /rs/**}, who: anyone}
        - {allow: {path: /manager/**}, who: anyone}
        - {allow: {path: /admin/**}, who: admin}
        - {deny: {path: /**}, when: "'x-remote-user' in request.headers"}
      """;

  private final Tokens tokens;

  Propagated(Tokens tokens) {
    this.tokens = tokens;
  }

  String token(String subject, String department) throws Exception {
    return "Authorization: Bearer "
        + tokens.token(subject, 600, List.of("admin"), Map.of("department", department));
  }

  /** Servlets that ask the container. */
  void asked(Server server) throws Exception {
    int port = server.port();
    Raw.Reply clerk = Raw.get(port, "/public/who?role=clerk", token("ada", "sales"));
    assertEquals(200, clerk.status(), clerk.text + server.stderr());
    assertTrue(clerk.text.contains("user=ada principal=ada by=Bearer clerk=true"), clerk.text);
    Raw.Reply admin = Raw.get(port, "/public/who?role=admin", token("ada", "stock"));
    assertTrue(admin.text.contains("user=ada principal=ada by=Bearer admin=true"), admin.text);
    Raw.Reply other = Raw.get(port, "/public/who?role=clerk", token("bob", "stock"));
    assertTrue(other.text.contains("user=bob principal=bob by=Bearer clerk=false"), other.text);
    Raw.Reply free = Raw.get(port, "/public/who?role=clerk");
    assertTrue(free.text.contains("user=null principal=null by=null clerk=false"), free.text);
  }

  /** A path that the application itself declares to be for clerks. */
  void declared(Server server, String path) throws Exception {
    int port = server.port();
    Raw.Reply clerk = Raw.get(port, path + "?role=clerk", token("ada", "sales"));
    assertEquals(200, clerk.status(), clerk.text + server.stderr());
    assertTrue(clerk.text.contains("user=ada"), clerk.text);
    Raw.Reply noClerk = Raw.get(port, path + "?role=clerk", token("bob", "stock"));
    assertEquals(403, noClerk.status(), "the application's own constraint");
    assertEquals(0, server.counts(noClerk.clientPort)[2]);
    Raw.Reply nobody = Raw.get(port, path + "?role=clerk");
    assertEquals(0, server.counts(nobody.clientPort)[2], "the container asks: " + nobody.text);
  }
}
