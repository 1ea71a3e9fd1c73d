package io.bartizan.policy.analysis;

/** The checks, by their stable codes; each has a page in the docs. A code is never used again. */
public enum Check {
  /** A rule that can never match. */
  BZ6001(Level.WARNING, "A rule that can never match."),
  /** An allow that a deny shadows whole. */
  BZ6002(Level.WARNING, "An allow that a deny shadows whole."),
  /** An allow that is wider than it looks. */
  BZ6003(Level.WARNING, "An allow that is wider than it looks."),
  /** A template that takes in another rule's path, for other people. */
  BZ6004(Level.WARNING, "A template that takes in another rule's path, for other people."),
  /** An allow that permits nothing which another does not. */
  BZ6005(Level.WARNING, "An allow that permits nothing which another does not."),
  /** A role that nobody can be sure of: a near miss of another, or one that no rule names. */
  BZ6006(Level.WARNING, "A role that looks like a slip of the pen, or that no rule names."),
  /** A deny that nothing needs. */
  BZ6007(Level.NOTE, "A deny that refuses nothing which is allowed."),
  /** A condition that is no condition. */
  BZ6013(Level.WARNING, "A condition that always comes to the same."),
  /** A handler that nobody knows. */
  BZ6014(Level.WARNING, "A handler that the application does not have."),
  /** A rule that has expired. */
  BZ1070(Level.WARNING, "A rule that has expired.");

  /** How much a finding matters; the words are those of SARIF 2.1.0, 3.27.10. */
  public enum Level {
    /** Likely a mistake. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }

  private final Level level;
  private final String title;

  Check(Level level, String title) {
    this.level = level;
    this.title = title;
  }

  /** How much its findings matter. */
  public Level level() {
    return level;
  }

  /** What it finds, in one sentence. */
  public String title() {
    return title;
  }
}
