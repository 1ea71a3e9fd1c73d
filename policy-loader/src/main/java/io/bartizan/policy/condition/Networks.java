package io.bartizan.policy.condition;

import io.bartizan.policy.Addresses;
import io.bartizan.policy.Cidr;
import java.util.Collections;
import java.util.List;

/** Whether addresses lie in networks. */
final class Networks {

  private Networks() {}

  /**
   * Judges an address.
   *
   * @param networks a {@link Cidr}, a text of one, or a list of either
   */
  static Object inCidr(Attributes at, Object address, Object networks) {
    if (!(address instanceof String)) {
      return Failure.NO_OVERLOAD;
    }
    byte[] octets = Addresses.parse((String) address);
    if (octets == null) {
      return Failure.fault("no address");
    }
    List<?> list =
        networks instanceof List ? (List<?>) networks : Collections.singletonList(networks);
    boolean in = false;
    for (Object one : list) {
      if (!at.spend(1)) {
        return Failure.TOO_LONG;
      }
      if (one instanceof Cidr) {
        in |= ((Cidr) one).contains(octets);
      } else if (one instanceof String) {
        try {
          in |= Cidr.parse((String) one).contains(octets);
        } catch (IllegalArgumentException none) {
          return Failure.fault("no network");
        }
      } else {
        return Failure.NO_OVERLOAD;
      }
    }
    return in;
  }
}
