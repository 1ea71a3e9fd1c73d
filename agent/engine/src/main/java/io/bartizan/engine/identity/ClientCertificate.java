package io.bartizan.engine.identity;

import io.bartizan.policy.CertificateHeader;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A certificate that a client has proven to hold, as far as a token can be bound to it. */
final class ClientCertificate {

  /** Larger ones are nobody's. */
  private static final int MAX_OCTETS = 16 * 1024;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /** Of one of which only the hash is known: whoever told it looked at its time. */
  private static final long ALWAYS = Long.MAX_VALUE;

  private final String thumbprint;
  private final long notBefore;
  private final long notAfter;

  private ClientCertificate(byte[] hash, long notBefore, long notAfter) {
    this.thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    this.notBefore = notBefore;
    this.notAfter = notAfter;
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
      return new ClientCertificate(
          sha256(encoded), read.getNotBefore().getTime(), read.getNotAfter().getTime());
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

  /** Envoy's: one element of pairs, of which {@code Cert} (PEM, escaped) and {@code Hash} count. */
  private static @Nullable ClientCertificate elements(String value) throws Rejected {
    String hash = null;
    String certificate = null;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ';';
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        throw new Rejected("more than one client certificate");
      } else if (!quoted && c == ';') {
        String pair = value.substring(from, i);
        from = i + 1;
        String told = pair(pair, "Hash=");
        if (told != null && hash != null) {
          throw new Rejected("more than one client certificate");
        }
        hash = told == null ? hash : told;
        told = pair(pair, "Cert=");
        if (told != null && certificate != null) {
          throw new Rejected("more than one client certificate");
        }
        certificate = told == null ? certificate : told;
      }
    }
    if (quoted) {
      throw new Rejected("malformed X-Forwarded-Client-Cert");
    }
    return certificate == null ? byHash(hash) : byPem(certificate, hash);
  }

  private static @Nullable String pair(String pair, String name) {
    String trimmed = pair.trim();
    if (!trimmed.regionMatches(true, 0, name, 0, name.length())) {
      return null;
    }
    String value = trimmed.substring(name.length());
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static @Nullable ClientCertificate byHash(@Nullable String hash) throws Rejected {
    return hash == null ? null : new ClientCertificate(hex(hash), 0, ALWAYS);
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

  /** SHA-256 of its DER in base64url (RFC 8705, 3.1). */
  String thumbprint() {
    return thumbprint;
  }

  /** Whether its time has begun and is not over, in milliseconds since the epoch. */
  boolean valid(long nowMillis) {
    return nowMillis >= notBefore && nowMillis <= notAfter;
  }
}
