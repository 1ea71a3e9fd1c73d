package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which rules there are at a time: between two ends of rules always the same. Only the period that
 * was asked for last is kept, so that an expired rule costs nothing and is nowhere to be found.
 */
public final class RuleTimetable {

  /** The rules between two ends. */
  private static final class Period {
    final int past;
    final RuleIndex binding;
    final @Nullable RuleIndex observed;

    Period(int past, RuleIndex binding, @Nullable RuleIndex observed) {
      this.past = past;
      this.binding = binding;
      this.observed = observed;
    }
  }

  private final List<Rule> rules;
  private final long[] ends;
  private final boolean observing;
  private volatile Period last;

  /** A timetable of rules in file order. */
  public RuleTimetable(List<Rule> rules) {
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    TreeSet<Long> sorted = new TreeSet<>();
    for (Rule rule : rules) {
      if (rule.validity().expires() != null) {
        sorted.add(rule.validity().expires().toEpochMilli());
      }
    }
    this.ends = sorted.stream().mapToLong(Long::longValue).toArray();
    this.observing =
        rules.stream()
            .anyMatch(rule -> !rule.validity().binding() || !rule.validity().sample().all());
    this.last = make(past(System.currentTimeMillis()));
  }

  /**
   * The rules that bind.
   *
   * @param millis a time since the epoch
   */
  public RuleIndex binding(long millis) {
    return period(millis).binding;
  }

  /** The rules that bind nothing, and whose matches are recorded; null if there never are any. */
  public @Nullable RuleIndex observed(long millis) {
    return period(millis).observed;
  }

  /** Of two threads that make the same, one works in vain; none waits for the other. */
  private Period period(long millis) {
    Period known = last;
    if (ends.length == 0) {
      return known;
    }
    int past = past(millis);
    if (known.past != past) {
      known = make(past);
      last = known;
    }
    return known;
  }

  /** How many ends are past. */
  private int past(long millis) {
    int at = Arrays.binarySearch(ends, millis);
    return at >= 0 ? at + 1 : -at - 1;
  }

  private Period make(int past) {
    List<Rule> binding = new ArrayList<>();
    List<Rule> observed = new ArrayList<>();
    for (Rule rule : rules) {
      if (past > 0 && rule.validity().over(ends[past - 1])) {
        continue;
      }
      if (!rule.validity().binding()) {
        observed.add(rule);
        continue;
      }
      binding.add(rule);
      if (!rule.validity().sample().all()) {
        observed.add(rule.forOthers());
      }
    }
    return new Period(past, new RuleIndex(binding), observing ? new RuleIndex(observed) : null);
  }
}
