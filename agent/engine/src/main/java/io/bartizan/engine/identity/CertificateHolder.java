package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Identity;
import io.bartizan.policy.SpiffeId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who a client certificate stands for. That it comes from a trusted authority is what the server,
 * or the proxy, has seen to before.
 */
final class CertificateHolder {

  /** What principals of certificates have for an issuer, if they are of no trust domain. */
  static final String ISSUER = "certificates";

  private final CertificateIdentity how;
  private final Identity identity;
  private final CredentialNames names;
  private final Clock clock;

  CertificateHolder(
      CertificateIdentity how, Identity identity, CredentialNames names, Clock clock) {
    this.names = names;
    this.how = how;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Whom the request comes from by its certificate; null if it has none, or one without a name of
   * the kind that counts.
   */
  @Nullable Identification identify(Exchange exchange) {
    try {
      ClientCertificate certificate = new Vantage(exchange, identity).sender();
      if (certificate == null) {
        return null;
      }
      Principal holder = holder(certificate);
      return holder == null ? null : Identification.of(holder);
    } catch (Rejected rejected) {
      return Identification.rejected(CredentialError.invalidKey(rejected.reason(), null));
    }
  }

  private @Nullable Principal holder(ClientCertificate certificate) throws Rejected {
    CertificateNames names = certificate.names();
    String issuer = ISSUER;
    String id;
    switch (how.name()) {
      case SPIFFE:
        String uri = only(names.uris(), "URI");
        SpiffeId spiffe = uri == null ? null : spiffe(uri);
        id = spiffe == null ? null : spiffe.toString();
        issuer = spiffe == null ? ISSUER : spiffe.authority();
        break;
      case URI:
        id = only(names.uris(), "URI");
        break;
      case DNS:
        String dns = only(names.dns(), "DNS name");
        id = dns == null ? null : dns.toLowerCase(Locale.ROOT);
        break;
      default:
        id = names.subject();
        break;
    }
    if (id == null) {
      return null;
    }
    if (names.authority()) {
      throw new Rejected("certificate of an authority");
    }
    if (id.chars().anyMatch(Character::isISOControl)) {
      throw new Rejected("certificate whose name holds a control character");
    }
    if (!certificate.valid(clock.millis())) {
      throw new Rejected("certificate out of its time");
    }
    return Principal.untokened(
        id, issuer, Collections.emptySet(), hash(certificate, id), certificate.expiresAtSeconds());
  }

  private String hash(ClientCertificate certificate, String id) {
    String thumbprint = certificate.thumbprint();
    byte[] known = (thumbprint == null ? id : thumbprint).getBytes(StandardCharsets.UTF_8);
    return TokenHash.of(known, 0, names).toString();
  }

  /** Null if there is none; of several none is the one. */
  private static @Nullable String only(List<String> names, String what) throws Rejected {
    if (names.size() > 1) {
      throw new Rejected("certificate with more than one " + what);
    }
    return names.isEmpty() ? null : names.get(0);
  }

  /** X509-SVID, 2: a workload's ID, of a trust domain that is trusted here. */
  private SpiffeId spiffe(String uri) throws Rejected {
    SpiffeId id = SpiffeId.parse(uri);
    if (id == null || !id.workload()) {
      throw new Rejected("certificate without a workload's SPIFFE ID");
    }
    if (!how.trustDomains().contains(id.trustDomain())) {
      throw new Rejected("certificate of another trust domain");
    }
    return id;
  }
}
