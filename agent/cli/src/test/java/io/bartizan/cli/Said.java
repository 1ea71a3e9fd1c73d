package io.bartizan.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a command printed, and what it would end the process with. */
record Said(int exit, String out, String err) {

  /** Runs a command in this process, without a terminal. */
  static Said by(String... arguments) {
    return by(Map.of(), false, arguments);
  }

  static Said by(Map<String, String> environment, boolean terminal, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new File("/opt/bartizan/bartizan.jar"),
            "1.2.3",
            environment,
            terminal);
    int exit = Bartizan.run(arguments, shell);
    return new Said(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
