package io.bartizan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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
    write(folder.resolve(POLICY), Resource.FIRST_POLICY.text());
    if (!Files.exists(folder.resolve(SCHEMA))) {
      write(folder.resolve(SCHEMA), Resource.SCHEMA.text());
    }
    return Exit.OK;
  }

  private void write(Path file, String text) {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // As the agent wants it, whatever the umask is: nobody else may write it.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (FileAlreadyExistsException there) {
      throw new Failure(
          Exit.USAGE,
          "BZ5006",
          shell.shown(file),
          "the file is there already",
          "name another folder: java -jar bartizan.jar init FOLDER");
    } catch (IOException failed) {
      throw new Failure(
          Exit.USAGE, "BZ5006", shell.shown(file), "the file can't be written: " + failed, null);
    }
    shell.out().println("wrote " + shell.shown(file));
  }
}
