package io.bartizan.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A network in CIDR notation (RFC 4632; RFC 4291, 2.3), or one address. */
public final class Cidr {

  private final String text;
  private final byte[] network;
  private final int prefix;

  private Cidr(String text, byte[] network, int prefix) {
    this.text = text;
    this.network = network;
    this.prefix = prefix;
  }

  /**
   * Reads a network.
   *
   * @throws IllegalArgumentException if it is none, with what would be
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no numeric address or network; write 10.0.0.0/8 or 2001:db8::/32");
    }
    int bits = address.length * 8;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    if (prefix < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' has no valid prefix length; it is a number from 0 to " + bits);
    }
    byte[] network = masked(address, prefix);
    if (!Arrays.equals(network, address)) {
      throw new IllegalArgumentException(
          "'" + text + "' has bits set after its prefix; write " + text(network) + "/" + prefix);
    }
    return new Cidr(text, network, prefix);
  }

  /** The network of an address with a prefix of so many bits. */
  public static Cidr around(byte[] address, int prefix) {
    byte[] network = masked(address, prefix);
    return new Cidr(text(network) + "/" + prefix, network, prefix);
  }

  private static int prefix(String digits, int bits) {
    if (digits.isEmpty()
        || digits.length() > 3
        || (digits.length() > 1 && digits.startsWith("0"))) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    int prefix = Integer.parseInt(digits);
    return prefix <= bits ? prefix : -1;
  }

  private static byte[] masked(byte[] address, int prefix) {
    byte[] network = new byte[address.length];
    for (int i = 0; i < network.length; i++) {
      int bits = Math.max(0, Math.min(8, prefix - 8 * i));
      network[i] = (byte) (address[i] & 0xff << 8 - bits);
    }
    return network;
  }

  private static String text(byte[] address) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < address.length; i += address.length == 4 ? 1 : 2) {
      if (address.length == 4) {
        text.append(i == 0 ? "" : ".").append(address[i] & 0xff);
      } else {
        int group = (address[i] & 0xff) << 8 | address[i + 1] & 0xff;
        text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
      }
    }
    return text.toString();
  }

  /** Whether an address of 4 or 16 octets lies in the network; IPv4-mapped ones count as IPv4. */
  public boolean contains(byte[] address) {
    byte[] normal = Addresses.normal(address);
    if (normal == null || normal.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (normal[i] != network[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || (normal[whole] & 0xff << 8 - rest & 0xff) == (network[whole] & 0xff);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr
        && prefix == ((Cidr) other).prefix
        && Arrays.equals(network, ((Cidr) other).network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }

  @Override
  public String toString() {
    return text;
  }
}
