package io.bartizan.engine.audit.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the format, all of them SHA-256 with a first byte that keeps them apart: leaf and
 * node as RFC 6962, 2.1, has them, and the link of the chain. For one thread.
 */
final class Digests {

  /** Bytes of each hash. */
  static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final byte LINK = 2;

  private final MessageDigest sha = sha256();

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * The leaf of the bytes from {@code from} to {@code cut} and from {@code resume} to {@code to}.
   */
  byte[] leaf(byte[] bytes, int from, int cut, int resume, int to) {
    sha.update(LEAF);
    sha.update(bytes, from, cut - from);
    sha.update(bytes, resume, to - resume);
    return sha.digest();
  }

  byte[] leaf(byte[] bytes, int from, int to) {
    return leaf(bytes, from, to, to, to);
  }

  byte[] node(byte[] left, byte[] right) {
    sha.update(NODE);
    sha.update(left);
    sha.update(right);
    return sha.digest();
  }

  byte[] link(byte[] before, byte[] leaf) {
    sha.update(LINK);
    sha.update(before);
    sha.update(leaf);
    return sha.digest();
  }

  byte[] nothing() {
    return sha.digest();
  }
}
