package io.bartizan.cli;

/** The exit codes of every command; scripts rely on them, so none changes its meaning. */
public final class Exit {

  /** All is well. */
  public static final int OK = 0;

  /** Something failed that nobody foresaw. */
  public static final int UNKNOWN = 1;

  /** The command was called wrongly, or what it was given can't be read. */
  public static final int USAGE = 2;

  /** The policy is invalid. */
  public static final int INVALID = 3;

  /** Tests of the policy failed. */
  public static final int TESTS_FAILED = 4;

  /** Two things that should be alike differ, or were tampered with. */
  public static final int DIFFERENCE = 5;

  /** All that is there is sound, but not all is there. */
  public static final int INCOMPLETE = 6;

  /** Something listens that is not protected. */
  public static final int UNPROTECTED = 7;

  private Exit() {}
}
