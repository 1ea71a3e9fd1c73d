package io.bartizan.policy.condition;

/** How large a condition may be and how much it may do. */
final class Bounds {

  /** Characters of one expression: a screen full. */
  static final int MAX_LENGTH = 8192;

  /** Levels of nesting; parsing and evaluation recurse by it. CEL asks for 32 at least. */
  static final int MAX_DEPTH = 64;

  /** Parts of an expression with all the named ones that it uses written out. */
  static final int MAX_PARTS = 4096;

  /** Elements of one list or map that is written out, and operands of one chain. */
  static final int MAX_ELEMENTS = 1024;

  /** {@code all}, {@code map} and their kin within each other: each multiplies the work. */
  static final int MAX_LOOPS = 3;

  /** Characters of a pattern for {@code matches}. */
  static final int MAX_PATTERN = 512;

  /** What the counted repetitions of a pattern may multiply to: they are written out inside. */
  static final int MAX_REPETITION = 1000;

  /**
   * Steps of one evaluation: a part in a loop, an element compared or 16 characters looked through
   * is one. Some milliseconds; a condition over one request takes a few hundred.
   */
  static final int MAX_STEPS = 100_000;

  /** Steps of all conditions over one request. */
  static final int MAX_STEPS_PER_REQUEST = 1_000_000;

  /** Characters that are looked through in one step. */
  static final int CHARACTERS_PER_STEP = 16;

  private Bounds() {}
}
