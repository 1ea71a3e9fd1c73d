package io.bartizan.policy;

/** The header by which a proxy that ends TLS tells its client's certificate. */
public enum CertificateHeader {
  /** None: certificates are those of connections to the server itself. */
  NONE(""),
  /** RFC 9440, 2.2: the certificate's DER as a byte sequence. */
  CLIENT_CERT("Client-Cert"),
  /** Envoy's: elements with {@code Hash} and {@code Cert}. */
  FORWARDED_CLIENT_CERT("X-Forwarded-Client-Cert");

  private final String field;

  CertificateHeader(String field) {
    this.field = field;
  }

  /** The field's name; empty for {@link #NONE}. */
  public String field() {
    return field;
  }
}
