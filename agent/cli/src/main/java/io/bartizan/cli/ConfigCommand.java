package io.bartizan.cli;

import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLocator;
import io.bartizan.policy.load.PolicySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config}. */
@Command(
    name = "config",
    description = {
      "Show where the policy is looked for, and each setting with where it comes from. A server's"
          + " own properties are known to its JVM only: pass them on, as in java"
          + " -Dcatalina.base=/srv/tomcat -jar bartizan.jar config."
    })
final class ConfigCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private final PolicyArgument policy = new PolicyArgument();

  ConfigCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException {
    shell.out().println("looked for, the first that is there counts:");
    named("argument", policy.named());
    named("-Dbartizan.config", System.getProperty("bartizan.config"));
    named("BARTIZAN_CONFIG", shell.environment().get("BARTIZAN_CONFIG"));
    PolicyLocator locator =
        new PolicyLocator(null, shell.jar().toPath(), shell.environment(), System.getProperties());
    for (Path place : locator.places()) {
      shell.out().println("  " + place + (Files.exists(place) ? "  (is there)" : ""));
    }
    PolicySource source = policy.source(shell);
    if (source.policy() == null) {
      source.problems().forEach(shell.err()::println);
      return Exit.INVALID;
    }
    shell.out().println("\nread: " + source.file() + "\n");
    for (Map.Entry<String, String> setting : Settings.of(source).entrySet()) {
      shell.out().println("  " + setting.getKey() + ": " + setting.getValue());
    }
    return Exit.OK;
  }

  private void named(String by, @Nullable String value) {
    shell.out().println("  " + by + ": " + (value == null ? "not given" : value));
  }
}
