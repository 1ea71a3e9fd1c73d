package io.bartizan.cli;

import io.bartizan.engine.Trial;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.load.PolicySource;
import io.bartizan.policy.trial.PolicyTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code test}. */
@Command(
    name = "test",
    description = {
      "Run the tests of a policy: those in it, and those in the file beside it whose name ends in"
          + " .tests.yaml. The agent's own engine judges each request."
    })
final class TestCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private final PolicyArgument policy = new PolicyArgument();

  @Option(
      names = "--tests",
      paramLabel = "FILE",
      description = "A file of tests, instead of the one beside the policy.")
  private @Nullable Path beside;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pretty or json. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.PRETTY;

  TestCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException {
    format.only("test", Format.PRETTY, Format.JSON);
    Path file = policy.locate(shell);
    Policy loaded = PolicyLoader.load(file);
    List<TestResult> results = new ArrayList<>();
    try (Trial trial = new Trial(loaded);
        Progress progress = new Progress(shell, "testing")) {
      run(trial, loaded.file(), PolicySource.read(file).tests(), progress, results);
      Path more = beside(loaded.file());
      if (more != null) {
        run(trial, more, PolicySource.tests(more), progress, results);
      }
    }
    if (results.isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "BZ5004",
          shell.shown(file),
          "there are no tests",
          "write some under 'tests:', or into " + shell.shown(nameBeside(loaded.file())));
    }
    if (format == Format.JSON) {
      TestReport.json(shell, results);
    } else {
      TestReport.pretty(shell, results);
    }
    return results.stream().allMatch(TestResult::passed) ? Exit.OK : Exit.TESTS_FAILED;
  }

  private static void run(
      Trial trial, Path file, List<PolicyTest> tests, Progress progress, List<TestResult> results) {
    for (PolicyTest test : tests) {
      results.add(TestResult.of(trial, file, test));
      progress.at(results.size(), 0);
    }
  }

  private @Nullable Path beside(Path file) {
    if (beside != null) {
      return beside;
    }
    Path named = nameBeside(file);
    return Files.exists(named) ? named : null;
  }

  /** {@code bartizan.tests.yaml} beside {@code bartizan.yaml}. */
  private static Path nameBeside(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".tests.yaml");
  }
}
