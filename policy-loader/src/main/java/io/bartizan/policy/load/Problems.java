package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file, and with those that it includes. */
final class Problems {

  /** More than these help nobody; a file of one mistake a line is not a policy. */
  private static final int MAX = 50;

  private final String file;
  private final List<Problem> all;

  Problems(String file) {
    this(file, new ArrayList<>());
  }

  private Problems(String file, List<Problem> all) {
    this.file = file;
    this.all = all;
  }

  /** The same collection, for what is wrong with another file. */
  Problems in(String other) {
    return new Problems(other, all);
  }

  void add(Code code, Tree at, String message, @Nullable String hint) {
    add(new Problem(code, file, at.line, at.column, message, hint));
  }

  void add(Problem problem) {
    if (all.size() < MAX) {
      all.add(problem);
    }
  }

  String file() {
    return file;
  }

  List<Problem> all() {
    return all;
  }

  boolean none() {
    return all.isEmpty();
  }
}
