package io.bartizan.desk.trail;

import io.bartizan.engine.audit.LogSafe;
import org.jspecify.annotations.Nullable;

/**
 * Recorded values as they may be shown to a person: without what could act on a terminal or turn
 * text around, whatever wrote the log.
 */
public final class Shown {

  /** What stands where nothing was recorded. */
  public static final String NOTHING = "-";

  private Shown() {}

  /** A value. */
  public static String of(@Nullable String value) {
    if (value == null || value.isEmpty()) {
      return NOTHING;
    }
    return String.valueOf(LogSafe.of(value, Integer.MAX_VALUE));
  }
}
