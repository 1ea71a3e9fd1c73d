package io.bartizan.cli;

import io.bartizan.engine.coverage.ChildJvms;
import io.bartizan.engine.coverage.Ledger;
import io.bartizan.engine.coverage.ListeningPorts;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code doctor}. */
@Command(
    name = "doctor",
    description = {
      "Tell what the agent protects in a running JVM, and what listens there unprotected.",
      "Ends with 7 if anything is not protected."
    })
final class DoctorCommand implements Callable<Integer> {

  /** Two looks of the agent, and one to publish what they found. */
  private static final long PATIENCE_SECONDS = 3;

  private final Shell shell;

  @Parameters(
      paramLabel = "PID|LOG",
      description = "A JVM of this machine, or the file that its standard error goes to.")
  private String target = "";

  DoctorCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    Findings findings = target.matches("[0-9]{1,10}") ? ofProcess(target) : ofLog(new File(target));
    findings.print(shell);
    return findings.protectedThroughout() ? Exit.OK : Exit.UNPROTECTED;
  }

  /** A port may have opened this moment: the agent, which looks every second, gets its time. */
  private Findings ofProcess(String pid) throws Failure {
    Findings first = look(pid);
    if (!first.untold()) {
      return first;
    }
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    return look(pid);
  }

  private Findings look(String pid) throws Failure {
    Findings findings = new Findings();
    String said = Attached.property(pid, Ledger.PROPERTY);
    if (said != null) {
      for (String line : said.split("\n", -1)) {
        findings.read(line);
      }
    }
    Set<Integer> open = new ListeningPorts(pid).open();
    findings.hold(open, said != null);
    findings.holdChildren(new ChildJvms(pid, shell.jar().getName()).withoutAgent());
    return findings;
  }

  private static Findings ofLog(File log) throws Failure {
    Findings findings = new Findings();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(log), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String said = said(line);
        if (said != null) {
          findings.read(said);
        }
      }
    } catch (IOException unreadable) {
      throw new Failure(
          Exit.USAGE,
          "BZ5101",
          null,
          log + " can't be read: " + Unread.why(unreadable),
          "name a process by its number, or the file that holds its standard error");
    }
    findings.holdSilence();
    return findings;
  }

  /** What the agent said in a line, whatever a service manager or a logger put before it. */
  private static @Nullable String said(String line) {
    int alarm = line.indexOf("UnprotectedAlarm - UNPROTECTED: ");
    if (alarm >= 0) {
      return line.substring(line.indexOf("UNPROTECTED: ", alarm));
    }
    int at = line.indexOf("bartizan: ");
    return at < 0 ? null : line.substring(at + "bartizan: ".length());
  }
}
