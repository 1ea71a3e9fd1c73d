package io.bartizan.cli;

import io.bartizan.policy.analysis.Check;
import io.bartizan.policy.analysis.Finding;
import io.bartizan.policy.load.Problem;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a check has to say of one policy file: errors of the loader, findings of the analysis. */
final class Report {

  /** How much an item matters; the words are those of SARIF 2.1.0, 3.27.10. */
  enum Level {
    ERROR(Colour.BAD),
    WARNING(Colour.WARNING),
    NOTE(Colour.FAINT);

    private final Colour colour;

    Level(Colour colour) {
      this.colour = colour;
    }

    Colour colour() {
      return colour;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** One thing that is wrong, or may be. */
  static final class Item {
    final Level level;
    final Path file;
    final String code;
    final int line;
    final int column;
    final String message;
    final @Nullable String hint;

    private Item(Problem problem) {
      this.level = Level.ERROR;
      this.file = Paths.get(problem.file());
      this.code = problem.code();
      this.line = problem.line();
      this.column = problem.column();
      this.message = problem.message();
      this.hint = problem.hint();
    }

    private Item(Finding finding) {
      this.level = finding.check().level() == Check.Level.NOTE ? Level.NOTE : Level.WARNING;
      this.file = finding.place().file();
      this.code = finding.check().name();
      this.line = finding.place().line();
      this.column = finding.place().column();
      this.message = finding.message();
      this.hint = finding.hint();
    }
  }

  private final Path file;
  private final Function<Path, String> texts;
  private final int rules;
  private final List<Item> items;

  /**
   * A report.
   *
   * @param texts the text of the policy's file, and of each that it includes
   */
  Report(
      Path file,
      Function<Path, String> texts,
      int rules,
      List<Problem> problems,
      List<Finding> findings) {
    this.file = file;
    this.texts = texts;
    this.rules = rules;
    List<Item> all = new ArrayList<>();
    problems.forEach(problem -> all.add(new Item(problem)));
    findings.forEach(finding -> all.add(new Item(finding)));
    this.items = Collections.unmodifiableList(all);
  }

  Path file() {
    return file;
  }

  /** The rules of the policy; 0 if it is broken. */
  int rules() {
    return rules;
  }

  List<Item> items() {
    return items;
  }

  long count(Level level) {
    return items.stream().filter(item -> item.level == level).count();
  }

  /** The line of an item, empty if there is no such line. */
  String line(Item item) {
    int number = item.line;
    String[] lines = texts.apply(item.file).split("\r\n|[\n\r\u0085\u2028\u2029]", -1);
    return number >= 1 && number <= lines.length ? lines[number - 1] : "";
  }
}
