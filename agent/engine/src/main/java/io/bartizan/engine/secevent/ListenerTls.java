package io.bartizan.engine.secevent;

import io.bartizan.engine.trust.Authorities;
import io.bartizan.engine.trust.ServerCertificate;
import io.bartizan.policy.Revocation.Tls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.FileSystemException;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * TLS on the agent's own port: 1.2 and 1.3, with fresh keys and authenticated ciphers only, by a
 * certificate that may change while it goes on; and, where the policy asks for it, with nobody but
 * the holders of certificates of some authorities.
 */
final class ListenerTls {

  /** RFC 9325, 3.1.1: none below; newest first. */
  private static final List<String> PROTOCOLS = Arrays.asList("TLSv1.3", "TLSv1.2");

  private final ServerCertificate certificate;
  private final @Nullable Authorities clients;

  private ListenerTls(ServerCertificate certificate, @Nullable Authorities clients) {
    this.certificate = certificate;
    this.clients = clients;
  }

  /**
   * TLS by these files.
   *
   * @throws ListenException if one of them can't be used
   */
  static ListenerTls of(Tls how) throws ListenException {
    ServerCertificate certificate;
    try {
      certificate = ServerCertificate.of(Paths.get(how.certificate()), Paths.get(how.key()));
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      throw new ListenException(
          "error BZ2032: the certificate of identity.revocation.tls can't be used: "
              + (bad instanceof FileSystemException ? bad.toString() : bad.getMessage())
              + "\n  hint: put the chain there in PEM, the server's own certificate first, and its"
              + " key as PKCS #8 without a password, for the server's user to read and nobody else",
          bad);
    }
    String trust = how.trust();
    try {
      return new ListenerTls(certificate, trust == null ? null : Authorities.of(Paths.get(trust)));
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      throw new ListenException(
          trust
              + ": error BZ2033: the authorities of those who send can't be used: "
              + bad
              + "\n  hint: put their certificates there, in PEM, or mend identity.revocation.tls",
          bad);
    }
  }

  /**
   * What to talk over with somebody who has connected; the handshake is still to come.
   *
   * @throws IOException if this Java has no TLS for it
   */
  SSLSocket secured(Socket connection) throws IOException {
    try {
      SSLContext context =
          clients == null ? certificate.context() : clients.context(certificate.managers());
      SSLSocket secured =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(
                      connection,
                      connection.getInetAddress().getHostAddress(),
                      connection.getPort(),
                      true);
      secured.setUseClientMode(false);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setProtocols(kept(PROTOCOLS, secured.getSupportedProtocols()));
      parameters.setCipherSuites(strong(secured.getSupportedCipherSuites()));
      parameters.setUseCipherSuitesOrder(true);
      parameters.setNeedClientAuth(clients != null);
      secured.setSSLParameters(parameters);
      return secured;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("no TLS on this Java", unusable);
    }
  }

  private static String[] kept(List<String> wanted, String[] supported) {
    List<String> kept = new ArrayList<>(wanted);
    kept.retainAll(Arrays.asList(supported));
    return kept.toArray(new String[0]);
  }

  /** RFC 9325, 4.2: forward secrecy, and ciphers that authenticate what they encrypt. */
  private static String[] strong(String[] supported) {
    List<String> strong = new ArrayList<>();
    for (String suite : supported) {
      boolean fresh = !suite.contains("_WITH_") || suite.startsWith("TLS_ECDHE_");
      boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_");
      if (fresh && authenticated) {
        strong.add(suite);
      }
    }
    return strong.toArray(new String[0]);
  }
}
