package io.bartizan.cli;

import io.bartizan.policy.load.PolicyException;
import java.io.File;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole; called without a command, it tells how the jar is used. */
@Command(
    name = "java -jar bartizan.jar",
    synopsisHeading = "%nUsage: ",
    customSynopsis = "java -jar bartizan.jar COMMAND [ARGUMENTS]",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:something failed that nobody foresaw",
      "2:called wrongly, or what was given can't be read",
      "3:the policy is invalid",
      "4:tests of the policy failed",
      "5:a difference, or tampering",
      "6:sound, but incomplete",
      "7:something is not protected"
    })
public final class Bartizan implements Callable<Integer> {

  private static final int WIDTH = 100;

  private final Shell shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-V", "--version"},
      description = "Print the version.")
  private boolean version;

  Bartizan(Shell shell) {
    this.shell = shell;
  }

  /** Runs a command of the process. Called by name, from the plain class that the JVM starts. */
  @SuppressWarnings("SystemOut") // a command line's output
  public static int run(String[] arguments, File jar, String version) {
    Shell shell =
        new Shell(System.out, System.err, jar, version, System.getenv(), Terminal.present());
    int exit = run(arguments, shell);
    System.out.flush();
    return exit;
  }

  /**
   * Runs a command.
   *
   * @return what the process should end with, one of {@link Exit}
   */
  public static int run(String[] arguments, Shell shell) {
    return line(shell).execute(arguments);
  }

  /** All commands, ready to run. */
  static CommandLine line(Shell shell) {
    CommandLine line = new CommandLine(new Bartizan(shell));
    for (Callable<Integer> command : Commands.of(shell)) {
      line.addSubcommand(command);
    }
    line.getSubcommands().values().forEach(Bartizan::withHelp);
    line.addSubcommand(new HelpCommand());
    withHelp(line);
    return line.setOut(writer(shell.out()))
        .setErr(writer(shell.err()))
        .setColorScheme(CommandLine.Help.defaultColorScheme(shell.colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(WIDTH)
        .registerConverter(Format.class, Format::parse)
        .setParameterExceptionHandler((wrong, all) -> usage(shell, wrong))
        .setExecutionExceptionHandler((thrown, at, parsed) -> failed(shell, thrown));
  }

  private static void withHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help.")
                .build());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
  }

  private static int usage(Shell shell, ParameterException wrong) {
    String hint = "java -jar bartizan.jar help";
    if (wrong.getCommandLine().getParent() != null) {
      hint += " " + wrong.getCommandLine().getCommandName();
    }
    StringBuilder suggestions = new StringBuilder();
    if (wrong instanceof UnmatchedArgumentException) {
      for (String near : ((UnmatchedArgumentException) wrong).getSuggestions()) {
        suggestions.append(suggestions.length() == 0 ? "did you mean " : " or ").append(near);
      }
    }
    Failure failure =
        new Failure(
            Exit.USAGE,
            "BZ5002",
            null,
            String.valueOf(wrong.getMessage()),
            suggestions.length() == 0 ? "see: " + hint : suggestions + "? See: " + hint);
    return failed(shell, failure);
  }

  private static int failed(Shell shell, Exception thrown) {
    if (thrown instanceof Failure) {
      shell.err().println(((Failure) thrown).told());
      return ((Failure) thrown).exit();
    }
    if (thrown instanceof PolicyException) {
      ((PolicyException) thrown).problems().forEach(shell.err()::println);
      return unreadable((PolicyException) thrown) ? Exit.USAGE : Exit.INVALID;
    }
    shell.err().println("bartizan: error BZ5001: the command failed: " + thrown);
    // Nobody foresaw it: whoever reports it needs the trace, and a command line has no log.
    thrown.printStackTrace(shell.err());
    return Exit.UNKNOWN;
  }

  /** Whether a policy is not even there, or can't be read: then nothing was learned about it. */
  static boolean unreadable(PolicyException thrown) {
    String code = thrown.problems().get(0).code();
    return code.equals("BZ1001") || code.equals("BZ1002");
  }

  @Override
  public Integer call() {
    if (version) {
      return new VersionCommand(shell).call();
    }
    shell.out().println(flag());
    spec.commandLine().usage(spec.commandLine().getOut());
    return Exit.OK;
  }

  /** What to add to a server's start. */
  private String flag() {
    String quote = shell.jar().getPath().indexOf(' ') < 0 ? "" : "\"";
    String flag = quote + "-javaagent:" + shell.jar();
    return "Add this flag to the start of your server's JVM:\n\n  "
        + flag
        + quote
        + "\n\nand put a bartizan.yaml next to the application, or name it in the flag:\n\n  "
        + flag
        + "=/path/to/bartizan.yaml"
        + quote;
  }
}
