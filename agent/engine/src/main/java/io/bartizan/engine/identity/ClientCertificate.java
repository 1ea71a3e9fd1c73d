package io.bartizan.engine.identity;

import io.bartizan.policy.CertificateHeader;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A certificate that a client has proven to hold, as far as a token can be bound to it. */
final class ClientCertificate {

  /** Larger ones are nobody's. */
  private static final int MAX_OCTETS = 16 * 1024;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /** Of one of which only the hash is known: whoever told it looked at its time. */
  private static final long ALWAYS = Long.MAX_VALUE;

  private static final CertificateNames UNTOLD =
      new CertificateNames(null, Collections.emptyList(), Collections.emptyList(), false);

  private final @Nullable String thumbprint;
  private final @Nullable X509Certificate read;
  private final CertificateNames told;

  private ClientCertificate(
      byte @Nullable [] hash, @Nullable X509Certificate read, CertificateNames told) {
    this.thumbprint =
        hash == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    this.read = read;
    this.told = told;
  }

  /**
   * Reads an X.509 certificate.
   *
   * @param encoded its DER
   */
  static ClientCertificate of(byte[] encoded) throws Rejected {
    if (encoded.length > MAX_OCTETS) {
      throw new Rejected("client certificate too long");
    }
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
      return new ClientCertificate(sha256(encoded), read, UNTOLD);
    } catch (CertificateException | RuntimeException malformed) {
      throw new Rejected("malformed client certificate");
    }
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * Reads what a listed proxy tells of its client's certificate; null if it tells none.
   *
   * @throws Rejected if it tells more than one, or what can't be read
   */
  static @Nullable ClientCertificate told(CertificateHeader header, String[] lines)
      throws Rejected {
    if (lines.length == 0) {
      return null;
    }
    if (lines.length > 1 || lines[0] == null || lines[0].length() > 4 * MAX_OCTETS) {
      throw new Rejected("more than one client certificate");
    }
    String value = lines[0].trim();
    return header == CertificateHeader.CLIENT_CERT ? byteSequence(value) : elements(value);
  }

  /** RFC 8941, 3.3.5: base64 between colons. */
  private static ClientCertificate byteSequence(String value) throws Rejected {
    if (value.length() < 2 || !value.startsWith(":") || !value.endsWith(":")) {
      throw new Rejected("Client-Cert is no byte sequence");
    }
    return of(base64(value.substring(1, value.length() - 1)));
  }

  private static byte[] base64(String text) throws Rejected {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      throw new Rejected("malformed base64 of a client certificate");
    }
  }

  /**
   * Envoy's: one element of pairs, of which {@code Cert} (PEM, escaped) and {@code Hash} count, and
   * the names where there is no {@code Cert} to read them from.
   */
  private static @Nullable ClientCertificate elements(String value) throws Rejected {
    ForwardedCertificate told = ForwardedCertificate.parse(value);
    String certificate = told.value("Cert");
    String hash = told.value("Hash");
    if (certificate != null) {
      return byPem(certificate, hash);
    }
    CertificateNames names =
        new CertificateNames(told.value("Subject"), told.values("DNS"), told.values("URI"), false);
    return hash == null && names.none()
        ? null
        : new ClientCertificate(hash == null ? null : hex(hash), null, names);
  }

  private static byte[] hex(String hash) throws Rejected {
    if (hash.length() != 64) {
      throw new Rejected("malformed hash of a client certificate");
    }
    byte[] octets = new byte[32];
    for (int i = 0; i < octets.length; i++) {
      int high = Character.digit(hash.charAt(2 * i), 16);
      int low = Character.digit(hash.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw new Rejected("malformed hash of a client certificate");
      }
      octets[i] = (byte) (high << 4 | low);
    }
    return octets;
  }

  private static ClientCertificate byPem(String escaped, @Nullable String hash) throws Rejected {
    String pem = unescaped(escaped).trim();
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END) || pem.indexOf(BEGIN, 1) > 0) {
      throw new Rejected("malformed client certificate");
    }
    String text = pem.substring(BEGIN.length(), pem.length() - END.length());
    byte[] encoded = base64(text.replace("\n", "").replace("\r", ""));
    if (hash != null && !MessageDigest.isEqual(hex(hash), sha256(encoded))) {
      throw new Rejected("the hash of another client certificate");
    }
    return of(encoded);
  }

  /** Percent-encoding (RFC 3986, 2.1), where a plus sign is one. */
  private static String unescaped(String text) throws Rejected {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        plain.append(c);
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low < 0) {
        throw new Rejected("malformed client certificate");
      }
      plain.append((char) (high << 4 | low));
      i += 2;
    }
    return plain.toString();
  }

  /** SHA-256 of its DER in base64url (RFC 8705, 3.1); null where only its names were told. */
  @Nullable String thumbprint() {
    return thumbprint;
  }

  /** Its names. */
  CertificateNames names() throws Rejected {
    return read == null ? told : CertificateNames.of(read);
  }

  /** Whether its time has begun and is not over, in milliseconds since the epoch. */
  boolean valid(long nowMillis) {
    return read == null
        || (nowMillis >= read.getNotBefore().getTime()
            && nowMillis <= read.getNotAfter().getTime());
  }

  /** When its time is over, in seconds since the epoch; far away where that was not told. */
  long expiresAtSeconds() {
    return read == null ? ALWAYS : TimeUnit.MILLISECONDS.toSeconds(read.getNotAfter().getTime());
  }
}
