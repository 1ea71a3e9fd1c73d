package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.SpiffeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvidTest {

  private static final long NOW = 1_795_000_000L;

  @TempDir Path folder;
  private ECKey domain;
  private ECKey web;
  private Authenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    domain = new ECKeyGenerator(Curve.P_256).keyID("d").generate();
    web = new ECKeyGenerator(Curve.P_256).keyID("w").generate();
    String x509 =
        new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toString().replace("{", "");
    Path bundle =
        Files.writeString(
            folder.resolve("bundle.json"),
            "{\"spiffe_sequence\":1,\"keys\":[{\"use\":\"x509-svid\","
                + x509
                + ",{\"use\":\"jwt-svid\","
                + domain.toPublicJWK().toString().replace("{", "")
                + "]}");
    Path jwks =
        Files.writeString(
            folder.resolve("jwks.json"), "{\"keys\":[" + web.toPublicJWK().toString() + "]}");
    authenticator = new Authenticator(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    authenticator.configure(
        new Identity.Builder()
            .issuers(
                List.of(issuer("spiffe://prod.test", bundle), issuer("https://web.test", jwks)))
            .certificates(
                new CertificateIdentity(CertificateIdentity.Name.SPIFFE, Set.of("mesh.test")))
            .build());
  }

  private static Issuer issuer(String name, Path keys) {
    return new Issuer(name, Set.of("orders"), Set.of("ES256"), keys.toString(), "roles");
  }

  @AfterEach
  void end() {
    authenticator.close();
  }

  private Identification sent(ECKey by, String header, String claims) throws Exception {
    String input =
        Base64URL.encode("{\"alg\":\"ES256\"" + header + "}") + "." + Base64URL.encode(claims);
    Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(by.toECPrivateKey());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    return authenticator.identify(
        Request.with("Bearer " + input + "." + Base64URL.encode(signer.sign())));
  }

  private static String claims(String subject, String more) {
    return "{\"sub\":\"" + subject + "\",\"aud\":[\"orders\"],\"exp\":" + (NOW + 300) + more + "}";
  }

  private static void refused(String reason, Identification known) {
    assertNull(known.principal());
    CredentialError error = known.error();
    assertNotNull(error);
    assertEquals(reason, error.reason());
    assertEquals(401, error.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"typ\":\"JWT\"", ",\"typ\":\"JOSE\"", ",\"kid\":\"d\""})
  void workload_isThePrincipal_andItsTrustDomainTheIssuer(String header) throws Exception {
    for (String more : new String[] {"", ",\"iss\":\"https://spire.test\""}) {
      Principal known =
          sent(domain, header, claims("spiffe://prod.test/shop/billing", more)).principal();
      assertNotNull(known);
      assertEquals("spiffe://prod.test/shop/billing", known.id());
      assertEquals("spiffe://prod.test", known.issuer());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spiffe://prod.test|''|no workload of the trust domain",
        "spiffe://evil.test/billing|''|unknown issuer",
        "spiffe://evil.test/b|,\"iss\":\"spiffe://prod.test\"|no workload of the trust domain",
        "billing|,\"iss\":\"spiffe://prod.test\"|no workload of the trust domain",
        "spiffe://prod.test/a/../b|,\"iss\":\"spiffe://prod.test\"|no workload of the trust domain",
        "spiffe://prod.test/a/|''|unknown issuer",
        "SPIFFE://prod.test/a|''|unknown issuer",
        "spiffe://PROD.test/a|''|unknown issuer",
      })
  void otherSubject_isRefused(String subject, String more, String reason) throws Exception {
    refused(reason, sent(domain, "", claims(subject, more)));
  }

  @Test
  void whatATokenMustHave_anSvidMustToo() throws Exception {
    String id = "spiffe://prod.test/a";
    refused("audience", sent(domain, "", claims(id, "").replace("orders", "other")));
    refused("no expiry", sent(domain, "", claims(id, "").replace("exp", "exq")));
    refused("token type", sent(domain, ",\"typ\":\"at+jwt\"", claims(id, "")));
    refused("signature", sent(web, "", claims(id, "")));
    refused("unknown key", sent(web, ",\"kid\":\"w\"", claims(id, "")));
  }

  /** Somebody who may mint tokens for users must not mint workloads. */
  @Test
  void workloadsName_fromAnotherIssuer_isRefused() throws Exception {
    String iss = ",\"iss\":\"https://web.test\"";
    String reason = "a SPIFFE ID that its trust domain did not give";
    for (String id : new String[] {"spiffe://prod.test/a", "spiffe://mesh.test/a"}) {
      refused(reason, sent(web, "", claims(id, iss)));
      refused(reason, sent(web, "", claims(id, iss)));
    }
    assertNotNull(sent(web, "", claims("ada", iss)).principal());
    assertNotNull(sent(web, "", claims("spiffe://unknown.test/a", iss)).principal());
    refused("token type", sent(web, ",\"typ\":\"JOSE\"", claims("ada", iss)));
  }

  @Test
  void ids_haveOneSpelling() {
    for (String good :
        new String[] {
          "spiffe://a", "spiffe://a-b_c.9/X/y.z/...", "spiffe://a/" + "x".repeat(2037)
        }) {
      assertEquals(good, String.valueOf(SpiffeId.parse(good)));
    }
    for (String none :
        Arrays.asList(
            "",
            "spiffe:/a/b",
            "spiffe://",
            "spiffe:///a",
            "spiffe://a/",
            "spiffe://a//b",
            "spiffe://a/./b",
            "spiffe://a/..",
            "spiffe://A/b",
            "spiffe://a:1/b",
            "spiffe://u@a/b",
            "spiffe://a/b?c",
            "spiffe://a/b#c",
            "spiffe://a/%62",
            "spiffe://a/b c",
            "spiffe://\u00e4/b",
            "spiffe://a/" + "x".repeat(2038),
            "spiffe://" + "a".repeat(256) + "/b",
            "https://a/b")) {
      assertNull(SpiffeId.parse(none), none);
    }
  }
}
