package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.impl.ECDSA;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.LoadBalancer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadBalancerWordTest {

  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";
  private static final String IDP = "https://idp.test";
  private static final String KID = "12345678-1234-1234-1234-123456789012";
  private static final String PROXY = "10.0.0.9";
  private static final long NOW = 1_795_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, String> published = new ConcurrentHashMap<>();
  private KeyPair keys;
  private KeyServer server;
  private Authenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    keys = pair("secp256r1");
    server = new KeyServer(nanos::get);
    server.behaviour =
        exchange -> {
          String pem = published.get(exchange.getRequestURI().toString());
          KeyServer.answer(exchange, pem == null ? 404 : 200, pem == null ? "none" : pem);
        };
    published.put("/" + KID, pem(keys));
    authenticator =
        new Authenticator(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC), nanos::get);
    authenticator.configure(
        new Identity.Builder()
            .trustedProxies(List.of(Cidr.parse("10.0.0.0/8")))
            .loadBalancers(
                List.of(
                    new LoadBalancer(
                        ARN,
                        new Issuer(
                            IDP, Set.of("client-1"), Set.of("ES256"), server.url("/"), "groups"))))
            .build());
  }

  @AfterEach
  void end() {
    authenticator.close();
    server.close();
  }

  private static KeyPair pair(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String header(String kid) {
    return "{\"typ\":\"JWT\",\"kid\":\""
        + kid
        + "\",\"alg\":\"ES256\",\"iss\":\""
        + IDP
        + "\",\"client\":\"client-1\",\"signer\":\""
        + ARN
        + "\",\"exp\":"
        + (NOW + 120)
        + "}";
  }

  private static final String CLAIMS =
      "{\"sub\":\"ada\",\"email\":\"ada@shop.test\",\"groups\":[\"admin\"]}";

  private static String padded(byte[] octets) {
    return Base64.getUrlEncoder().encodeToString(octets);
  }

  private String told(String header, String claims) throws Exception {
    return told(header, claims, keys);
  }

  private static String told(String header, String claims, KeyPair by) throws Exception {
    String input =
        padded(header.getBytes(StandardCharsets.UTF_8))
            + "."
            + padded(claims.getBytes(StandardCharsets.UTF_8));
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(by.getPrivate());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + padded(ECDSA.transcodeSignatureToConcat(signer.sign(), 64));
  }

  private Identification from(String peer, String... values) {
    return authenticator.identify(new Request(peer, Map.of("x-amzn-oidc-data", values)));
  }

  /** A fetch may take longer than a request waits for it. */
  private Principal known(String told) throws Exception {
    Eventually.holds("a key", () -> from(PROXY, told).principal() != null);
    return Objects.requireNonNull(from(PROXY, told).principal());
  }

  private void refused(int status, String reason, Identification identification) {
    assertNull(identification.principal());
    CredentialError error = identification.error();
    assertNotNull(error);
    assertEquals(reason, error.reason());
    assertEquals(status, error.status());
  }

  @Test
  void signedInUser_isThePrincipal_andTheKeyIsFetchedOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      String told = told(header(KID), CLAIMS.replace("}", ",\"n\":" + i + "}"));
      assertTrue(told.contains("="), "padded: " + told);
      Principal ada = known(told);
      assertEquals("ada", ada.id());
      assertEquals(IDP, ada.issuer());
      assertEquals(Set.of("admin"), ada.roles());
      assertEquals("ada@shop.test", ada.claims().text(List.of("email")));
    }
    assertEquals(1, server.asked.size());
  }

  @Test
  void anyoneButAListedProxy_isNotListenedTo() throws Exception {
    String told = told(header(KID), CLAIMS);
    assertFalse(from("192.0.2.7", told).credentialPresent());
    assertFalse(from("192.0.2.7", "nonsense").credentialPresent());
    assertEquals(0, server.asked.size());
    known(told);
    assertFalse(from("192.0.2.7", told).credentialPresent(), "remembered or not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loadbalancer/app/shop|loadbalancer/app/evil|another signer",
        "eu-west-1:123456789012|us-east-1:123456789012|another signer",
        "\"signer\"|\"singer\"|another signer",
        "https://idp.test|https://evil.test|unknown issuer",
        "client-1|client-2|audience",
        "\"client\":\"client-1\",|\"x\":1,|a header without client and expiry",
        "\"exp\":1795000120|\"exp\":\"1795000120\"|a header without client and expiry",
        "\"exp\":1795000120|\"exp\":1794999900|expired",
        "\"alg\":\"ES256\"|\"alg\":\"none\"|algorithm",
        "\"alg\":\"ES256\"|\"alg\":\"HS256\"|algorithm",
        "\"alg\":\"ES256\"|\"alg\":\"ES384\"|algorithm",
        "\"typ\":\"JWT\"|\"typ\":\"at+jwt\"|token type",
        "\"typ\":\"JWT\"|\"jku\":\"http://evil.test/\"|header parameter jku",
        "12345678-1234-1234-1234-123456789012|../../evil|key id",
        "12345678-1234-1234-1234-123456789012|12345678-1234-1234-1234-12345678901?|key id",
        "12345678-1234-1234-1234-123456789012|12345678-1234-1234-1234-123456789012/..|key id",
        "12345678-1234-1234-1234-123456789012|12345678-1234-1234-1234-12345678901F|key id",
        "12345678-1234-1234-1234-123456789012|%31%32|key id",
      })
  void otherHeader_isRefused_andNothingIsFetched(String was, String is, String reason)
      throws Exception {
    String header = header(KID);
    assertTrue(header.contains(was), header);
    refused(401, "load balancer: " + reason, from(PROXY, told(header.replace(was, is), CLAIMS)));
    assertEquals(0, server.asked.size());
  }

  @Test
  void otherForm_isRefused() throws Exception {
    String told = told(header(KID), CLAIMS);
    known(told);
    String[] parts = told.split("\\.");
    refused(400, "more than one credential", from(PROXY, told, told));
    refused(401, "load balancer: not a compact JWS", from(PROXY, parts[0] + "." + parts[1]));
    refused(401, "load balancer: malformed base64url", from(PROXY, told + "="));
    refused(401, "load balancer: malformed base64url", from(PROXY, told.replace("==", "=")));
    refused(401, "load balancer: no subject", from(PROXY, told(header(KID), "{\"a\":1}")));
    refused(
        401,
        "load balancer: claims that ask for a proof",
        from(
            PROXY,
            told(header(KID), "{\"sub\":\"a\",\"cnf\":{\"jkt\":\"" + "A".repeat(43) + "\"}}")));
    refused(
        401, "load balancer: signature", from(PROXY, told(header(KID), CLAIMS, pair("secp256r1"))));
    String forged =
        parts[0]
            + "."
            + padded("{\"sub\":\"root\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + parts[2];
    refused(401, "load balancer: signature", from(PROXY, forged));
  }

  @Test
  void wordBesideAToken_isOneCredentialTooMany() throws Exception {
    Map<String, String[]> headers = new HashMap<>();
    headers.put("x-amzn-oidc-data", new String[] {told(header(KID), CLAIMS)});
    headers.put("Authorization", new String[] {"Bearer a.b.c"});
    refused(400, "more than one credential", authenticator.identify(new Request(PROXY, headers)));
  }

  @Test
  void keyThatIsNone_isAnsweredWith503_andAskedForOnceIn30s() throws Exception {
    for (String bad :
        new String[] {
          "", "<html>", pem(pair("secp384r1")), pem(keys) + pem(keys), pem(keys).substring(1)
        }) {
      String kid = UUID.randomUUID().toString();
      published.put("/" + kid, bad);
      int before = server.asked.size();
      for (int i = 0; i < 3; i++) {
        refused(
            503,
            "no key of the load balancer",
            from(PROXY, told(header(kid), CLAIMS.replace("}", ",\"n\":" + i + "}"))));
      }
      Eventually.holds("asked once", () -> server.asked.size() == before + 1);
      pass(31);
    }
    known(told(header(KID), CLAIMS));
  }

  private void pass(long seconds) {
    nanos.addAndGet(seconds * 1_000_000_000L);
  }

  /** Whoever gets words of their own through can make the agent ask, but not often. */
  @Test
  void flooded_fewKeysAreAskedFor_andThoseInUseStay() throws Exception {
    known(told(header(KID), CLAIMS));
    for (int i = 0; i < 100; i++) {
      from(PROXY, told(header(UUID.randomUUID().toString()), CLAIMS));
    }
    int most = 1 + LoadBalancerKeys.MAX_UNKNOWN;
    Eventually.holds("asked", () -> server.asked.size() == most);
    known(told(header(KID), CLAIMS.replace("}", ",\"n\":1}")));
    String next = UUID.randomUUID().toString();
    published.put("/" + next, pem(keys));
    refused(503, "no key of the load balancer", from(PROXY, told(header(next), CLAIMS)));
    pass(31);
    known(told(header(next), CLAIMS));
  }

  @Test
  void manyKeysOneAfterTheOther_areKeptWithinBounds() throws Exception {
    for (int i = 0; i < 2 * LoadBalancerKeys.MAX_KEYS; i++) {
      String kid = UUID.randomUUID().toString();
      published.put("/" + kid, pem(keys));
      known(told(header(kid), CLAIMS));
      pass(1);
    }
    int asked = server.asked.size();
    assertEquals(2 * LoadBalancerKeys.MAX_KEYS, asked);
  }

  @Test
  void addressOfTheKeys_comesOfTheRegionInTheName() {
    assertEquals("https://public-keys.auth.elb.eu-west-1.amazonaws.com/", LoadBalancer.keys(ARN));
    assertEquals(
        "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1/",
        LoadBalancer.keys(ARN.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-w", "us-gov-w")));
    for (String none :
        new String[] {
          ARN.replace("eu-west-1", "eu-west-1.evil.test/"),
          ARN.replace("/app/", "/net/"),
          ARN + "\n",
          ARN.replace("123456789012", "1"),
          "",
        }) {
      assertNull(LoadBalancer.keys(none), none);
    }
  }
}
