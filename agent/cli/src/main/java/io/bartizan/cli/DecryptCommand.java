package io.bartizan.cli;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.AuditorFile;
import io.bartizan.engine.audit.seal.Auditors;
import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code decrypt}. */
@Command(
    name = "decrypt",
    description = {
      "Print the records of a sealed audit trail as they were before they were sealed.",
      "Each is checked first; at the first that is not what was written it stops."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:intact",
      "3:a log or key can't be used",
      "5:tampered with",
      "6:sound, but incomplete"
    })
final class DecryptCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = "a file of the trail")
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--auditor",
      paramLabel = "FILE",
      description = "the auditor's private key; left out: for records that are in clear")
  private @Nullable String auditor;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "the public seal key that you trust; left out: the one beside LOG")
  private @Nullable String key;

  DecryptCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    List<Path> files = AuditLogs.files(logs);
    Anchor anchor = AuditLogs.anchor(shell, key, files.get(0));
    Auditors auditors = auditors();
    Verdict verdict;
    try {
      // Without progress: the records themselves are on the terminal, or nobody looks.
      verdict = new LogFiles(files, (read, of) -> {}).decrypt(anchor, auditors, shell.out());
    } catch (SealException unusable) {
      throw AuditLogs.unusable(files.get(0), unusable.reason(), "name the key with --auditor");
    } catch (IOException | UncheckedIOException failed) {
      throw AuditLogs.unusable(files.get(0), "reading or printing failed: " + failed, null);
    }
    for (Finding finding : verdict.findings()) {
      shell
          .err()
          .println(
              finding.file()
                  + ":"
                  + finding.line()
                  + ": "
                  + finding.kind().word()
                  + ": "
                  + finding.message());
    }
    return VerifyCommand.exit(verdict);
  }

  private @Nullable Auditors auditors() {
    if (auditor == null) {
      return null;
    }
    Path file = Paths.get(auditor);
    try {
      return AuditorFile.readPrivate(file);
    } catch (SealException | IOException unusable) {
      throw AuditLogs.unusable(
          file, "the auditor's key can't be used: " + AuditLogs.why(unusable), null);
    }
  }
}
