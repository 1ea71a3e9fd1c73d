package io.bartizan.engine.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The names in a client certificate (RFC 5280, 4.1.2.6 and 4.2.1.6). */
final class CertificateNames {

  private static final int DNS = 2;
  private static final int URI = 6;

  /** RFC 5280, 4.2.1.3. */
  private static final int KEY_CERT_SIGN = 5;

  private static final int CRL_SIGN = 6;

  private final @Nullable String subject;
  private final List<String> dns;
  private final List<String> uris;
  private final boolean authority;

  /**
   * Names.
   *
   * @param subject null if it is empty or not told
   * @param authority whether it may vouch for others
   */
  CertificateNames(
      @Nullable String subject, List<String> dns, List<String> uris, boolean authority) {
    this.subject = subject;
    this.dns = Collections.unmodifiableList(new ArrayList<>(dns));
    this.uris = Collections.unmodifiableList(new ArrayList<>(uris));
    this.authority = authority;
  }

  static CertificateNames of(X509Certificate certificate) throws Rejected {
    List<String> dns = new ArrayList<>();
    List<String> uris = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          Object kind = name.get(0);
          if (kind.equals(DNS)) {
            dns.add(String.valueOf(name.get(1)));
          } else if (kind.equals(URI)) {
            uris.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException malformed) {
      throw new Rejected("malformed client certificate");
    }
    boolean[] usage = certificate.getKeyUsage();
    boolean signs = usage != null && (usage[KEY_CERT_SIGN] || usage[CRL_SIGN]);
    String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    return new CertificateNames(
        subject.isEmpty() ? null : subject,
        dns,
        uris,
        signs || certificate.getBasicConstraints() >= 0);
  }

  /** Whether there are none. */
  boolean none() {
    return subject == null && dns.isEmpty() && uris.isEmpty();
  }

  /** The distinguished name (RFC 2253); null if there is none. */
  @Nullable String subject() {
    return subject;
  }

  List<String> dns() {
    return dns;
  }

  List<String> uris() {
    return uris;
  }

  /** Whether it is an authority's: whoever has its key can make names, and has none that counts. */
  boolean authority() {
    return authority;
  }
}
