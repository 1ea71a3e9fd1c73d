package io.bartizan.cli;

import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.load.PolicyLocator;
import io.bartizan.policy.load.PolicySource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The policy file that a command is about. */
final class PolicyArgument {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The policy file. Left out, it is looked for as the agent does; see config.")
  private @Nullable Path file;

  /** The same from an option. */
  static PolicyArgument of(@Nullable Path file) {
    PolicyArgument argument = new PolicyArgument();
    argument.file = file;
    return argument;
  }

  /** What was named; null if nothing was. */
  @Nullable String named() {
    return file == null ? null : file.toString();
  }

  /** The file's path. */
  Path locate(Shell shell) throws PolicyException {
    return file == null
        ? new PolicyLocator(null, shell.jar().toPath(), shell.environment(), System.getProperties())
            .locate()
        : file;
  }

  /** The file, whatever it holds. */
  PolicySource source(Shell shell) throws PolicyException {
    return PolicySource.read(locate(shell));
  }

  /** The policy, whole and valid. */
  Policy policy(Shell shell) throws PolicyException {
    return PolicyLoader.load(locate(shell));
  }
}
