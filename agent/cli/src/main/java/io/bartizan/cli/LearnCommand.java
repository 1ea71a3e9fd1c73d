package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.policy.Effect;
import io.bartizan.policy.Policy;
import io.bartizan.policy.learn.LearnedPolicy;
import io.bartizan.policy.learn.Learner;
import io.bartizan.policy.learn.Lesson;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicySource;
import io.bartizan.policy.trial.PolicyTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code learn}. */
@Command(
    name = "learn",
    description = {
      "Learn a policy from recorded traffic: who did what, as rules that permit that and as little"
          + " else as can be said, with their evidence and tests. Then replay the traffic against"
          + " it. Ends with 6 if there was more than can be learned."
    })
final class LearnCommand implements Callable<Integer> {

  /** What was refused is taken out of the rules again; seldom is more than one round needed. */
  private static final int ROUNDS = 6;

  private final Shell shell;
  private long unusable;

  @Parameters(
      arity = "1..*",
      paramLabel = "AUDIT",
      description = "An audit trail; those ending in .gz are unpacked on the way.")
  private List<Path> audits = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the policy; left out: to standard output.")
  private @Nullable Path output;

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "FILE",
      description = {
        "The policy whose identity and settings are taken over: all but its mode, rules and tests."
            + " Left out, it is looked for as the agent does; see config."
      })
  private @Nullable Path policy;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "A host to learn of; may stand several times. Left out: those that enough of the traffic"
            + " asked for."
      })
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      description = {
        "A route template that can't be seen in the paths, such as '/users/{name}'; may stand"
            + " several times."
      })
  private List<String> templates = new ArrayList<>();

  LearnCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException, IOException {
    OldPolicy old = OldPolicy.find(shell, policy);
    Trail trail = new Trail(shell, audits);
    Learner learner = learner();
    LearnReport report = new LearnReport(shell, trail, learner, output == null);
    trail.read("learning", recorded -> take(learner, recorded));
    for (int round = 1; ; round++) {
      Lesson lesson = learner.lesson();
      report.nothing(audits.get(0), lesson);
      if (old.policy() == null && lesson.named()) {
        throw new Failure(
            Exit.USAGE,
            "BZ6008",
            null,
            "the traffic has principals, and no policy says whose tokens count",
            "name the policy that it was recorded under: --policy bartizan.yaml");
      }
      LearnedPolicy learned = new LearnedPolicy(lesson, old.kept(), old.rolesClaim());
      PolicySource written = old.parse(output, learned.text(from(), Collections.emptySet()));
      Set<String> without = failing(written, learned.permitting());
      try (LearnProof proof = new LearnProof(whole(written), lesson)) {
        trail.read("replaying", proof::take);
        if (proof.contradiction() == null) {
          String text = learned.text(from(), without);
          check(proof, lesson);
          write(text);
          report.learned(lesson, proof, unusable);
          return learner.bounded() ? Exit.INCOMPLETE : Exit.OK;
        }
        if (round == ROUNDS) {
          throw unproven("rule " + proof.contradiction() + ", of which some was refused");
        }
      }
    }
  }

  private Learner learner() {
    try {
      return new Learner(templates, new LinkedHashSet<>(hosts));
    } catch (IllegalArgumentException wrong) {
      throw new Failure(
          Exit.USAGE, "BZ5002", null, String.valueOf(wrong.getMessage()), "see: help learn");
    }
  }

  private void take(Learner learner, Recorded recorded) {
    String why = Observed.why(recorded);
    if (why == null) {
      unusable += learner.learn(Observed.of(recorded)) ? 0 : 1;
    } else {
      learner.leaveOut(why);
    }
  }

  private static Policy whole(PolicySource learned) {
    Policy policy = learned.policy();
    if (policy == null) {
      throw new IllegalStateException("parsed, and no policy");
    }
    return policy;
  }

  /** Tests that do not hold, because another rule permits what this one does not. */
  private static Set<String> failing(PolicySource learned, Set<String> permitting) {
    Set<String> failing = new HashSet<>();
    try (Trial trial = new Trial(whole(learned))) {
      for (PolicyTest test : learned.tests()) {
        Outcome outcome = trial.judge(test.given());
        boolean permitted = outcome.kind() == Outcome.Kind.PERMITTED;
        boolean wanted = test.decision() == Effect.ALLOW;
        boolean rule = test.rule() == null || test.rule().equals(outcome.rule());
        boolean status = permitted || test.status() == 0 || test.status() == outcome.status();
        if (permitting.contains(test.name()) && permitted != wanted) {
          throw unproven("its test '" + test.name() + "' fails");
        }
        if (permitted != wanted || !rule || !status) {
          failing.add(test.name());
        }
      }
    }
    return failing;
  }

  private static Failure unproven(String what) {
    return new Failure(
        Exit.UNKNOWN,
        "BZ6010",
        null,
        "the learned policy does not hold what it should: " + what,
        "this is a defect of learn: nothing was written; please report it");
  }

  private static void check(LearnProof proof, Lesson lesson) {
    if (proof.permitted() < lesson.learned()) {
      throw unproven(
          "it permits " + proof.permitted() + " of " + lesson.learned() + " that were learned");
    }
  }

  private String from() {
    List<String> names = new ArrayList<>();
    for (Path audit : audits) {
      names.add(String.valueOf(audit.getFileName()));
    }
    return names.size() <= 3 ? String.join(", ", names) : names.size() + " files";
  }

  private void write(String text) {
    if (output == null) {
      shell.out().print(text);
    } else {
      NewFile.write(shell, output, text, "name another: -o FILE");
    }
  }
}
