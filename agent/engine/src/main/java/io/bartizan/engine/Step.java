package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import org.jspecify.annotations.Nullable;

/** One step of the walk: it learns something, or refuses. */
interface Step {

  /**
   * Takes the step. Whatever it throws ends the walk with a refusal.
   *
   * @return null to go on
   */
  @Nullable Refusal take(Inquiry inquiry);
}
