package io.bartizan.engine.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Encoded lines in memory, which can be cut back and looked at without a copy. */
final class Lines extends ByteArrayOutputStream {

  Lines(int size) {
    super(size);
  }

  /**
   * Forgets what follows the first so many bytes. Needs no memory: it is used when there is none.
   */
  void cut(int length) {
    count = length;
  }

  /** The bytes themselves, valid until more are written. */
  ByteBuffer view() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
