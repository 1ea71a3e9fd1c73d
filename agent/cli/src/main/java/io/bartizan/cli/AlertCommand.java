package io.bartizan.cli;

import io.bartizan.engine.alert.AlertException;
import io.bartizan.engine.alert.Lookout;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Alerts;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code alert}. */
@Command(
    name = "alert",
    description = {
      "Show where a policy's alerts go; with --test, send a trial by each way and say what came of"
          + " it. Ends with 6 if one was not taken."
    })
final class AlertCommand implements Callable<Integer> {

  private final Shell shell;

  @Option(names = "--test", description = "Send a trial alert by each way.")
  private boolean test;

  @Mixin private PolicyArgument policy = new PolicyArgument();

  AlertCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException, InterruptedException {
    Policy loaded = policy.policy(shell);
    Alerts alerts = loaded.audit().alerts();
    if (alerts == null || alerts.sinks().isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "BZ6020",
          shell.shown(loaded.file()),
          "its alerts go nowhere",
          "write audit.alerts, such as [{command: [/usr/local/bin/page, oncall]}]");
    }
    boolean all = true;
    for (AlertSink sink : alerts.sinks()) {
      if (test) {
        all &= tried(sink, loaded);
      } else {
        List<String> kinds = new ArrayList<>();
        for (AlertKind kind : sink.on()) {
          kinds.add(kind.word());
        }
        shell.out().println(sink + ": " + String.join(", ", kinds));
      }
    }
    return all ? Exit.OK : Exit.INCOMPLETE;
  }

  private boolean tried(AlertSink sink, Policy loaded) throws InterruptedException {
    String why;
    try {
      why = Lookout.attempt(sink, loaded);
    } catch (AlertException unusable) {
      why = String.valueOf(unusable.getMessage());
    }
    shell.out().println(sink + ": " + (why == null ? "taken" : "not taken: " + why));
    return why == null;
  }
}
