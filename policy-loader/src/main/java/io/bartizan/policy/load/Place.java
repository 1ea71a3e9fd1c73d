package io.bartizan.policy.load;

import java.nio.file.Path;

/** Where something stands in a policy file. */
public final class Place {

  private final Path file;
  private final int line;
  private final int column;

  Place(Path file, Tree tree) {
    this.file = file;
    this.line = tree.line;
    this.column = tree.column;
  }

  /** The file's absolute path. */
  public Path file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1. */
  public int column() {
    return column;
  }
}
