package io.bartizan.engine.alert;

import io.bartizan.policy.Addresses;
import io.bartizan.policy.Cidr;
import org.jspecify.annotations.Nullable;

/** What of an address makes one client, and what makes one network. */
final class Network {

  private static final int V4_BITS = 32;
  private static final int V4_NETWORK_BITS = 24;

  /** One customer is given a whole /64 (RFC 6177). */
  private static final int V6_BITS = 64;

  private Network() {}

  /** The client that an address counts as: itself, or its /64. */
  static String client(@Nullable String address) {
    byte[] octets = address == null ? null : Addresses.parse(address);
    if (address == null) {
      return "unknown";
    }
    return octets == null || octets.length * Byte.SIZE == V4_BITS
        ? address
        : Cidr.around(octets, V6_BITS).toString();
  }

  /** The network of an address: its /24, or its /64. */
  static String of(@Nullable String address) {
    byte[] octets = address == null ? null : Addresses.parse(address);
    if (octets == null) {
      return String.valueOf(address);
    }
    boolean old = octets.length * Byte.SIZE == V4_BITS;
    return Cidr.around(octets, old ? V4_NETWORK_BITS : V6_BITS).toString();
  }
}
