package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.Addresses;
import io.bartizan.policy.Cidr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the socket's peer, unless that is a listed proxy. Then the chain that
 * the proxies report is walked from its right end while the hops are listed proxies themselves; the
 * first that is not is the client. What stands further left, anyone could have written. What a
 * protocol itself reports of the peer's client (AJP) is that chain's right end.
 */
public final class ClientAddress {

  private final byte[] address;
  private final String text;
  private final boolean forwarded;

  private ClientAddress(byte[] address, String text, boolean forwarded) {
    this.address = address;
    this.text = text;
    this.forwarded = forwarded;
  }

  /**
   * The client of a request.
   *
   * @throws IllegalArgumentException if the container's own address of the peer can't be read
   */
  public static ClientAddress of(Exchange exchange, List<Cidr> trustedProxies) {
    String peerText = zoneless(exchange.peerAddress());
    byte[] peer = parsed(peerText);
    ClientAddress direct = new ClientAddress(peer, peerText, false);
    if (trustedProxies.isEmpty() || !trusted(peer, trustedProxies)) {
      return direct;
    }
    String reported = exchange.reportedAddress();
    if (reported != null) {
      byte[] address = Addresses.parse(zoneless(reported));
      if (address == null) {
        return direct;
      }
      direct = new ClientAddress(address, zoneless(reported), true);
      if (!trusted(address, trustedProxies)) {
        return direct;
      }
    }
    String[] xff = exchange.headers("X-Forwarded-For");
    String[] standard = exchange.headers("Forwarded");
    ClientAddress byXff = walk(direct, Forwarding.xForwardedFor(xff), trustedProxies);
    ClientAddress byStandard = walk(direct, Forwarding.forwarded(standard), trustedProxies);
    if (xff.length == 0) {
      return byStandard;
    }
    // Two chains that disagree: a proxy set one and passed the other on. Neither is believed.
    boolean agree = standard.length == 0 || byXff.text.equals(byStandard.text);
    return agree ? byXff : direct;
  }

  private static byte[] parsed(String peerText) {
    byte[] peer = Addresses.parse(peerText);
    if (peer == null) {
      throw new IllegalArgumentException("the peer's address can't be read: " + peerText);
    }
    return peer;
  }

  /** Whether what the peer tells of its own client counts. */
  public static boolean trustedPeer(Exchange exchange, List<Cidr> trustedProxies) {
    return !trustedProxies.isEmpty()
        && trusted(parsed(zoneless(exchange.peerAddress())), trustedProxies);
  }

  private static ClientAddress walk(
      ClientAddress direct, List<String> chain, List<Cidr> trustedProxies) {
    ClientAddress last = direct;
    for (int i = chain.size() - 1; i >= 0; i--) {
      String hop = chain.get(i);
      byte[] address = Addresses.parse(hop);
      if (address == null) {
        return last;
      }
      last = new ClientAddress(address, hop, true);
      if (!trusted(address, trustedProxies)) {
        return last;
      }
    }
    return last;
  }

  private static boolean trusted(byte[] address, List<Cidr> proxies) {
    for (Cidr proxy : proxies) {
      if (proxy.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Java writes link-local addresses with their interface: {@code fe80::1%eth0}. */
  private static String zoneless(@Nullable String address) {
    String text = address == null ? "" : address;
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** 4 or 16 octets; not to be changed. */
  public byte[] address() {
    return address;
  }

  /** The address as it was written. */
  public String text() {
    return text;
  }

  /** The /24 of an IPv4 address, the /64 of an IPv6 one, in CIDR notation. */
  public String network() {
    byte[] normal = Addresses.normal(address);
    byte[] known = normal == null ? address : normal;
    return Cidr.around(known, known.length == 4 ? 24 : 64).toString();
  }

  /** Whether a proxy reported it. */
  public boolean forwarded() {
    return forwarded;
  }
}
