package io.bartizan.cli;

import io.bartizan.policy.learn.Learner;
import io.bartizan.policy.learn.Lesson;
import java.nio.file.Path;
import java.util.Locale;

/** What {@code learn} tells of what it learned, and of what it did not. */
final class LearnReport {

  private final Shell shell;
  private final Trail trail;
  private final Learner learner;
  private final boolean printed;

  /**
   * A report.
   *
   * @param printed whether the policy itself goes to standard output
   */
  LearnReport(Shell shell, Trail trail, Learner learner, boolean printed) {
    this.shell = shell;
    this.trail = trail;
    this.learner = learner;
    this.printed = printed;
  }

  /**
   * Ends the command if nothing can be learned.
   *
   * @param audit the first of the trails
   */
  void nothing(Path audit, Lesson lesson) {
    if (lesson.rules() == 0) {
      StringBuilder why = new StringBuilder();
      learner
          .leftOut()
          .forEach((one, count) -> why.append("; ").append(count).append(": ").append(one));
      lesson.leftOut().forEach(one -> why.append("; ").append(one));
      throw new Failure(
          Exit.USAGE,
          "BZ6011",
          shell.shown(audit),
          "nothing can be learned from " + trail.records() + " requests" + why,
          trail.sealed() > 0
              ? "the records are encrypted: decrypt them first"
              : "let the server run in mode: observe with ordinary traffic");
    }
  }

  /**
   * Tells what was learned.
   *
   * @param unusable how many requests went well and could not be learned
   */
  void learned(Lesson lesson, LearnProof proof, long unusable) {
    line("%,d requests recorded, %,d learned", trail.records(), lesson.learned());
    learner.leftOut().forEach((why, count) -> line("  %,d not: %s", count, why));
    long unruled = proof.refused() - unusable;
    if (unruled > 0) {
      line("  %,d not: in no rule, as the end of the rules tells", unruled);
    }
    if (trail.skipped() > 0) {
      line("  %,d lines are no records, perhaps torn", trail.skipped());
    }
    if (trail.sealed() > 0) {
      line("  %,d records are encrypted and were not read: decrypt them first", trail.sealed());
    }
    line("%,d rules, %,d to review", lesson.rules(), lesson.reviews());
    line(
        "replayed: permits all %,d learned, and none of %,d that were refused",
        lesson.learned(), proof.refusals());
    if (learner.bounded()) {
      shell
          .err()
          .println(
              "bartizan: warning BZ6012: there was more than can be learned at once\n  hint: learn"
                  + " of fewer hosts (--host), or say what varies (--template)");
    }
  }

  /** The result is the policy; where that goes into a file, this is what there is to say. */
  private void line(String format, Object... values) {
    (printed ? shell.err() : shell.out()).println(String.format(Locale.ROOT, format, values));
  }
}
