package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.Addresses;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Sessions;
import io.bartizan.policy.Sessions.Bond;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** From where a session is used: the client's network, and what its software says of itself. */
final class Whereabouts {

  /** What browsers send alike with all their requests. */
  private static final String[] SAID = {"User-Agent", "Accept-Language"};

  private static final int OCTETS = 16;

  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(Whereabouts::digest);

  private Whereabouts() {}

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The client's network in CIDR notation; {@link SessionNote#ANY} if sessions are not bound. */
  static String network(Exchange exchange, List<Cidr> proxies, Sessions how) {
    if (!how.bonds().contains(Bond.NETWORK)) {
      return SessionNote.ANY;
    }
    byte[] address = ClientAddress.of(exchange, proxies).address();
    byte[] normal = Addresses.normal(address);
    byte[] known = normal == null ? address : normal;
    return Cidr.around(known, how.prefix(known.length == 4)).toString();
  }

  /**
   * A hash of what the client's software says of itself, the same in every process that shares the
   * session; {@link SessionNote#ANY} if sessions are not bound to it.
   */
  static String device(Exchange exchange, Sessions how) {
    if (!how.bonds().contains(Bond.DEVICE)) {
      return SessionNote.ANY;
    }
    MessageDigest digest = DIGEST.get();
    digest.reset();
    for (String name : SAID) {
      for (String value : exchange.headers(name)) {
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        // In no header's value.
        digest.update((byte) '\n');
      }
      digest.update((byte) 0);
    }
    byte[] hash = digest.digest();
    StringBuilder hex = new StringBuilder(2 * OCTETS);
    for (int i = 0; i < OCTETS; i++) {
      hex.append(Character.forDigit(hash[i] >> 4 & 0xf, 16));
      hex.append(Character.forDigit(hash[i] & 0xf, 16));
    }
    return hex.toString();
  }
}
