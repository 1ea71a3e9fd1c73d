package io.bartizan.agent;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/** What {@code java -jar bartizan.jar} runs: the command line, from where the agent's code is. */
public final class Main {

  private static final String COMMAND_LINE = "io.bartizan.cli.Bartizan";

  /** The first code of the table of exit codes that stands for what nobody foresaw. */
  private static final int UNKNOWN = 1;

  private Main() {}

  /** Runs a command, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      File jar =
          new File(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .getAbsoluteFile();
      return (Integer)
          new CommandLoader(jar)
              .loadClass(COMMAND_LINE)
              .getMethod("run", String[].class, File.class, String.class)
              .invoke(null, arguments, jar, version());
    } catch (InvocationTargetException thrown) {
      return failed(thrown.getCause() == null ? thrown : thrown.getCause());
    } catch (Exception | LinkageError failed) {
      return failed(failed);
    }
  }

  /** The version that the jar was built as. */
  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  @SuppressWarnings("SystemOut") // a command line's output
  private static int failed(Throwable failed) {
    System.err.println("bartizan: error BZ5001: the command failed: " + failed);
    return UNKNOWN;
  }
}
