package io.bartizan.http.grizzly;

import net.bytebuddy.asm.Advice;

/**
 * Finds nothing in the cache of static files, which answers before any handler is asked: what one
 * client was permitted to read, the next would get without a decision.
 */
final class FileCacheAdvice {

  private FileCacheAdvice() {}

  // A constant: nothing can be thrown, so nothing has to be suppressed.
  @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
  static boolean enter() {
    return true;
  }
}
