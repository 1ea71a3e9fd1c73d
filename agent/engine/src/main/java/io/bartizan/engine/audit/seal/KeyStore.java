package io.bartizan.engine.audit.seal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the key of the segment in hand is kept from one process to the next. */
interface KeyStore {

  /** What is kept. */
  SealState load() throws IOException, SealException;

  /**
   * Puts a state in the place of the one before, so that after a loss of power there is one or the
   * other; the key of the one before is destroyed.
   */
  void save(SealState state) throws IOException;

  /**
   * Notes the last checkpoint that was written, without waiting for the medium: a log that is cut
   * back while no process runs is then known to be shorter than it was.
   */
  void mark(byte[] checkpointLine) throws IOException;

  /** The checkpoint that was noted last; null if there is none that can be read. */
  @Nullable Checkpoint marked() throws IOException;
}
