package io.bartizan.cli;

import java.util.concurrent.TimeUnit;

/**
 * How far long work has come, on one line of a terminal that is written over and wiped at the end.
 * Where no terminal is, it says nothing. Made for try-with-resources.
 */
public final class Progress implements AutoCloseable {

  /** Often enough to look alive, and seldom enough to cost nothing. */
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Shell shell;
  private final String what;
  private long shownNanos = System.nanoTime();
  private int width;

  /**
   * Progress of some work. Work that is over within a tenth of a second shows nothing.
   *
   * @param what is done, such as {@code replaying}
   */
  public Progress(Shell shell, String what) {
    this.shell = shell;
    this.what = what;
  }

  /**
   * Tells how far it is.
   *
   * @param done in the unit of {@code all}
   * @param all 0 where nobody knows
   */
  public void at(long done, long all) {
    long now = System.nanoTime();
    if (shell.terminal() && now - shownNanos >= PERIOD_NANOS) {
      shownNanos = now;
      String line = what + " " + (all > 0 ? done * 100 / all + " %" : Long.toString(done));
      StringBuilder padded = new StringBuilder("\r").append(line);
      for (int i = line.length(); i < width; i++) {
        padded.append(' ');
      }
      width = line.length();
      shell.err().print(padded);
      shell.err().flush();
    }
  }

  @Override
  public void close() {
    if (width > 0) {
      StringBuilder blank = new StringBuilder("\r");
      for (int i = 0; i < width; i++) {
        blank.append(' ');
      }
      shell.err().print(blank.append('\r'));
      shell.err().flush();
      width = 0;
    }
  }
}
