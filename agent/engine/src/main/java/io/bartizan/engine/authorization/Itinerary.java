package io.bartizan.engine.authorization;

/** Where a request went inside the application. */
public interface Itinerary {

  /** A handler, which has run then, led it on to another path or method. */
  void movedOn();
}
