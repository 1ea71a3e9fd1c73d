package io.bartizan.engine.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go. One thread writes. */
interface Sink extends Closeable {

  /**
   * Writes whole lines, all or none: after a throw nothing of them counts as written.
   *
   * @throws IOException if they could not be written; the same lines may be given again
   */
  void write(ByteBuffer lines) throws IOException;
}
