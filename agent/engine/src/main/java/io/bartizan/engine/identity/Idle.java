package io.bartizan.engine.identity;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Objects of the JDK's that are made ready for a key once and used again and again, each by one
 * thread at a time: to find a provider and prepare a key anew would cost each new token some 10
 * microseconds. Keeps a few; whoever finds none makes one.
 */
final class Idle<T> {

  /** As many tokens are seen for the first time at once, at most, without a new object. */
  private static final int PLACES = 8;

  /** Makes an object that is ready. */
  interface Source<T> {
    T make() throws GeneralSecurityException;
  }

  private final AtomicReferenceArray<T> places = new AtomicReferenceArray<>(PLACES);
  private final Source<T> source;

  Idle(Source<T> source) {
    this.source = source;
  }

  T take() throws GeneralSecurityException {
    for (int i = 0; i < PLACES; i++) {
      T idle = places.getAndSet(i, null);
      if (idle != null) {
        return idle;
      }
    }
    return source.make();
  }

  /** Gives back an object that is ready as it was taken. One that failed is not given back. */
  void giveBack(T ready) {
    for (int i = 0; i < PLACES; i++) {
      if (places.compareAndSet(i, null, ready)) {
        return;
      }
    }
  }
}
