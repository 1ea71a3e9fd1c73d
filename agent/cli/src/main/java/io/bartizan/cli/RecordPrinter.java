package io.bartizan.cli;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import java.util.Locale;

/** Prints records, in one of the forms that {@code search --format} names. */
interface RecordPrinter {

  /** What stands before the first record. */
  default void head() {}

  /** Prints a record. */
  void print(TrailRecord record);

  /**
   * The printer of a form.
   *
   * @throws Failure if there is none of this name
   */
  static RecordPrinter of(String format, Shell shell) {
    switch (format.toLowerCase(Locale.ROOT)) {
      case "text":
        return record -> shell.out().println(line(shell, record));
      case "json":
        return record -> {
          shell.out().write(record.line(), 0, record.line().length);
          shell.out().write('\n');
        };
      case "csv":
        return new CsvPrinter(shell);
      default:
        throw LogOptions.usage("search has no format '" + format + "': text, json or csv");
    }
  }

  /** One line for people. */
  static String line(Shell shell, TrailRecord record) {
    StringBuilder line = new StringBuilder(Moments.shown(record.time()));
    line.append(' ').append(verdict(shell, record));
    if (record.request()) {
      line.append(' ')
          .append(Shown.of(record.principal() == null ? "anonymous" : record.principal()));
      line.append(" from ").append(Shown.of(record.client()));
      line.append(": ")
          .append(Shown.of(record.method()))
          .append(' ')
          .append(Shown.of(record.path()));
      if (record.status() > 0) {
        line.append(", ").append(record.status());
      }
      line.append(record.rule() == null ? " (" : " (rule " + Shown.of(record.rule()) + ", ");
    } else {
      line.append(" (");
    }
    line.append(Shown.of(record.reason()));
    if (record.told() > 1) {
      line.append(", ").append(record.told()).append(" times");
    }
    line.append(") ").append(Shown.of(record.service()));
    return line.append(' ').append(Shown.of(record.id())).toString();
  }

  /** What became of it, in one word. */
  static String verdict(Shell shell, TrailRecord record) {
    if (!record.request()) {
      return Shown.of(record.activity().toLowerCase(Locale.ROOT));
    }
    String word = record.throttled() ? "throttled" : record.outcome().toLowerCase(Locale.ROOT);
    return record.refused() ? shell.paint(Colour.BAD, word) : Shown.of(word);
  }
}
