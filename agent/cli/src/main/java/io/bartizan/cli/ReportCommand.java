package io.bartizan.cli;

import io.bartizan.desk.page.ReportPage;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.story.Survey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}. */
@Command(
    name = "report",
    description = {
      "Write a page of HTML about a stretch of time.",
      "Permits, refusals and throttles, who asked for what, incidents, changes of the policy. The",
      "page is whole in itself: it fetches nothing and runs no script."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the page was written",
      "2:a log can't be read, or the page not be written",
      "3:a sealed log or its key can't be used",
      "5:a sealed log was tampered with; the page tells of it"
    })
final class ReportCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(arity = "1..*", paramLabel = "LOG", description = LogOptions.LOGS)
  private List<String> files = new ArrayList<>();

  @Mixin private LogOptions logs = new LogOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where the page is written; left out: report.html")
  private String output = "report.html";

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Survey survey = new Survey();
    int exit = logs.read(shell, files, new Query(), "reading", survey::add);
    Path file = Paths.get(output);
    String page = ReportPage.of(survey, logs.noticed(), System.currentTimeMillis());
    try {
      write(file.toAbsolutePath(), page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw new Failure(
          Exit.USAGE, "BZ5006", output, "the report can't be written: " + unwritable, null);
    }
    shell.out().println("wrote " + shell.shown(file));
    return exit;
  }

  /** The page or, if that fails, what was there before. */
  private static void write(Path file, byte[] page) throws IOException {
    Path draft = Files.createTempFile(file.getParent(), ".report-", ".html");
    try {
      Files.write(draft, page);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
