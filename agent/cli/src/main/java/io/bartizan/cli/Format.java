package io.bartizan.cli;

/** What {@code --format} may say. Not every command knows every one. */
public enum Format {
  /** For people, and not to be parsed. */
  PRETTY,
  /** One JSON document on standard output, and nothing else there. */
  JSON,
  /** SARIF 2.1.0, which code scanners read. */
  SARIF;

  /** As it stands on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
