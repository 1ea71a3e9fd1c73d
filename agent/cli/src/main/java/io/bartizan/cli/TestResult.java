package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.policy.Effect;
import io.bartizan.policy.trial.PolicyTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one test of a policy. */
final class TestResult {

  private final Path file;
  private final PolicyTest test;
  private final Outcome outcome;
  private final @Nullable String nearest;

  private TestResult(Path file, PolicyTest test, Outcome outcome, @Nullable String nearest) {
    this.file = file;
    this.test = test;
    this.outcome = outcome;
    this.nearest = nearest;
  }

  static TestResult of(Trial trial, Path file, PolicyTest test) {
    Outcome outcome = trial.judge(test.given());
    boolean unmatched = outcome.kind() == Outcome.Kind.REFUSED && outcome.rule() == null;
    return new TestResult(
        file, test, outcome, unmatched ? Telling.nearest(trial.fits(test.given())) : null);
  }

  /** The file that the test stands in. */
  Path file() {
    return file;
  }

  PolicyTest test() {
    return test;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Where no rule decided: the allow that lacks least, and what; null if none is on the path. */
  @Nullable String nearest() {
    return nearest;
  }

  boolean passed() {
    Effect decision = test.decision();
    String rule = test.rule();
    return (decision == null || word(decision).equals(Telling.decision(outcome)))
        && (rule == null || rule.equals(outcome.rule()))
        && (test.status() == 0 || test.status() == outcome.status());
  }

  static String word(Effect decision) {
    return decision.name().toLowerCase(Locale.ROOT);
  }

  /** {@code deny, rule refunds, status 403}. */
  String expected() {
    List<String> words = new ArrayList<>();
    Effect decision = test.decision();
    if (decision != null) {
      words.add(word(decision));
    }
    if (test.rule() != null) {
      words.add("rule " + test.rule());
    }
    if (test.status() != 0) {
      words.add("status " + test.status());
    }
    return String.join(", ", words);
  }
}
