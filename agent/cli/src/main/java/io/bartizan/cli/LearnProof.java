package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.policy.Policy;
import io.bartizan.policy.learn.Lesson;
import io.bartizan.policy.trial.Given;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a learned policy permits what it was learned from, and nothing that was refused. */
final class LearnProof implements AutoCloseable {

  private final Trial trial;
  private final Lesson lesson;
  private final Set<String> contradictions = new LinkedHashSet<>();
  private long permitted;
  private long refused;
  private long refusals;

  LearnProof(Policy policy, Lesson lesson) {
    this.trial = new Trial(policy);
    this.lesson = lesson;
  }

  /** Decides a recorded request by the learned policy. */
  void take(Recorded recorded) {
    boolean good = Observed.why(recorded) == null;
    if (!good && !Observed.refused(recorded)) {
      return;
    }
    Given given = recorded.given();
    Outcome outcome = trial.judge(given);
    boolean enters = outcome.kind() == Outcome.Kind.PERMITTED;
    String rule = outcome.rule();
    if (good) {
      permitted += enters ? 1 : 0;
      refused += enters ? 0 : 1;
    } else {
      refusals++;
      if (enters && rule != null) {
        contradictions.add(rule + " permits " + given.method());
        lesson.contradict(rule, given.method(), given.operation(), Observed.party(recorded));
      }
    }
  }

  /** Requests that went well and are permitted. */
  long permitted() {
    return permitted;
  }

  /** Requests that went well and are refused: they are in no rule. */
  long refused() {
    return refused;
  }

  /** Requests that were refused; all of them are again if nothing contradicts. */
  long refusals() {
    return refusals;
  }

  /** One rule that permits what was refused; null if none does. */
  @Nullable String contradiction() {
    return contradictions.isEmpty() ? null : contradictions.iterator().next();
  }

  @Override
  public void close() {
    trial.close();
  }
}
