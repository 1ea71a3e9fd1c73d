package io.bartizan.engine.secevent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.revocation.Revocations;
import io.bartizan.engine.trust.KeyPairFiles;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revocation.Listen;
import io.bartizan.policy.Revocation.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's own port over TLS, by real sockets. */
class ListenerTlsTest {

  private static final String ASK = "GET /away HTTP/1.1\r\nHost: receiver\r\n\r\n";

  @TempDir static Path keys;
  private static KeyPairFiles first;
  private static KeyPairFiles second;
  private static KeyPairFiles sender;

  @TempDir Path folder;
  private final Reception reception =
      new Reception(
          new Revocations(Clock.systemUTC()), (what, taken, subject) -> {}, Clock.systemUTC());
  private Path chain;
  private Path key;
  private Path trust;
  private Listen listen;

  /** Shown by the server in the last handshake. */
  private X509Certificate shown;

  @BeforeAll
  static void certify() throws Exception {
    first = KeyPairFiles.make(keys, "first", "-keyalg", "EC", "-groupname", "secp256r1");
    second = KeyPairFiles.make(keys, "second", "-keyalg", "RSA", "-keysize", "2048");
    sender = KeyPairFiles.make(keys, "sender", "-keyalg", "EC", "-groupname", "secp256r1");
  }

  @BeforeEach
  void lay() throws Exception {
    chain = Files.writeString(folder.resolve("chain.pem"), first.certificate());
    key = KeyPairFiles.secret(folder.resolve("key.pem"), first.key());
    trust = Files.writeString(folder.resolve("senders.pem"), sender.certificate());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listen = new Listen("127.0.0.1", free.getLocalPort());
    }
  }

  @AfterEach
  void close() throws Exception {
    reception.use(reception.prepare(Revocation.NONE), Revocation.NONE);
  }

  private Revocation policy(@Nullable Path authorities) {
    Tls tls =
        new Tls(
            chain.toString(), key.toString(), authorities == null ? null : authorities.toString());
    return new Revocation(null, null, listen, 100, Collections.emptyList(), tls);
  }

  private void serve(@Nullable Path authorities) throws Exception {
    Revocation policy = policy(authorities);
    reception.use(reception.prepare(policy), policy);
  }

  private SSLContext client(@Nullable KeyPairFiles own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    X509TrustManager any =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown = chain[0];
          }

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    context.init(
        own == null ? null : own.managers().getKeyManagers(), new TrustManager[] {any}, null);
    return context;
  }

  private String ask(@Nullable KeyPairFiles own, @Nullable String protocol, @Nullable String suite)
      throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            client(own)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), listen.port())) {
      socket.setSoTimeout(20_000);
      if (protocol != null) {
        socket.setEnabledProtocols(new String[] {protocol});
      }
      if (suite != null) {
        socket.setEnabledCipherSuites(new String[] {suite});
      }
      socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void answered(String reply) {
    assertTrue(reply.startsWith("HTTP/1.1 405 "), reply);
  }

  private void shows(KeyPairFiles pair) throws Exception {
    answered(ask(null, null, null));
    byte[] pem = pair.certificate().getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem))
            .getEncoded(),
        shown.getEncoded());
  }

  @Test
  void talksBothVersions_withStrongCiphersOnly() throws Exception {
    serve(null);
    answered(ask(null, "TLSv1.3", null));
    answered(ask(null, "TLSv1.2", null));
    answered(ask(null, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
    assertThrows(
        IOException.class, () -> ask(null, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"));
  }

  @Test
  void whoeverTalksWithoutTls_hasNoAnswerOfHttp() throws Exception {
    serve(null);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listen.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
      String said = "";
      try {
        InputStream in = socket.getInputStream();
        said = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (IOException reset) {
        assertEquals("", said);
      }
      assertFalse(said.contains("HTTP"), said);
    }
    shows(first);
  }

  @Test
  void withTrust_onlyHoldersOfCertificatesGetAsFarAsARequest() throws Exception {
    serve(trust);
    answered(ask(sender, "TLSv1.3", null));
    answered(ask(sender, "TLSv1.2", null));
    for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
      assertThrows(IOException.class, () -> ask(null, protocol, null), "none");
      assertThrows(IOException.class, () -> ask(second, protocol, null), "nobody's");
    }
    serve(null);
    answered(ask(null, null, null));
  }

  @Test
  void newFiles_countOnceTheyFitTogether() throws Exception {
    serve(null);
    shows(first);
    replace(chain, second.certificate());
    shows(first);
    replace(chain, "broken");
    shows(first);
    Files.delete(chain);
    shows(first);
    replace(chain, second.certificate());
    shows(first);
    replace(key, second.key());
    shows(second);
    replace(key, first.key());
    replace(chain, first.certificate());
    shows(first);
  }

  private void replace(Path file, String text) throws Exception {
    Path part = KeyPairFiles.secret(folder.resolve("part"), text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void anotherPolicy_onTheSamePort_talksAsItSays() throws Exception {
    serve(null);
    shows(first);
    chain = Files.writeString(folder.resolve("other.pem"), second.certificate());
    key = KeyPairFiles.secret(folder.resolve("other.key"), second.key());
    serve(null);
    shows(second);
    Files.writeString(folder.resolve("other.pem"), "broken");
    assertThrows(ListenException.class, () -> reception.prepare(policy(null)));
    shows(second);
  }

  private void unusable(String code, Path file, String why) {
    ListenException bad =
        assertThrows(ListenException.class, () -> reception.prepare(policy(trust)));
    String said = String.valueOf(bad.getMessage());
    assertTrue(said.contains("error " + code + ": "), said);
    assertTrue(said.contains(file.toString()), said);
    assertTrue(said.contains(why), said);
    assertTrue(said.contains("\n  hint: "), said);
    assertEquals(0, reception.port());
  }

  @Test
  void filesThatCantBeUsed_areTold_withWhatIsWrong() throws Exception {
    Files.writeString(trust, "");
    unusable("BZ2033", trust, "no certificate");
    Files.delete(trust);
    unusable("BZ2033", trust, "NoSuchFile");
    Files.writeString(trust, sender.certificate());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    unusable("BZ2032", key, "others may read it");
    KeyPairFiles.secret(key, second.key());
    unusable("BZ2032", key, "no EC key");
    KeyPairFiles.secret(key, sender.key());
    unusable("BZ2032", key, "not the key of the certificate");
    KeyPairFiles.secret(key, first.key().replace("PRIVATE KEY", "EC PRIVATE KEY"));
    unusable("BZ2032", key, "openssl pkcs8 -topk8 -nocrypt");
    KeyPairFiles.secret(key, first.certificate());
    unusable("BZ2032", key, "no private key in PEM");
    KeyPairFiles.secret(key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    unusable("BZ2032", key, "no EC key");
    Files.delete(key);
    unusable("BZ2032", key, "NoSuchFile");
    KeyPairFiles.secret(key, first.key());
    Files.writeString(chain, "");
    unusable("BZ2032", chain, "no certificate");
    Files.writeString(chain, first.key());
    unusable("BZ2032", chain, "");
    Files.delete(chain);
    unusable("BZ2032", chain, "NoSuchFile");
  }

  /** All places are taken by those who never come to an end of their handshake, and free again. */
  @Test
  void handshakesThatTrickle_areCut() throws Exception {
    serve(null);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        slow.add(new Socket(InetAddress.getLoopbackAddress(), listen.port()));
      }
      // A record of TLS that would have 512 octets.
      byte[] hello = {22, 3, 1, 2, 0};
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      boolean served = false;
      for (int at = 0; !served; at++) {
        assertTrue(System.nanoTime() < until, "never cut");
        for (Socket one : slow) {
          trickle(one, at < hello.length ? hello[at] : 1);
        }
        TimeUnit.MILLISECONDS.sleep(200);
        served = served();
      }
    } finally {
      for (Socket one : slow) {
        one.close();
      }
    }
    shows(first);
  }

  private static void trickle(Socket socket, int octet) {
    try {
      socket.getOutputStream().write(octet);
    } catch (IOException cut) {
      // As it should be, once.
      return;
    }
  }

  private boolean served() throws Exception {
    try {
      return ask(null, null, null).startsWith("HTTP/1.1 405 ");
    } catch (IOException full) {
      return false;
    }
  }
}
