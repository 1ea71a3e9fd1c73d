package io.bartizan.policy.condition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Octets. */
final class Bytes implements Comparable<Bytes> {

  final byte[] octets;

  Bytes(byte[] octets) {
    this.octets = octets;
  }

  Bytes plus(Bytes other) {
    byte[] both = Arrays.copyOf(octets, octets.length + other.octets.length);
    System.arraycopy(other.octets, 0, both, octets.length, other.octets.length);
    return new Bytes(both);
  }

  @Override
  public int compareTo(Bytes other) {
    int common = Math.min(octets.length, other.octets.length);
    for (int i = 0; i < common; i++) {
      int order = (octets[i] & 0xff) - (other.octets[i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return octets.length - other.octets.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes && Arrays.equals(octets, ((Bytes) other).octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return Arrays.toString(octets);
  }
}
