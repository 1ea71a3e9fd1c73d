package io.bartizan.engine.audit.seal;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;

/** How checkpoints are signed. */
public enum SealAlgorithm {
  /** RFC 8032, where the JDK has it: Java 15 and newer. */
  ED25519("Ed25519"),
  /** ECDSA on P-256 with SHA-256, on every Java. */
  ES256("ES256");

  /** As key files and notes name it. */
  final String label;

  SealAlgorithm(String label) {
    this.label = label;
  }

  /** Whether this Java can sign and verify so. */
  public boolean here() {
    try {
      KeyFactory.getInstance(this == ED25519 ? "Ed25519" : "EC");
      return true;
    } catch (NoSuchAlgorithmException older) {
      return false;
    }
  }

  /** The better one of those that this Java has. */
  public static SealAlgorithm best() {
    return ED25519.here() ? ED25519 : ES256;
  }
}
