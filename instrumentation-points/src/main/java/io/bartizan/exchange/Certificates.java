package io.bartizan.exchange;

import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The certificate that a client has proven to hold when a connection's TLS began. */
public final class Certificates {

  private Certificates() {}

  /** The client's own certificate of a session, as its DER; null if there is none. */
  public static byte @Nullable [] of(@Nullable SSLSession session) {
    if (session == null) {
      return null;
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain == null || chain.length == 0 ? null : encoded(chain[0]);
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }

  /** A certificate as its DER. */
  public static byte[] encoded(Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException malformed) {
      throw new IllegalStateException("a certificate that can't be encoded", malformed);
    }
  }
}
