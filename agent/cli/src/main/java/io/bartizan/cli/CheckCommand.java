package io.bartizan.cli;

import io.bartizan.policy.Policy;
import io.bartizan.policy.analysis.Access;
import io.bartizan.policy.analysis.Analysis;
import io.bartizan.policy.analysis.WhoCan;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}. */
@Command(
    name = "check",
    description = {
      "Check a policy: what keeps it from being loaded, and what it says that its author may not"
          + " have meant."
    })
final class CheckCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private final PolicyArgument policy = new PolicyArgument();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "pretty, json or sarif. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.PRETTY;

  @Option(names = "--strict", description = "End with 3 if there is a warning, too.")
  private boolean strict;

  @Option(
      names = "--who-can",
      paramLabel = "REQUEST",
      description = "Tell instead who can do this, such as 'DELETE /customers/7'.")
  private @Nullable String request;

  @Option(
      names = "--handlers",
      paramLabel = "FILE",
      description = {
        "What handlers there are: a jar, a war, a folder of classes, or an audit trail; may stand"
            + " several times. Rules for others are told."
      })
  private List<Path> handlers = new ArrayList<>();

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException {
    if (request != null) {
      return whoCan(policy.policy(shell), RequestLine.parse(request));
    }
    Report report = report(policy.locate(shell));
    switch (format) {
      case JSON:
        JsonReport.print(shell, report);
        break;
      case SARIF:
        SarifReport.print(shell, report);
        break;
      default:
        PrettyReport.print(shell, report);
    }
    boolean bad =
        report.count(Report.Level.ERROR) > 0 || strict && report.count(Report.Level.WARNING) > 0;
    return bad ? Exit.INVALID : Exit.OK;
  }

  /** What is wrong; a file that can't even be read is a failure of the call, not of the policy. */
  private Report report(Path file) throws PolicyException {
    PolicySource source;
    try {
      source = PolicySource.read(file);
    } catch (PolicyException unread) {
      if (Bartizan.unreadable(unread)) {
        throw unread;
      }
      return new Report(
          file.toAbsolutePath().normalize(),
          unknown -> "",
          0,
          unread.problems(),
          Collections.emptyList());
    }
    Policy loaded = source.policy();
    return new Report(
        source.file(),
        source::text,
        loaded == null ? 0 : loaded.rules().size(),
        source.problems(),
        Analysis.of(source, handlers.isEmpty() ? null : HandlerFiles.of(shell, handlers)));
  }

  private int whoCan(Policy loaded, RequestLine line) {
    List<Access> all = WhoCan.reach(loaded, line.method(), line.path());
    format.only("check --who-can", Format.PRETTY, Format.JSON);
    if (format == Format.JSON) {
      AccessList.json(shell, line, all);
    } else {
      AccessList.pretty(shell, line, all);
    }
    return Exit.OK;
  }
}
