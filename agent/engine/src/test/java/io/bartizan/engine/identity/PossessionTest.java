package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.TokenTerms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that are bound to a key or a certificate, and what issuers ask of their tokens. */
class PossessionTest {

  /** In the time of the certificate of RFC 8705's figure 6. */
  private static final Instant NOW = Instant.parse("2020-06-01T00:00:00Z");

  private static final String PROXY = "192.0.2.7";
  private static final String OTHER = "198.51.100.1";

  @TempDir Path folder;
  private final Proofs client = new Proofs();
  private ECKey key;
  private Path file;
  private Authenticator authenticator;
  private int made;

  @BeforeEach
  void open() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    file = folder.resolve("jwks.json");
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
    trust(new TokenTerms.Builder());
  }

  @AfterEach
  void close() {
    authenticator.close();
  }

  private void trust(TokenTerms.Builder terms) throws Exception {
    trust(terms, Clock.fixed(NOW, ZoneOffset.UTC), CertificateHeader.NONE);
  }

  private void trust(TokenTerms.Builder terms, Clock clock, CertificateHeader header)
      throws Exception {
    if (authenticator != null) {
      authenticator.close();
    }
    authenticator = new Authenticator(clock);
    Issuer issuer =
        new Issuer(
            "https://issuer.test",
            Set.of("api"),
            Set.of("ES256"),
            file.toString(),
            null,
            terms.build(),
            null,
            null);
    authenticator.configure(
        new Identity.Builder()
            .issuers(List.of(issuer))
            .trustedProxies(List.of(Cidr.parse(PROXY + "/32")))
            .certificateHeader(header)
            .maxProofs(1000)
            .build());
  }

  private String token(String more) throws Exception {
    return token("{\"alg\":\"ES256\"}", more);
  }

  private String token(String header, String more) throws Exception {
    String claims =
        "{\"iss\":\"https://issuer.test\",\"aud\":\"api\",\"sub\":\"ada\",\"exp\":"
            + (NOW.getEpochSecond() + 300)
            + more
            + "}";
    String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    return input
        + "."
        + new ECDSASigner(key)
            .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
  }

  private String keyBound() throws Exception {
    return token(",\"cnf\":{\"jkt\":\"" + client.thumbprint() + "\"}");
  }

  private String certificateBound() throws Exception {
    return token(",\"cnf\":{\"x5t#S256\":\"" + ClientCertificateTest.FIGURE_5 + "\"}");
  }

  private String proof(String token, String uri) {
    return client.sign(Proofs.claims("GET", uri, token, NOW.getEpochSecond(), "j" + made++));
  }

  private static Request request(String peer, String... headers) {
    Map<String, String[]> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], new String[] {headers[i + 1]});
    }
    Request request = new Request(peer, all);
    request.host = "shop.test:8080";
    request.target = "/orders?a=b";
    return request;
  }

  private @Nullable String reason(Request request) {
    Identification identity = authenticator.identify(request);
    CredentialError error = identity.error();
    assertTrue((identity.principal() == null) == (error != null));
    return error == null ? null : error.reason();
  }

  @Test
  void keyBoundToken_needsItsSchemeAndItsProof() throws Exception {
    String token = keyBound();
    String uri = "http://shop.test:8080/orders";
    for (int sight = 0; sight < 2; sight++) {
      String proof = proof(token, uri);
      assertNull(reason(request(OTHER, "Authorization", "DPoP " + token, "DPoP", proof)));
      assertEquals(
          "DPoP proof: replayed",
          reason(request(OTHER, "Authorization", "DPoP " + token, "DPoP", proof)));
      assertEquals("DPoP proof: missing", reason(request(OTHER, "Authorization", "dpop " + token)));
      assertEquals(
          "sender-constrained token without proof",
          reason(request(OTHER, "Authorization", "Bearer " + token, "DPoP", proof(token, uri))));
    }
    String unbound = token("");
    assertEquals(
        "DPoP with a token that is bound to no key",
        reason(request(OTHER, "Authorization", "DPoP " + unbound, "DPoP", proof(unbound, uri))));
    assertNull(reason(request(OTHER, "Authorization", "Bearer " + unbound)));
  }

  /** A request that was rewritten inside is decided again, with the proof that it came with. */
  @Test
  void keyBoundToken_identifiedBefore_isNotAskedForItsProofAgain() throws Exception {
    String token = keyBound();
    Request request =
        request(
            OTHER,
            "Authorization",
            "DPoP " + token,
            "DPoP",
            proof(token, "http://shop.test:8080/orders"));
    Principal proven = authenticator.identify(request).principal();
    assertNotNull(proven);
    request.target = "/rewritten";
    assertNotNull(authenticator.identify(request, proven).principal());
    assertNull(authenticator.identify(request, null).principal());
    String other = token(",\"cnf\":{\"jkt\":\"" + client.thumbprint() + "\"},\"jti\":\"2\"");
    assertNull(
        authenticator
            .identify(request(OTHER, "Authorization", "DPoP " + other), proven)
            .principal(),
        "another token");
  }

  @Test
  void uriBehindAProxy_countsFromListedPeersOnly() throws Exception {
    String token = keyBound();
    String outside = "https://shop.example/orders";
    String[] told = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example"};
    assertNull(reason(proven(PROXY, token, outside, told)));
    assertEquals("DPoP proof: htu", reason(proven(OTHER, token, outside, told)));
    assertNull(reason(proven(OTHER, token, "http://shop.test:8080/orders", told)));
    assertNull(
        reason(
            proven(
                PROXY, token, outside, "Forwarded", "for=1.1.1.1;proto=https;host=shop.example")));
    assertNull(
        reason(
            proven(
                PROXY,
                token,
                "https://shop.example:8443/orders",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "shop.example",
                "X-Forwarded-Port",
                "8443")));
    String[] twice = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.test, shop.example"};
    assertEquals("DPoP proof: htu", reason(proven(PROXY, token, outside, twice)));
    String[] differing = {
      "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example", "Forwarded", "host=evil"
    };
    assertEquals("DPoP proof: htu", reason(proven(PROXY, token, outside, differing)));
  }

  private Request proven(String peer, String token, String uri, String... told) {
    String[] headers = java.util.Arrays.copyOf(told, told.length + 4);
    headers[told.length] = "Authorization";
    headers[told.length + 1] = "DPoP " + token;
    headers[told.length + 2] = "DPoP";
    headers[told.length + 3] = proof(token, uri);
    return request(peer, headers);
  }

  @Test
  void certificateBoundToken_needsItsCertificate() throws Exception {
    String[] bearer = {"Authorization", "Bearer " + certificateBound()};
    assertEquals(
        "sender-constrained token without its certificate", reason(request(OTHER, bearer)));
    Request with = request(OTHER, bearer);
    with.certificate = ClientCertificateTest.figure6();
    assertNull(reason(with));
    with.certificate[100] ^= 1;
    assertEquals("token of another certificate", reason(with));
    with.certificate = new byte[] {1, 2, 3};
    assertEquals("malformed client certificate", reason(with));
    Clock later = Clock.fixed(Instant.parse("2022-05-02T12:38:00Z"), ZoneOffset.UTC);
    trust(new TokenTerms.Builder(), later, CertificateHeader.NONE);
    Request expired = request(OTHER, bearer);
    expired.certificate = ClientCertificateTest.figure6();
    assertNotNull(reason(expired));
  }

  @Test
  void certificateInAHeader_countsFromListedPeersOnlyAndIfThePolicyNamesIt() throws Exception {
    String[] headers = {
      "Authorization",
      "Bearer " + certificateBound(),
      "Client-Cert",
      ":" + ClientCertificateTest.FIGURE_6 + ":"
    };
    String without = "sender-constrained token without its certificate";
    assertEquals(without, reason(request(PROXY, headers)));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    trust(new TokenTerms.Builder(), clock, CertificateHeader.FORWARDED_CLIENT_CERT);
    assertEquals(without, reason(request(PROXY, headers)));
    trust(new TokenTerms.Builder(), clock, CertificateHeader.CLIENT_CERT);
    assertNull(reason(request(PROXY, headers)));
    assertEquals(without, reason(request(OTHER, headers)));
    // The proxy's own certificate is not its client's.
    Request own = request(PROXY, headers[0], headers[1]);
    own.certificate = ClientCertificateTest.figure6();
    assertEquals(without, reason(own));
  }

  @Test
  void bothBindings_areBothAskedFor() throws Exception {
    String token =
        token(
            ",\"cnf\":{\"jkt\":\""
                + client.thumbprint()
                + "\",\"x5t#S256\":\""
                + ClientCertificateTest.FIGURE_5
                + "\"}");
    Request request = proven(OTHER, token, "http://shop.test:8080/orders");
    assertEquals("sender-constrained token without its certificate", reason(request));
    request.certificate = ClientCertificateTest.figure6();
    assertNull(reason(request), "nothing was used up by the refusal before");
  }

  @Test
  void confirmationThatNobodyKnows_isRefused() throws Exception {
    for (String cnf :
        new String[] {
          "{}",
          "{\"kid\":\"a\"}",
          "{\"jwk\":{}}",
          "\"x\"",
          "null",
          "{\"jkt\":7}",
          "{\"jkt\":\"x\"}",
          "{\"x5t#S256\":\"" + "A".repeat(42) + "B\"}"
        }) {
      assertNotNull(
          reason(request(OTHER, "Authorization", "Bearer " + token(",\"cnf\":" + cnf))), cnf);
    }
  }

  @Test
  void requiredBindings_refuseTokensWithoutThem() throws Exception {
    trust(new TokenTerms.Builder().dpopRequired(true));
    Identification refused =
        authenticator.identify(request(OTHER, "Authorization", "Bearer " + token("")));
    CredentialError error = refused.error();
    assertNotNull(error);
    assertEquals("a token that is bound to no key", error.reason());
    assertEquals(CredentialError.DPOP, error.scheme());
    String token = keyBound();
    assertNull(reason(proven(OTHER, token, "http://shop.test:8080/orders")));
    trust(new TokenTerms.Builder().mtlsRequired(true));
    assertEquals(
        "a token that is bound to no certificate",
        reason(proven(OTHER, token, "http://shop.test:8080/orders")));
    Request with = request(OTHER, "Authorization", "Bearer " + certificateBound());
    with.certificate = ClientCertificateTest.figure6();
    assertNull(reason(with));
  }

  @Test
  void typeSkewAndClaims_areAskedForAsTheIssuersTermsSay() throws Exception {
    trust(new TokenTerms.Builder().type("at+jwt"));
    assertEquals("token type", bearer(token("")));
    assertEquals("token type", bearer(token("{\"alg\":\"ES256\",\"typ\":\"JWT\"}", "")));
    assertNull(bearer(token("{\"alg\":\"ES256\",\"typ\":\"at+JWT\"}", "")));
    assertNull(bearer(token("{\"alg\":\"ES256\",\"typ\":\"application/at+jwt\"}", "")));
    String early = ",\"nbf\":" + (NOW.getEpochSecond() + 30);
    assertNull(bearer(token("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", early)));
    trust(new TokenTerms.Builder().skewSeconds(10));
    assertEquals("not valid yet", bearer(token(early)));
    trust(
        new TokenTerms.Builder()
            .requiredClaim("jti", Set.of())
            .requiredClaim("org.unit", Set.of("a", "b")));
    assertNull(bearer(token(",\"jti\":\"1\",\"org\":{\"unit\":\"b\"}")));
    assertNull(bearer(token(",\"jti\":\"1\",\"org\":{\"unit\":[\"c\",\"a\"]}")));
    assertEquals("claim org.unit", bearer(token(",\"jti\":\"1\",\"org\":{\"unit\":\"c\"}")));
    assertEquals("claim org.unit", bearer(token(",\"jti\":\"1\",\"org\":{\"unit\":null}")));
    assertEquals("claim jti", bearer(token(",\"org\":{\"unit\":\"b\"}")));
    assertFalse(authenticator.identify(request(OTHER)).credentialPresent());
  }

  private @Nullable String bearer(String token) {
    return reason(request(OTHER, "Authorization", "Bearer " + token));
  }
}
