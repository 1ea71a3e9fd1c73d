package io.bartizan.agent;

import java.io.File;
import java.net.URISyntaxException;

/** What {@code java -jar bartizan.jar} runs: tells how the jar is used. */
public final class Main {

  /** EX_USAGE of sysexits.h is 64; Bartizan's own table says 2, as most command lines do. */
  private static final int USAGE = 2;

  private Main() {}

  /** Prints the flag to copy, or the version. */
  public static void main(String[] arguments) throws URISyntaxException {
    if (arguments.length == 0 || is(arguments, "help")) {
      print(help());
    } else if (is(arguments, "version")) {
      print("bartizan " + version());
    } else {
      complain("bartizan: no such command: " + String.join(" ", arguments));
      complain(help());
      System.exit(USAGE);
    }
  }

  private static boolean is(String[] arguments, String command) {
    return arguments.length == 1
        && (arguments[0].equals(command) || arguments[0].equals("--" + command));
  }

  /** The version that the jar was built as. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static String help() throws URISyntaxException {
    File jar = new File(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String path = jar.getAbsolutePath();
    String flag = "-javaagent:" + path;
    if (path.indexOf(' ') >= 0) {
      flag = '"' + flag + '"';
    }
    return "Add this flag to the start of your server's JVM:\n\n  "
        + flag
        + "\n\nand put a bartizan.yaml next to the application, or name it in the flag:\n\n  "
        + (flag.endsWith("\"") ? flag.substring(0, flag.length() - 1) : flag)
        + "=/path/to/bartizan.yaml"
        + (flag.endsWith("\"") ? "\"" : "")
        + "\n\nOther commands: version, help";
  }

  @SuppressWarnings("SystemOut") // a command line's output
  private static void print(String text) {
    System.out.println(text);
  }

  @SuppressWarnings("SystemOut") // a command line's output
  private static void complain(String text) {
    System.err.println(text);
  }
}
