package io.bartizan.cli;

import io.bartizan.engine.Trial;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.trial.Given;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}. */
@Command(
    name = "explain",
    description = {
      "Explain a decision: every rule, what of it matched, which attribute decided, and the"
          + " smallest change of the request that would flip it."
    })
final class ExplainCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "REQUEST",
      description = "A method and a path in one argument: 'DELETE /customers/7'.")
  private @Nullable String request;

  @Option(
      names = {"-p", "--policy"},
      paramLabel = "FILE",
      description = "The policy file. Left out, it is looked for as the agent does; see config.")
  private @Nullable Path file;

  @Option(
      names = "--decision",
      paramLabel = "ID",
      description = "Explain a recorded decision instead, by its id (decision_id of the answer).")
  private @Nullable String decision;

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      description = "The audit trail that holds the decision. Default: the policy's own.")
  private @Nullable Path audit;

  @Mixin private final GivenOptions options = new GivenOptions();

  @Option(names = "--all", description = "Show the rules for other paths, too.")
  private boolean all;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pretty or json. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.PRETTY;

  ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException, IOException {
    format.only("explain", Format.PRETTY, Format.JSON);
    if ((request == null) == (decision == null)) {
      throw new Failure(
          Exit.USAGE,
          "BZ5002",
          null,
          "one request is explained at a time",
          "write either a request, such as 'GET /orders/7', or --decision ID");
    }
    Policy policy = PolicyArgument.of(file).policy(shell);
    try (Trial trial = new Trial(policy)) {
      Recorded recorded = decision == null ? null : recorded(policy, decision);
      Given given =
          recorded == null
              ? options.given(RequestLine.parse(String.valueOf(request)))
              : recorded.given();
      Explanation explanation = new Explanation(policy, trial, given, recorded);
      if (format == Format.JSON) {
        explanation.json(shell);
      } else {
        explanation.pretty(shell, all);
      }
    }
    return Exit.OK;
  }

  private Recorded recorded(Policy policy, String id) throws IOException {
    Path own = policy.audit().file();
    Path trail = audit == null ? own : audit;
    if (trail == null) {
      throw new Failure(
          Exit.USAGE,
          "BZ5005",
          null,
          "the policy's audit trail is no file",
          "name the file that it was collected in: --audit FILE");
    }
    try (AuditLog log = AuditLog.open(shell, trail);
        Progress progress = new Progress(shell, "searching")) {
      for (Recorded one = log.next(); one != null; one = log.next()) {
        if (id.equals(one.id())) {
          return one;
        }
        progress.at(log.read(), log.size());
      }
    }
    throw new Failure(
        Exit.USAGE,
        "BZ5005",
        shell.shown(trail),
        "there is no decision '" + id + "'",
        "look at metadata.uid of its records; the trail may have been rotated since");
  }
}
