package io.bartizan.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Every command, in the order of the help. */
final class Commands {

  private Commands() {}

  /** One line each; a command's name and texts stand in its own annotations. */
  static List<Callable<Integer>> of(Shell shell) {
    List<Callable<Integer>> all = new ArrayList<>();
    all.add(new CheckCommand(shell));
    all.add(new TestCommand(shell));
    all.add(new ExplainCommand(shell));
    all.add(new DiffCommand(shell));
    all.add(new LearnCommand(shell));
    all.add(new FmtCommand(shell));
    all.add(new SchemaCommand(shell));
    all.add(new InitCommand(shell));
    all.add(new ConfigCommand(shell));
    all.add(new AlertCommand(shell));
    all.add(new SearchCommand(shell));
    all.add(new TimelineCommand(shell));
    all.add(new ReportCommand(shell));
    all.add(new VerifyCommand(shell));
    all.add(new DecryptCommand(shell));
    all.add(new KeysCommand(shell));
    all.add(new DoctorCommand(shell));
    all.add(new VersionCommand(shell));
    return all;
  }
}
