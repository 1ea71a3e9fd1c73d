package io.bartizan.cli;

import io.bartizan.policy.trial.Given;

/** A change of a request, in words and in fact. */
final class Change {

  private final String words;
  private final int size;
  private final Given given;

  Change(String words, int size, Given given) {
    this.words = words;
    this.size = size;
    this.given = given;
  }

  /** What is changed, such as {@code with the role clerk}. */
  String words() {
    return words;
  }

  /** How many attributes are changed. */
  int size() {
    return size;
  }

  /** The request as it is then. */
  Given given() {
    return given;
  }

  /** This change and then another of what it left. */
  Change then(Change next) {
    return new Change(words + ", " + next.words, size + next.size, next.given);
  }
}
