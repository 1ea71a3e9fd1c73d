package io.bartizan.policy;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The syslog server that gets a copy of the audit trail ({@code audit.syslog}). */
public final class Syslog {

  /** How messages get there. */
  public enum Transport {
    /** A datagram each (RFC 5426): nothing tells that one is lost. */
    UDP,
    /** A stream, each message after its length (RFC 6587, 3.4.1). */
    TCP,
    /** The same by TLS (RFC 5425). */
    TLS
  }

  private final Transport transport;
  private final String host;
  private final int port;
  private final @Nullable Path trust;

  /**
   * A value.
   *
   * @param host a name or an address, IPv6 without brackets
   * @param trust certificates of the authorities that the server's may come from, absolute; null
   *     for those that the JVM trusts by itself
   */
  public Syslog(Transport transport, String host, int port, @Nullable Path trust) {
    this.transport = transport;
    this.host = host;
    this.port = port;
    this.trust = trust;
  }

  /** How messages get there. */
  public Transport transport() {
    return transport;
  }

  /** A name or an address, IPv6 without brackets. */
  public String host() {
    return host;
  }

  /** The port, 1 to 65535. */
  public int port() {
    return port;
  }

  /** The file of the authorities' certificates; null for the JVM's own. */
  public @Nullable Path trust() {
    return trust;
  }

  @Override
  public String toString() {
    return transport.name().toLowerCase(Locale.ROOT)
        + "://"
        + (host.indexOf(':') < 0 ? host : '[' + host + ']')
        + ':'
        + port
        + (trust == null ? "" : " trusting " + trust);
  }
}
