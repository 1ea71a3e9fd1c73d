package io.bartizan.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code schema}. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of policies, for editors. The agent itself checks more.")
final class SchemaCommand implements Callable<Integer> {

  private final Shell shell;

  SchemaCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    shell.out().print(Resource.SCHEMA.text());
    return Exit.OK;
  }
}
