package io.bartizan.policy.load;

/** Where something stands in a policy file. */
public final class Place {

  private final int line;
  private final int column;

  Place(Tree tree) {
    this.line = tree.line;
    this.column = tree.column;
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
