package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** Where an issuer's keys come from. */
interface KeySource extends AutoCloseable {

  /** The keys in force; null if there are none to be had now. Waits for less than a second. */
  @Nullable KeySet keys();

  /** The keys after a look for newer ones, because a token names one that is not among them. */
  @Nullable KeySet newerKeys();

  /** Looks whether the keys have changed; called about once a second, never by a request. */
  void refresh();

  @Override
  void close();
}
