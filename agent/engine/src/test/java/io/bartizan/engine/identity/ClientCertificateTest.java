package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.CertificateHeader;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {

  /** RFC 8705, figure 6: valid from 2018 to 2022. */
  static final String FIGURE_6 =
      "MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAxODEyMzcwOVoXDTIyMDUwMjEyMzcw"
          + "OVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW"
          + "9OylMbnQZjjJ/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwIDSQAwRgIhAP0R"
          + "C1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOVbUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=";

  /** RFC 8705, figure 5. */
  static final String FIGURE_5 = "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0";

  /** The same in hex. */
  private static final String HEX =
      "0380ed2f626650c840b2f263e6d2b29fae12ab39ae5db32b25ad27efad72e6fd";

  static byte[] figure6() {
    return Base64.getDecoder().decode(FIGURE_6);
  }

  private static @Nullable ClientCertificate xfcc(String... lines) throws Rejected {
    return ClientCertificate.told(CertificateHeader.FORWARDED_CLIENT_CERT, lines);
  }

  private static @Nullable ClientCertificate standard(String... lines) throws Rejected {
    return ClientCertificate.told(CertificateHeader.CLIENT_CERT, lines);
  }

  /** As Envoy escapes it. */
  private static String pem() {
    String text = "-----BEGIN CERTIFICATE-----\n" + FIGURE_6 + "\n-----END CERTIFICATE-----\n";
    return text.replace("\n", "%0A")
        .replace("+", "%2B")
        .replace("/", "%2F")
        .replace("=", "%3D")
        .replace(" ", "%20");
  }

  @Test
  void of_figure6_hasTheThumbprintOfFigure5AndItsTime() throws Rejected {
    ClientCertificate certificate = ClientCertificate.of(figure6());
    assertEquals(FIGURE_5, certificate.thumbprint());
    assertTrue(certificate.valid(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli()));
    assertFalse(certificate.valid(Instant.parse("2018-10-18T12:37:08Z").toEpochMilli()));
    assertFalse(certificate.valid(Instant.parse("2022-05-02T12:37:10Z").toEpochMilli()));
  }

  @Test
  void told_standardHeader_isReadOnce() throws Rejected {
    ClientCertificate told = standard(":" + FIGURE_6 + ":");
    assertNotNull(told);
    assertEquals(FIGURE_5, told.thumbprint());
    assertNull(standard());
    assertThrows(
        Rejected.class, () -> standard(":" + FIGURE_6 + ":", ":" + FIGURE_6 + ":"), "two lines");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "::", ":AAAA:", ":A!:", FIGURE_6, ":" + FIGURE_6, ":AAAA:;a=b"})
  void told_standardHeaderThatIsNone_isRefused(String value) {
    assertThrows(Rejected.class, () -> standard(value));
  }

  @Test
  void told_envoysHeader_byCertificateByHashAndByBoth() throws Rejected {
    for (String value :
        new String[] {
          "Hash=" + HEX,
          "By=spiffe://a/b;Hash=" + HEX + ";Subject=\"CN=a,O=b;c\";URI=",
          "hash=" + HEX + ";Cert=\"" + pem() + "\"",
          "Cert=" + pem(),
          "Subject=\"a\\\"b,\";Cert=" + pem()
        }) {
      ClientCertificate told = xfcc(value);
      assertNotNull(told, value);
      assertEquals(FIGURE_5, told.thumbprint(), value);
    }
    assertNull(xfcc());
    assertNull(xfcc("By=spiffe://a/b;URI="));
  }

  @Test
  void told_namesWithoutCertificate_provePossessionOfNone() throws Rejected {
    ClientCertificate told =
        xfcc("By=spiffe://a/b;Subject=\"O=\\\"A, B\\\",CN=a\";URI=spiffe://a/c;DNS=x;DNS=y");
    assertNotNull(told);
    assertNull(told.thumbprint());
    assertEquals("O=\"A, B\",CN=a", told.names().subject());
    assertEquals(List.of("spiffe://a/c"), told.names().uris());
    assertEquals(List.of("x", "y"), told.names().dns());
    ClientCertificate whole = xfcc("URI=spiffe://a/forged;Cert=" + pem());
    assertNotNull(whole);
    assertEquals(List.of(), whole.names().uris(), "the certificate's own count");
  }

  @Test
  void told_envoysHeaderThatIsAmbiguousOrTorn_isRefused() {
    String other = HEX.replace('0', '1');
    for (String value :
        new String[] {
          "Hash=" + HEX + ",Hash=" + other,
          "Hash=" + HEX + ";Hash=" + other,
          "Hash=" + other + ";Cert=" + pem(),
          "Cert=" + pem() + ";Cert=" + pem(),
          "Hash=" + HEX.substring(1),
          "Hash=" + HEX.replace('0', 'g'),
          "Cert=\"" + pem(),
          "Cert=" + pem().substring(0, 100),
          "Cert=" + pem().replace("%0A", "%0"),
          "Cert=" + pem() + pem(),
          "Cert=%",
        }) {
      assertThrows(Rejected.class, () -> xfcc(value), value);
    }
    assertThrows(Rejected.class, () -> xfcc("Hash=" + HEX, "Hash=" + HEX));
    assertThrows(Rejected.class, () -> xfcc("Hash=" + "x".repeat(1 << 17)));
  }
}
