package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys, certificates and a load balancer's word, on servers; and what the agent serves. */
class CredentialsIT {

  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
  private static final String KEY_ID = "12345678-1234-1234-1234-123456789012";
  private static final String PROXY = "127.0.0.2";

  private static final String POLICY =
      """
      version: 1
      application: shop
      identity:
        resource: https://shop.test/api
        issuers:
          - {issuer: "https://issuer.test", audience: api, algorithms: RS256, jwks: jwks.json}
        apiKeys: {file: api-keys.json}
        certificates: {principal: subject}
        trustedProxies: 127.0.0.2/32
        certificateHeader: Client-Cert
        loadBalancers:
          - {arn: "ARN", issuer: "https://idp.test", client: c, keys: "KEYS"}
      rules:
        - {allow: {path: /public/**}, who: anyone}
        - {allow: {path: /admin/**}, who: [keyholder, "user:CN=good", "user:ada"]}
      """;

  private static ClientCertificates certificates;
  private static Tokens tokens;
  private static KeyServer keys;
  private static KeyPair balancer;

  @BeforeAll
  static void start() throws Exception {
    certificates = new ClientCertificates();
    tokens = new Tokens();
    keys = new KeyServer();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    balancer = generator.generateKeyPair();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(balancer.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    keys.place(KEY_ID, (in, out) -> answer(out, pem));
  }

  private static void answer(OutputStream out, String body) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
    out.write((head + body).getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @AfterAll
  static void end() throws IOException {
    keys.close();
  }

  private static String told(String signer) throws Exception {
    String header =
        "{\"typ\":\"JWT\",\"kid\":\""
            + KEY_ID
            + "\",\"alg\":\"ES256\",\"iss\":\"https://idp.test\",\"client\":\"c\",\"signer\":\""
            + signer
            + "\",\"exp\":"
            + (Instant.now().getEpochSecond() + 120)
            + "}";
    Base64.Encoder padded = Base64.getUrlEncoder();
    String input =
        padded.encodeToString(header.getBytes(StandardCharsets.US_ASCII))
            + "."
            + padded.encodeToString("{\"sub\":\"ada\"}".getBytes(StandardCharsets.US_ASCII));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(balancer.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return "x-amzn-oidc-data: "
        + input
        + "."
        + padded.encodeToString(ECDSA.transcodeSignatureToConcat(signature.sign(), 64));
  }

  /** A server, and requests to it. */
  private record Scene(Server server) {

    void expect(int status, String certificate, String from, String... headers) throws Exception {
      Raw.Reply reply =
          SecureRaw.get(server.port(), certificates.context(certificate), from, "/admin/a", headers)
              .http();
      assertEquals(status, reply.status(), reply.text + "\n" + server.stderr());
      assertEquals(status == 200 ? 1 : 0, server.counts(reply.clientPort)[0], reply.text);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"tomcat10", "netty42"})
  void everyCredential_countsForItself_andBesideAnotherForNothing(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = POLICY.replace("ARN", ARN).replace("KEYS", keys.url(""));
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.tls=" + certificates.folder);
    Path folder = Server.lay(plan);
    String file = folder.resolve("api-keys.json").toString();
    String key = made(folder, file, "batch", "keyholder");
    String roleless = made(folder, file, "guest", "nothing");
    try (Server server = Server.start(plan, folder)) {
      Scene scene = new Scene(server);
      warm(scene, key);
      String own = "127.0.0.1";
      scene.expect(200, null, own, "X-API-Key: " + key);
      scene.expect(403, null, own, "X-API-Key: " + roleless);
      scene.expect(401, null, own, "X-API-Key: " + key.substring(0, 59) + "A");
      scene.expect(400, null, own, "X-API-Key: " + key, "X-API-Key: " + roleless);
      String token = "Authorization: Bearer " + tokens.of("admin");
      scene.expect(400, null, own, "X-API-Key: " + key, token);
      scene.expect(401, null, own);

      scene.expect(200, "good", own);
      scene.expect(403, "other", own);
      scene.expect(401, "expired", own);
      scene.expect(403, "good", own, token);
      String good = "Client-Cert: " + certificates.byteSequence("good");
      scene.expect(200, null, PROXY, good);
      scene.expect(401, null, own, good);
      scene.expect(401, "good", PROXY);

      String told = told(ARN);
      scene.expect(200, null, PROXY, told);
      scene.expect(401, null, own, told);
      scene.expect(401, null, PROXY, told(ARN.replace("shop", "evil")));
      scene.expect(400, null, PROXY, told, token);

      metadata(server, token);
      revoked(scene, Path.of(file), key);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertEquals("0", server.jmx("Failures"));
    }
  }

  private static String made(Path folder, String file, String principal, String role)
      throws Exception {
    Cli made = Cli.run(folder, "keys", "api", file, "--principal", principal, "--role", role);
    assertEquals(0, made.exit(), made.err());
    return made.out().substring(9, 69);
  }

  /** Until decisions are within their second. */
  private static void warm(Scene scene, String key) throws Exception {
    for (int i = 0; i < 20; i++) {
      int status =
          SecureRaw.get(
                  scene.server().port(),
                  certificates.context(null),
                  "127.0.0.1",
                  "/admin/a",
                  "X-API-Key: " + key)
              .http()
              .status();
      if (status == 200) {
        return;
      }
    }
    throw new AssertionError(scene.server().stderr());
  }

  private static void metadata(Server server, String token) throws Exception {
    String path = "/.well-known/oauth-protected-resource/api";
    Raw.Reply served =
        SecureRaw.get(server.port(), certificates.context(null), "127.0.0.1", path).http();
    assertEquals(200, served.status(), served.text);
    assertEquals(0, server.counts(served.clientPort)[4], "no handler");
    JsonNode json =
        new ObjectMapper().readTree(served.text.substring(served.text.indexOf("\r\n\r\n") + 4));
    assertEquals("https://shop.test/api", json.path("resource").asText());
    assertEquals("https://issuer.test", json.path("authorization_servers").path(0).asText());
    for (String[] headers : new String[][] {{}, {token}, {"Authorization: Bearer x"}}) {
      String challenge =
          String.valueOf(
              SecureRaw.get(
                      server.port(), certificates.context(null), "127.0.0.1", "/admin/a", headers)
                  .http()
                  .header("WWW-Authenticate"));
      assertTrue(
          challenge.endsWith(", resource_metadata=\"https://shop.test" + path + "\""), challenge);
    }
  }

  /** Nothing is restarted, and no policy changes. */
  private static void revoked(Scene scene, Path file, String key) throws Exception {
    Path fresh = Files.writeString(file.resolveSibling("fresh"), "{\"keys\": []}");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    long began = System.nanoTime();
    int status = 200;
    while (status == 200) {
      status =
          SecureRaw.get(
                  scene.server().port(),
                  certificates.context(null),
                  "127.0.0.1",
                  "/admin/a",
                  "X-API-Key: " + key)
              .http()
              .status();
      assertFalse(System.nanoTime() - began > TimeUnit.SECONDS.toNanos(20), "never refused");
    }
    assertEquals(401, status);
    System.out.printf(
        "API key refused %d ms after its line was taken away%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }
}
