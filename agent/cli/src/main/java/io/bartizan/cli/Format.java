package io.bartizan.cli;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** What {@code --format} may say. Not every command knows every one. */
public enum Format {
  /** For people, and not to be parsed. */
  PRETTY,
  /** One JSON document on standard output, and nothing else there. */
  JSON,
  /** SARIF 2.1.0, which code scanners read. */
  SARIF;

  /** Reads one, as it stands on the command line. */
  static Format parse(String word) {
    for (Format format : values()) {
      if (format.toString().equals(word.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new TypeConversionException("there is no format '" + word + "'");
  }

  /**
   * Refuses a format that a command does not know.
   *
   * @throws Failure if this is not one of those known
   */
  void only(String command, Format... known) {
    if (!Arrays.asList(known).contains(this)) {
      throw new Failure(
          Exit.USAGE,
          "BZ5002",
          null,
          command + " has no format " + this,
          "see: java -jar bartizan.jar help " + command.split(" ")[0]);
    }
  }

  /** As it stands on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
