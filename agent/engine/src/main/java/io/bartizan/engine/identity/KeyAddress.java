package io.bartizan.engine.identity;

import java.io.IOException;

/** Where a key set stands: an address that is configured, or one that is found. */
interface KeyAddress {

  /**
   * The URL of the key set; may fetch what tells it.
   *
   * @throws IOException if that can't be had
   * @throws Rejected if that is not what it must be
   */
  String find(KeyFetch fetch) throws IOException, Rejected;
}
