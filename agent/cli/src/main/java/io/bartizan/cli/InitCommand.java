package io.bartizan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code init}. */
@Command(
    name = "init",
    description = {
      "Write a first policy, bartizan.yaml, which observes and refuses nothing, and the schema that"
          + " editors check it by. What is there already is never written over."
    })
final class InitCommand implements Callable<Integer> {

  private static final String POLICY = "bartizan.yaml";
  private static final String SCHEMA = "bartizan.schema.json";

  private final Shell shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to write them. Default: the working directory.")
  private Path folder = Paths.get("");

  InitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    NewFile.folder(shell, folder);
    write(folder.resolve(POLICY), Resource.FIRST_POLICY.text());
    if (!Files.exists(folder.resolve(SCHEMA))) {
      write(folder.resolve(SCHEMA), Resource.SCHEMA.text());
    }
    return Exit.OK;
  }

  private void write(Path file, String text) {
    NewFile.write(shell, file, text, "name another folder: java -jar bartizan.jar init FOLDER");
    shell.out().println("wrote " + shell.shown(file));
  }
}
