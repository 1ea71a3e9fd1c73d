package io.bartizan.engine.audit.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Sealed lines in memory, which can be cut back, hashed and looked at without a copy. */
public final class Sheet extends ByteArrayOutputStream {

  /** An empty one that grows beyond so many bytes when it has to. */
  public Sheet(int size) {
    super(size);
  }

  void cut(int length) {
    count = length;
  }

  byte[] leaf(Digests digests, int from) {
    return digests.leaf(buf, from, count);
  }

  /** The bytes themselves, valid until more are written. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(buf, 0, count);
  }
}
