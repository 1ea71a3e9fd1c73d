package io.bartizan.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command has around it: where it prints, the jar that it came from, its environment.
 * Results go to {@link #out()}, all else (errors, progress, what was looked for) to {@link #err()}.
 */
public final class Shell {

  private final PrintStream out;
  private final PrintStream err;
  private final File jar;
  private final String version;
  private final Map<String, String> environment;
  private final boolean terminal;

  /**
   * A shell.
   *
   * @param terminal whether a person looks at the output as it is printed
   */
  public Shell(
      PrintStream out,
      PrintStream err,
      File jar,
      String version,
      Map<String, String> environment,
      boolean terminal) {
    this.out = out;
    this.err = err;
    this.jar = jar;
    this.version = version;
    this.environment = environment;
    this.terminal = terminal;
  }

  /** Where results go. */
  public PrintStream out() {
    return out;
  }

  /** Where errors and progress go. */
  public PrintStream err() {
    return err;
  }

  /** The agent's jar, an absolute path. */
  public File jar() {
    return jar;
  }

  /** The version that the jar was built as. */
  public String version() {
    return version;
  }

  /** The environment's variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Whether a person looks at the output as it is printed. */
  public boolean terminal() {
    return terminal;
  }

  /** Whether to colour: on a terminal that can, unless NO_COLOR is set (no-color.org). */
  public boolean colour() {
    String noColour = environment.get("NO_COLOR");
    return terminal
        && (noColour == null || noColour.isEmpty())
        && environment.get("TERM") != null
        && !"dumb".equals(environment.get("TERM"));
  }

  /** A text in a colour where there are colours. */
  public String paint(Colour colour, String text) {
    return colour() ? colour.begin() + text + Colour.END : text;
  }
}
