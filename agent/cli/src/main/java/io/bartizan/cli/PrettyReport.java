package io.bartizan.cli;

/** A report for people: as compilers print it, with the line and a caret. */
final class PrettyReport {

  /** Longer lines are not shown: nobody finds the caret below them. */
  private static final int WIDTH = 120;

  private PrettyReport() {}

  static void print(Shell shell, Report report) {
    String file = shell.shown(report.file());
    for (Report.Item item : report.items()) {
      String shown = shell.shown(item.file);
      String place = item.line == 0 ? shown : shown + ":" + item.line + ":" + item.column;
      shell
          .out()
          .println(
              shell.paint(Colour.STRONG, place + ":")
                  + " "
                  + shell.paint(item.level.colour(), item.level.word() + " " + item.code + ":")
                  + " "
                  + item.message);
      excerpt(shell, report, item);
      if (item.hint != null) {
        shell.out().println("  hint: " + item.hint);
      }
    }
    shell.out().println(file + ": " + summary(report));
  }

  private static void excerpt(Shell shell, Report report, Report.Item item) {
    String line = report.line(item);
    if (line.trim().isEmpty() || line.length() > WIDTH || item.column > line.length() + 1) {
      return;
    }
    StringBuilder caret = new StringBuilder();
    for (int i = 0; i < item.column - 1; i++) {
      caret.append(line.charAt(i) == '\t' ? '\t' : ' ');
    }
    shell.out().println("  | " + line);
    shell.out().println("  | " + caret + shell.paint(item.level.colour(), "^"));
  }

  private static String summary(Report report) {
    StringBuilder text = new StringBuilder();
    if (report.count(Report.Level.ERROR) > 0) {
      count(text, report.count(Report.Level.ERROR), "error");
    } else {
      text.append("valid, ");
      count(text, report.rules(), "rule");
    }
    for (Report.Level level : new Report.Level[] {Report.Level.WARNING, Report.Level.NOTE}) {
      if (report.count(level) > 0) {
        text.append(", ");
        count(text, report.count(level), level.word());
      }
    }
    return text.toString();
  }

  private static void count(StringBuilder text, long count, String what) {
    text.append(count).append(' ').append(what).append(count == 1 ? "" : "s");
  }
}
