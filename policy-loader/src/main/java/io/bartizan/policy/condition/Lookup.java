package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/** Values that are found by name and can't be enumerated, such as a request's headers. */
public interface Lookup {

  /**
   * The value of a name.
   *
   * @return a string, a list of them, or {@link Attributes#fault}; null if there is none
   */
  @Nullable Object find(String name);
}
