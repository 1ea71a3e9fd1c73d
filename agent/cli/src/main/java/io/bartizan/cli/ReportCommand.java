package io.bartizan.cli;

import io.bartizan.desk.evidence.Evidence;
import io.bartizan.desk.page.ReportPage;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.story.Survey;
import io.bartizan.desk.trail.TrailRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--compliance",
      description = "tell also which records answer GDPR, HIPAA, PCI DSS and NIST SP 800-228")
  private boolean compliance;

  @Option(
      names = "--admin-role",
      paramLabel = "ROLE",
      description = "with --compliance: a role that administrates; may be repeated (admin)")
  private Set<String> admins = new LinkedHashSet<>();

  ReportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Survey survey = new Survey();
    Evidence evidence = compliance ? new Evidence(roles()) : null;
    int exit =
        logs.read(shell, files, new Query(), "reading", record -> add(record, survey, evidence));
    Path file = Paths.get(output);
    String page = ReportPage.of(survey, logs.noticed(), evidence, System.currentTimeMillis());
    try {
      write(file.toAbsolutePath(), page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unwritable) {
      throw new Failure(
          Exit.USAGE, "BZ5006", output, "the report can't be written: " + unwritable, null);
    }
    shell.out().println("wrote " + shell.shown(file));
    return exit;
  }

  private Set<String> roles() {
    if (admins.isEmpty()) {
      admins.add("admin");
    }
    return admins;
  }

  private static void add(TrailRecord record, Survey survey, @Nullable Evidence evidence) {
    survey.add(record);
    if (evidence != null) {
      evidence.add(record);
    }
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
