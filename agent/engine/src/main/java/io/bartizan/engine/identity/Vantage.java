package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.Identity;
import org.jspecify.annotations.Nullable;

/**
 * A request as its sender saw it: its URI, and the certificate that its sender holds. What proxies
 * tell of that counts from listed ones only (RFC 9449, 4.3; RFC 9440, 4).
 */
final class Vantage {

  private final Exchange exchange;
  private final Identity identity;
  private final boolean proxied;

  Vantage(Exchange exchange, Identity identity) {
    this.exchange = exchange;
    this.identity = identity;
    this.proxied = ClientAddress.trustedPeer(exchange, identity.trustedProxies());
  }

  /** Its URI, in the spelling of {@link HttpUri}; null where it can't be told. */
  @Nullable String uri() {
    String scheme = exchange.scheme();
    String authority = exchange.host();
    if (proxied) {
      ForwardedUri told = ForwardedUri.of(exchange);
      if (told == null) {
        return null;
      }
      scheme = told.scheme(scheme);
      authority = told.authority(authority);
    }
    return HttpUri.of(scheme, authority, exchange.rawTarget());
  }

  /**
   * The same as {@link #certificate}, but of the sender itself in any case: a listed proxy that
   * does not tell of its client's certificate has only its own, and its own is not the client's.
   */
  @Nullable ClientCertificate sender() throws Rejected {
    boolean untold = proxied && identity.certificateHeader() == CertificateHeader.NONE;
    return untold ? null : certificate();
  }

  /**
   * The certificate that its sender has proven to hold; null if there is none.
   *
   * @throws Rejected if a listed proxy tells it in a way that can't be read
   */
  @Nullable ClientCertificate certificate() throws Rejected {
    CertificateHeader header = identity.certificateHeader();
    if (proxied && header != CertificateHeader.NONE) {
      // The connection's own certificate would be the proxy's.
      return ClientCertificate.told(header, exchange.headers(header.field()));
    }
    byte[] encoded = exchange.peerCertificate();
    return encoded == null ? null : ClientCertificate.of(encoded);
  }
}
