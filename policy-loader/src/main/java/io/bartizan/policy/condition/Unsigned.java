package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/** A {@code uint} of 64 bits. */
final class Unsigned {

  final long bits;

  Unsigned(long bits) {
    this.bits = bits;
  }

  /** The nearest double. */
  double toDouble() {
    return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Unsigned && bits == ((Unsigned) other).bits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(bits);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(bits);
  }
}
