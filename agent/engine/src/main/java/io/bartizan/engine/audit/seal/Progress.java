package io.bartizan.engine.audit.seal;

import java.util.Arrays;

/**
 * What the lines of a segment so far come to: their number, the end of their chain, and the root of
 * the Merkle tree over them (RFC 6962, 2.1). Takes the same few hundred bytes however many they
 * are.
 */
final class Progress {

  private final Digests digests;
  private byte[][] peaks;
  private long size;
  private byte[] link = new byte[Digests.LENGTH];

  Progress(Digests digests) {
    this.digests = digests;
    this.peaks = new byte[8][];
  }

  private Progress(Progress other) {
    this.digests = other.digests;
    this.peaks = other.peaks.clone();
    this.size = other.size;
    this.link = other.link;
  }

  Progress copy() {
    return new Progress(this);
  }

  /** Lines so far, and so the number of the next. */
  long size() {
    return size;
  }

  /** The end of the chain if this leaf came next. */
  byte[] linkTo(byte[] leaf) {
    return digests.link(link, leaf);
  }

  void add(byte[] leaf) {
    add(leaf, linkTo(leaf));
  }

  /** The same where {@link #linkTo} was asked already. */
  void add(byte[] leaf, byte[] linked) {
    link = linked;
    byte[] peak = leaf;
    int level = 0;
    for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
      peak = digests.node(peaks[level], peak);
      level++;
    }
    if (level == peaks.length) {
      peaks = Arrays.copyOf(peaks, peaks.length * 2);
    }
    peaks[level] = peak;
    size++;
  }

  /** The root of the tree; that of an empty one is the hash of nothing. */
  byte[] root() {
    byte[] root = null;
    for (int level = 0; level < Long.SIZE && size >>> level != 0; level++) {
      if ((size >>> level & 1) == 1) {
        root = root == null ? peaks[level] : digests.node(peaks[level], root);
      }
    }
    return root == null ? digests.nothing() : root;
  }

  Digests digests() {
    return digests;
  }
}
