package io.bartizan.engine.audit.seal;

import java.io.IOException;

/** Where the key of the segment in hand is kept from one process to the next. */
interface KeyStore {

  /** What is kept. */
  SealState load() throws IOException, SealException;

  /**
   * Puts a state in the place of the one before, so that after a loss of power there is one or the
   * other; the key of the one before is destroyed.
   */
  void save(SealState state) throws IOException;
}
