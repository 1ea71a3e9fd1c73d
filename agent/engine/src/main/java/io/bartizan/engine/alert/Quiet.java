package io.bartizan.engine.alert;

import io.bartizan.policy.AlertKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a kind and subject a minute: the first goes at once, what comes within the minute
 * after is held back, and its end tells how many those were. For one thread.
 */
final class Quiet {

  static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Subjects of one kind that are told apart in a minute: more are told as one. */
  static final int SUBJECTS = 10;

  private static final String OTHERS = "others";

  /** A kind and a subject that was told of within the last minute. */
  private static final class Told {
    long nanos;
    long held;
    @Nullable Supplier<Alert.Builder> last;

    Told(long nanos) {
      this.nanos = nanos;
    }
  }

  private final Map<AlertKind, Map<String, Told>> told = new EnumMap<>(AlertKind.class);

  /**
   * Something to alert of: tells it now, or holds it back.
   *
   * @param alert what can be told of it whenever it is told
   */
  void ring(
      AlertKind kind, String subject, Supplier<Alert.Builder> alert, long now, Consumer<Alert> to) {
    Map<String, Told> subjects = told.computeIfAbsent(kind, any -> new HashMap<>());
    boolean room = subjects.size() < SUBJECTS || subjects.containsKey(subject);
    String key = room ? subject : OTHERS;
    Told before = subjects.get(key);
    if (before != null) {
      before.held++;
      before.last = alert;
      return;
    }
    subjects.put(key, new Told(now));
    to.accept(alert.get().build(0));
  }

  /** A look several times a second: tells what was held back for a minute. */
  void look(long now, Consumer<Alert> to) {
    for (Map<String, Told> subjects : told.values()) {
      Iterator<Told> each = subjects.values().iterator();
      while (each.hasNext()) {
        Told one = each.next();
        if (now - one.nanos < PERIOD_NANOS) {
          continue;
        }
        Supplier<Alert.Builder> last = one.last;
        if (last == null) {
          each.remove();
        } else {
          long held = one.held;
          one.nanos = now;
          one.held = 0;
          one.last = null;
          to.accept(last.get().build(held));
        }
      }
    }
  }
}
