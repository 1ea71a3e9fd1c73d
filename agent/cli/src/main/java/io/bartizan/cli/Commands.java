package io.bartizan.cli;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Every command, in the order of the help. */
final class Commands {

  private Commands() {}

  /** One line each; a command's name and texts stand in its own annotations. */
  static List<Callable<Integer>> of(Shell shell) {
    return Arrays.asList(new DoctorCommand(shell), new VersionCommand(shell));
  }
}
