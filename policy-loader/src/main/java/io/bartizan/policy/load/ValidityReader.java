package io.bartizan.policy.load;

import io.bartizan.policy.Mode;
import io.bartizan.policy.Sample;
import io.bartizan.policy.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys {@code mode}, {@code sample} and {@code expires} of a rule. */
final class ValidityReader {

  private final boolean included;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param included whether its rules stand in a file that another one includes
   */
  ValidityReader(boolean included, Problems problems) {
    this.included = included;
    this.problems = problems;
  }

  /**
   * Reads them.
   *
   * @param pathNamed whether the rule says for which paths it is
   */
  Validity read(Fields fields, boolean pathNamed) {
    Tree.Scalar text = fields.text("mode");
    Mode mode = text == null ? null : mode(text, pathNamed);
    Tree.Scalar expires = fields.text("expires");
    Instant end = expires == null ? null : instant(expires);
    Sample sample = sample(fields, mode);
    return mode == null && end == null && sample.all()
        ? Validity.ALWAYS
        : new Validity(mode, end, sample);
  }

  private Sample sample(Fields fields, @Nullable Mode mode) {
    Tree.Scalar text = fields.text("sample");
    if (text == null) {
      return Sample.ALL;
    }
    if (mode == Mode.OBSERVE) {
      problems.add(
          Code.BZ1022,
          text,
          "a rule that only observes binds for no share of those who ask",
          "leave out mode: outside of the sample its matches are recorded only");
    }
    if (!text.text.matches("[1-9][0-9]?%")) {
      problems.add(
          Code.BZ1022,
          text,
          "'" + text.text + "' is no share of those who ask",
          "write 1% to 99%, or leave it out: then the rule binds for everybody");
      return Sample.ALL;
    }
    return Sample.of(Integer.parseInt(text.text.substring(0, text.text.length() - 1)));
  }

  private @Nullable Mode mode(Tree.Scalar text, boolean pathNamed) {
    if (text.text.equals("observe")) {
      return Mode.OBSERVE;
    }
    if (!text.text.equals("enforce")) {
      problems.add(
          Code.BZ1010,
          text,
          "the mode of a rule can't be '" + text.text + "'",
          Suggestion.among(text.text, "observe", "enforce"));
    } else if (included) {
      problems.add(
          Code.BZ1021,
          text,
          "a rule of an included file can't enforce by itself",
          "move the rule into the policy's own file: an include adds rules and changes no mode");
    } else if (!pathNamed) {
      problems.add(
          Code.BZ1021,
          text,
          "a rule that enforces says for which paths",
          "write path: /admin/** beside the method, or path: /** for every request");
    }
    return Mode.ENFORCE;
  }

  private @Nullable Instant instant(Tree.Scalar text) {
    Instant instant = Times.instant(text.text);
    if (instant == null) {
      problems.add(
          Code.BZ1057,
          text,
          "'" + text.text + "' is no time",
          "write 2026-12-01T00:00:00Z, or with an offset: 2026-12-01T00:00:00+01:00");
    }
    return instant;
  }
}
