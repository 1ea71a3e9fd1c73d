package io.bartizan.cli;

import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.load.PolicySource;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}. */
@Command(
    name = "diff",
    description = {
      "Compare two policies: the rules that differ, or, with --replay, every recorded request that"
          + " the new one would decide otherwise. Ends with 5 if there is a difference."
    })
final class DiffCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(index = "0", paramLabel = "OLD", description = "The policy as it is.")
  private Path before = Paths.get("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The policy as it may become.")
  private Path after = Paths.get("");

  @Option(
      names = "--replay",
      paramLabel = "AUDIT",
      description = "An audit trail whose requests both policies decide anew.")
  private @Nullable Path audit;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pretty or json. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.PRETTY;

  DiffCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException, IOException {
    format.only("diff", Format.PRETTY, Format.JSON);
    Policy older = PolicyLoader.load(before);
    Policy newer = PolicyLoader.load(after);
    return audit == null ? rules() : replay(older, newer, audit);
  }

  private int rules() throws PolicyException {
    List<RuleDiff> all = RuleDiff.of(PolicySource.read(before), PolicySource.read(after));
    if (format == Format.JSON) {
      RuleDiff.json(shell, all);
    } else {
      RuleDiff.pretty(shell, all);
    }
    return all.isEmpty() ? Exit.OK : Exit.DIFFERENCE;
  }

  private int replay(Policy older, Policy newer, Path trail) throws IOException {
    try (AuditLog log = AuditLog.open(shell, trail);
        Replay replay = new Replay(older, newer);
        Progress progress = new Progress(shell, "replaying")) {
      for (Recorded one = log.next(); one != null; one = log.next()) {
        replay.take(one);
        progress.at(log.read(), log.size());
      }
      progress.close();
      if (format == Format.JSON) {
        ReplayReport.json(shell, replay);
      } else {
        ReplayReport.pretty(shell, replay);
      }
      return replay.changes() == 0 ? Exit.OK : Exit.DIFFERENCE;
    }
  }
}
