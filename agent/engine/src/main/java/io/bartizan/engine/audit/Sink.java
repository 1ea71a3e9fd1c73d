package io.bartizan.engine.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where lines go. One thread writes. */
interface Sink extends Closeable {

  /**
   * Writes whole lines.
   *
   * <p>After a throw the buffer's position tells what stands: lines before it are written, and what
   * follows it is given again until it is written or the trail ends. A piece of a line never counts
   * as written, and nothing that is written later may follow it on the same line.
   *
   * @param lines backed by an array; each ends with a line feed
   * @throws IOException if not all could be written
   */
  void write(ByteBuffer lines) throws IOException;

  /**
   * Brings what was written to the medium, so that it survives a loss of power.
   *
   * @throws IOException if some of what was written since the last call may not be there
   */
  void sync() throws IOException;

  /**
   * Nothing is to be written now; called several times a second then, while no lines are owed.
   *
   * @throws IOException if what was due could not be written; it is tried again
   */
  default void idle() throws IOException {
    // Most sinks have nothing to do unasked.
  }

  /**
   * Nothing more is expected: what stands is made whole as it is. Lines may come all the same, and
   * this is called again after them.
   *
   * @throws IOException if that could not be written; it is tried again
   */
  default void conclude() throws IOException {
    // Most sinks are whole after every line.
  }

  /** What befell the trail since it was asked last, for the trail itself; null if nothing. */
  @Nullable String remark();
}
