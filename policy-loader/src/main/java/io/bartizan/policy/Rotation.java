package io.bartizan.policy;

/** When a trail goes on in a new file, and how many of the old ones are kept. */
public final class Rotation {

  /** The file is left as it is, for others to rotate. */
  public static final Rotation NONE = new Rotation(0, 0, 0, 0);

  private final long bytes;
  private final long everyMillis;
  private final int keepFiles;
  private final long keepMillis;

  /**
   * A value.
   *
   * @param bytes a larger file is left; 0 for any size
   * @param everyMillis a file of an earlier such period, counted from the epoch, is left; 0 for any
   * @param keepFiles so many of the old ones are kept at most; 0 for all
   * @param keepMillis for so long they are kept; 0 for ever
   */
  public Rotation(long bytes, long everyMillis, int keepFiles, long keepMillis) {
    if (bytes < 0 || everyMillis < 0 || keepFiles < 0 || keepMillis < 0) {
      throw new IllegalArgumentException("no part of a rotation is negative");
    }
    this.bytes = bytes;
    this.everyMillis = everyMillis;
    this.keepFiles = keepFiles;
    this.keepMillis = keepMillis;
  }

  /** The size in bytes beyond which a file is left; 0 for any size. */
  public long bytes() {
    return bytes;
  }

  /** How long a period is, in milliseconds; 0 if there are none. */
  public long everyMillis() {
    return everyMillis;
  }

  /** How many old files are kept at most; 0 for all. */
  public int keepFiles() {
    return keepFiles;
  }

  /** How long old files are kept, in milliseconds; 0 for ever. */
  public long keepMillis() {
    return keepMillis;
  }
}
