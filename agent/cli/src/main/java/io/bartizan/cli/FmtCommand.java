package io.bartizan.cli;

import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyFormat;
import io.bartizan.policy.load.PolicySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fmt}. */
@Command(
    name = "fmt",
    description = {
      "Format a policy: two spaces a level, lists below their key, comments and empty lines kept."
          + " Nothing but white space changes."
    })
final class FmtCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "The policy file.")
  private Path file = java.nio.file.Paths.get("");

  @Option(names = "--check", description = "Write nothing; end with 5 if it is not formatted.")
  private boolean check;

  FmtCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws PolicyException, IOException {
    PolicySource source = PolicySource.read(file);
    String formatted = PolicyFormat.of(source);
    if (formatted == null) {
      throw new Failure(
          Exit.UNKNOWN,
          "BZ5007",
          shell.shown(file),
          "a comment stands where formatting would lose it; the file is as it was",
          "move comments out of values in braces or brackets, onto lines of their own");
    }
    if (formatted.equals(source.text())) {
      return Exit.OK;
    }
    if (check) {
      shell.out().println(shell.shown(file) + " is not formatted");
      return Exit.DIFFERENCE;
    }
    replace(source.file(), formatted);
    shell.out().println("formatted " + shell.shown(file));
    return Exit.OK;
  }

  /** By renaming: an agent that watches the file never sees half of it. */
  private static void replace(Path path, String text) throws IOException {
    Path real = path.toRealPath();
    Path next = Files.createTempFile(real.getParent(), ".bartizan-", ".yaml");
    try {
      Files.write(next, text.getBytes(StandardCharsets.UTF_8));
      if (real.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(real);
        Files.setPosixFilePermissions(next, permissions);
      }
      Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
