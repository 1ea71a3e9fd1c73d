package io.bartizan.cli;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Checkpoint;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}. */
@Command(
    name = "verify",
    description = {
      "Check that a sealed audit trail is whole and unchanged.",
      "Give all files of the trail, in any order; those ending in .gz are unpacked on the way."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:intact",
      "3:a log or key can't be used",
      "5:tampered with",
      "6:sound, but incomplete"
    })
final class VerifyCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "a file of the trail")
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "the public seal key that you trust, or what --save kept; left out: the one beside LOG")
  private @Nullable String key;

  @Option(
      names = {"--checkpoints", "--checkpoint"},
      paramLabel = "FILE",
      description =
          "checkpoints that were kept elsewhere: the trail must still hold all that they cover")
  private List<String> checkpoints = new ArrayList<>();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "if intact, keep the key that the next segment will have, for --key")
  private @Nullable String save;

  @Option(names = "--format", paramLabel = "FORMAT", description = "pretty or json")
  private Format format = Format.PRETTY;

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<Path> files = AuditLogs.files(logs);
    Anchor anchor = AuditLogs.anchor(shell, key, files.get(0));
    List<Checkpoint> kept = kept();
    Verdict verdict;
    try (Progress progress = new Progress(shell, "verifying")) {
      verdict = new LogFiles(files, progress::at).verify(anchor, kept);
    } catch (IOException unreadable) {
      throw AuditLogs.unusable(files.get(0), "the log can't be read: " + unreadable, null);
    }
    Anchor next = verdict.next();
    String to = save;
    if (verdict.intact() && next != null && to != null) {
      save(Paths.get(to), next);
    }
    VerdictPrinter printer = new VerdictPrinter(shell);
    if (format == Format.JSON) {
      printer.json(verdict, anchor);
    } else {
      printer.pretty(verdict);
    }
    return exit(verdict);
  }

  static int exit(Verdict verdict) {
    if (verdict.tampered()) {
      return Exit.DIFFERENCE;
    }
    return verdict.intact() ? Exit.OK : Exit.INCOMPLETE;
  }

  private List<Checkpoint> kept() {
    List<Checkpoint> kept = new ArrayList<>();
    for (String name : checkpoints) {
      Path file = Paths.get(name);
      try {
        kept.addAll(LogFiles.kept(file));
      } catch (SealException | IOException unusable) {
        throw AuditLogs.unusable(file, "it holds no checkpoints: " + AuditLogs.why(unusable), null);
      }
    }
    return kept;
  }

  private static void save(Path file, Anchor next) {
    try {
      Files.write(file, next.json().getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw AuditLogs.unusable(file, "it can't be written: " + unwritable, null);
    }
  }
}
