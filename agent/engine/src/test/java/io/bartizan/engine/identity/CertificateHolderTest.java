package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.CertificateIdentity.Name;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates were made by {@code openssl req -x509}, each for what its name says. */
class CertificateHolderTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String CLIENT = "192.0.2.1";
  private static final String PROXY = "10.0.0.9";

  private static byte[] certificate(String name) throws Exception {
    try (InputStream in =
        CertificateHolderTest.class.getResourceAsStream("/certificates/" + name + ".pem")) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(Objects.requireNonNull(in, name))
          .getEncoded();
    }
  }

  private static Identification identify(
      Name name, CertificateHeader header, Clock clock, Request request) throws Exception {
    try (Authenticator authenticator = new Authenticator(clock)) {
      authenticator.configure(
          new Identity.Builder()
              .trustedProxies(List.of(Cidr.parse("10.0.0.0/8")))
              .certificateHeader(header)
              .certificates(
                  new CertificateIdentity(
                      name, name == Name.SPIFFE ? Set.of("prod.test") : Set.of()))
              .build());
      return authenticator.identify(request);
    }
  }

  private static Request over(String peer, @Nullable String certificate, String... headers)
      throws Exception {
    Map<String, String[]> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], new String[] {headers[i + 1]});
    }
    Request request = new Request(peer, all);
    request.certificate = certificate == null ? null : certificate(certificate);
    return request;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "spiffe|workload|spiffe://prod.test/shop/billing|spiffe://prod.test",
        "uri|workload|spiffe://prod.test/shop/billing|certificates",
        "dns|workload|billing.prod.test|certificates",
        "subject|workload|CN=billing,O=Acme|certificates",
        "uri|web|https://prod.test/billing|certificates",
        "subject|nameless|CN=billing|certificates",
        "spiffe|nameless|none|none",
        "uri|nameless|none|none",
        "dns|nameless|none|none",
        "dns|two-uris|none|none",
      })
  void certificate_isItsPrincipal_orNobody(
      String kind, String name, @Nullable String id, @Nullable String issuer) throws Exception {
    Identification known =
        identify(
            Name.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
            CertificateHeader.NONE,
            NOW,
            over(CLIENT, name));
    assertNull(known.error());
    Principal principal = known.principal();
    assertEquals(id, principal == null ? null : principal.id());
    assertEquals(issuer, principal == null ? null : principal.issuer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SPIFFE|two-uris|certificate with more than one URI",
        "SPIFFE|other-domain|certificate of another trust domain",
        "SPIFFE|no-path|certificate without a workload's SPIFFE ID",
        "SPIFFE|malformed|certificate without a workload's SPIFFE ID",
        "SPIFFE|web|certificate without a workload's SPIFFE ID",
        "SPIFFE|authority|certificate of an authority",
        "SPIFFE|signer|certificate of an authority",
        "SUBJECT|authority|certificate of an authority",
        "URI|two-uris|certificate with more than one URI",
        "DNS|web|certificate with more than one DNS name",
      })
  void certificateThatNamesNobodyForSure_isRefused(Name kind, String name, String reason)
      throws Exception {
    refused(reason, identify(kind, CertificateHeader.NONE, NOW, over(CLIENT, name)));
  }

  private static void refused(String reason, Identification known) {
    assertNull(known.principal());
    CredentialError error = known.error();
    assertNotNull(error);
    assertEquals(reason, error.reason());
    assertEquals(401, error.status());
  }

  @Test
  void outOfItsTime_isRefused_howeverLongTheConnectionLives() throws Exception {
    for (String time : new String[] {"2020-01-01T00:00:00Z", "2200-01-01T00:00:00Z"}) {
      Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
      refused(
          "certificate out of its time",
          identify(Name.SPIFFE, CertificateHeader.NONE, clock, over(CLIENT, "workload")));
    }
  }

  @Test
  void tokenOnTheConnection_goesFirst() throws Exception {
    refused(
        "not a compact JWS",
        identify(
            Name.SPIFFE,
            CertificateHeader.NONE,
            NOW,
            over(CLIENT, "workload", "Authorization", "Bearer x")));
  }

  @Test
  void proxysWord_countsFromAListedOne_andItsOwnCertificateNever() throws Exception {
    String field = ":" + Base64.getEncoder().encodeToString(certificate("workload")) + ":";
    Request listed = over(PROXY, "authority", "Client-Cert", field);
    Principal told = identify(Name.SPIFFE, CertificateHeader.CLIENT_CERT, NOW, listed).principal();
    assertNotNull(told);
    assertEquals("spiffe://prod.test/shop/billing", told.id());
    Request unlisted = over(CLIENT, null, "Client-Cert", field);
    assertFalse(
        identify(Name.SPIFFE, CertificateHeader.CLIENT_CERT, NOW, unlisted).credentialPresent());
    Request silent = over(PROXY, "workload");
    assertFalse(
        identify(Name.SPIFFE, CertificateHeader.CLIENT_CERT, NOW, silent).credentialPresent());
    assertFalse(identify(Name.SPIFFE, CertificateHeader.NONE, NOW, silent).credentialPresent());
  }

  @Test
  void envoysNames_count_ifTheyAreOne() throws Exception {
    String by = "By=spiffe://prod.test/me;Hash=" + "0".repeat(64) + ";Subject=\"CN=x\";";
    Principal told = envoy(by + "URI=spiffe://prod.test/ns/a/sa/b").principal();
    assertNotNull(told);
    assertEquals("spiffe://prod.test/ns/a/sa/b", told.id());
    refused(
        "certificate with more than one URI",
        envoy(by + "URI=spiffe://prod.test/a;URI=spiffe://prod.test/b"));
    refused(
        "more than one client certificate",
        envoy("URI=spiffe://prod.test/admin," + by + "URI=spiffe://prod.test/a"));
    refused("certificate of another trust domain", envoy("URI=spiffe://evil.test/a"));
    assertFalse(envoy("By=spiffe://prod.test/me").credentialPresent());
  }

  private static Identification envoy(String value) throws Exception {
    return identify(
        Name.SPIFFE,
        CertificateHeader.FORWARDED_CLIENT_CERT,
        NOW,
        over(PROXY, null, "X-Forwarded-Client-Cert", value));
  }
}
