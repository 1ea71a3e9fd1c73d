package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** Where an issuer's keys come from. */
interface KeySource extends AutoCloseable {

  /**
   * The keys in force; null if there are none to be had now. Waits for less than a second.
   *
   * @throws Paused if the request waits elsewhere
   */
  @Nullable KeySet keys(Pause pause);

  /**
   * The keys after a look for newer ones, because a token names one that is not among them; null if
   * there are none to be had now. With {@link #keys} before it, waits for less than a second.
   *
   * @throws Paused if the request waits elsewhere
   */
  @Nullable KeySet newerKeys(Pause pause);

  /** The keys in force, without a look for newer ones; null if there are none. Never waits. */
  @Nullable KeySet inForce();

  /** Seconds, at least 1, after which it is worth asking again where there are no keys. */
  int retryAfterSeconds();

  /**
   * Looks whether the keys have changed; called about once a second by one thread, never by a
   * request.
   *
   * @return whether a key that was in force at the last look is no longer
   */
  boolean refresh();

  /** What befell the keys since it was asked last; null if nothing. Asked after each refresh. */
  default @Nullable KeyNews news() {
    return null;
  }

  @Override
  void close();
}
