package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTrustTest {

  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\n"
          + ClientCertificateTest.FIGURE_6.replaceAll("(.{64})", "$1\n")
          + "\n-----END CERTIFICATE-----\n";

  @TempDir Path folder;

  @Test
  void of_certificatesInPem_makeAContext() throws Exception {
    Path file = folder.resolve("authorities.pem");
    Files.write(file, (PEM + PEM).getBytes(StandardCharsets.US_ASCII));
    ServerTrust trust = ServerTrust.of(file.toString());
    assertNotNull(trust.authorities().context());
    Files.write(file, "broken".getBytes(StandardCharsets.US_ASCII));
    assertNotNull(trust.authorities().context(), "the last good ones stay");
    Files.delete(file);
    assertNotNull(trust.authorities().context(), "and when the file is away");
    assertSame(ServerTrust.JDK, ServerTrust.of(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void of_noCertificate_isAProblemWithItsCode(String text) throws Exception {
    Path file = folder.resolve("authorities.pem");
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    KeySetException bad =
        assertThrows(KeySetException.class, () -> ServerTrust.of(file.toString()));
    assertTrue(String.valueOf(bad.getMessage()).contains("BZ2002"), bad.getMessage());
  }

  @Test
  void of_fileThatIsAway_isAProblemWithItsCode() {
    String away = folder.resolve("away.pem").toString();
    KeySetException bad = assertThrows(KeySetException.class, () -> ServerTrust.of(away));
    assertTrue(String.valueOf(bad.getMessage()).contains("BZ2002"), bad.getMessage());
  }
}
