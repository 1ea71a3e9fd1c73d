package io.bartizan.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A server that speaks TLS, a client of it, and what both hold. */
final class BoundTokenScene implements AutoCloseable {

  /** The issuer whose proofs must hold a nonce of the server. */
  static final String NONCES = "https://nonces.test";

  /** The address that counts as a proxy's. */
  static final String PROXY = "127.0.0.2";

  private static final String POLICY =
      """
      version: 1
      application: bound
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: api
            algorithms: RS256
            jwks: jwks.json
            rolesClaim: roles
          - issuer: https://nonces.test
            audience: api
            algorithms: RS256
            jwks: jwks.json
            rolesClaim: roles
            proof: {dpop: required, nonce: required}
        trustedProxies: 127.0.0.2/32
        certificateHeader: Client-Cert
        maxProofs: 1000
      rules:
        - {allow: {path: /admin/**}, who: admin}
      """;

  final DpopClient client = new DpopClient();
  final ClientCertificates certificates;
  final Tokens tokens;
  final Path folder;
  BoundTokenScene node2;
  private final Server.Plan plan;
  private Server server;

  BoundTokenScene(String name, Path java, Tokens tokens, ClientCertificates certificates)
      throws Exception {
    this.tokens = tokens;
    this.certificates = certificates;
    plan = new Server.Plan(name);
    plan.java = java;
    plan.policy = POLICY;
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.tls=" + certificates.folder);
    folder = Server.lay(plan);
    server = Server.start(plan, folder);
    warm();
  }

  /** Until decisions are within their second. */
  private void warm() throws Exception {
    int status = 0;
    for (int i = 0; i < 20 && status != 200; i++) {
      status = ask("Bearer " + token(Map.of())).status();
    }
    if (status != 200) {
      throw new AssertionError("status " + status + "\n" + server.stderr());
    }
  }

  /** Ends it and starts it anew, with the same policy. */
  void restart() throws Exception {
    server.close();
    server = Server.start(plan, folder);
    warm();
  }

  Server server() {
    return server;
  }

  String uri() {
    return "https://127.0.0.1:" + server.port() + "/admin/a";
  }

  Map<String, Object> jkt() throws Exception {
    return Map.of("jkt", client.thumbprint());
  }

  String token(Map<String, Object> more) throws Exception {
    return tokens.token("root", 600, List.of("admin"), more);
  }

  String keyBound() throws Exception {
    return token(Map.of("cnf", jkt()));
  }

  String certificateBound(String name) throws Exception {
    return token(Map.of("cnf", Map.of("x5t#S256", certificates.thumbprint(name))));
  }

  /** A client without a certificate asks directly. */
  Raw.Reply ask(String authorization, String... headers) throws Exception {
    return secure(certificates.context(null), "127.0.0.1", authorization, headers).http();
  }

  /** A request that is as it should be. */
  Raw.Reply good() throws Exception {
    String token = keyBound();
    return ask("DPoP " + token, "DPoP: " + client.proof(uri(), token));
  }

  /** The proxy asks for https://shop.test. */
  Raw.Reply proxied(String authorization, String... headers) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(headers));
    all.add("X-Forwarded-Proto: https");
    all.add("X-Forwarded-Host: shop.test");
    return secure(certificates.context(null), PROXY, authorization, all.toArray(new String[0]))
        .http();
  }

  /** A client with a certificate and a token that is bound to one. */
  Raw.Reply mtls(String certificate, String bound) throws Exception {
    return secure(
            certificate == null ? certificates.context(null) : certificates.context(certificate),
            "127.0.0.1",
            "Bearer " + certificateBound(bound))
        .http();
  }

  /** Somebody tells of a certificate in the header of RFC 9440. */
  Raw.Reply told(String from, String certificate) throws Exception {
    return secure(
            certificates.context(null),
            from,
            "Bearer " + certificateBound(certificate),
            "Client-Cert: " + certificates.byteSequence(certificate))
        .http();
  }

  SecureRaw.Reply secure(SSLContext context, String from, String authorization, String... headers)
      throws Exception {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Authorization: " + authorization;
    return SecureRaw.get(server.port(), context, from, "/admin/a", all);
  }

  @Override
  public void close() {
    server.close();
  }
}
