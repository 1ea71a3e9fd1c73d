package io.bartizan.engine.audit;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A second process that would write a file that another one writes. */
final class Intruder {

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Intruder() {}

  /** Tries to open the file, until standard input ends; ends with 1 as soon as it could. */
  public static void main(String[] arguments) throws Exception {
    long began = System.nanoTime();
    System.out.println("trying");
    while (System.in.available() == 0 && System.nanoTime() - began < LONG_NANOS) {
      try (FileSink mine = new FileSink(new File(arguments[0]).toPath())) {
        System.out.println("got it: " + mine.place());
        System.exit(1);
      } catch (IOException refused) {
        if (!String.valueOf(refused.getMessage()).contains("another process writes")) {
          System.out.println(refused);
          System.exit(2);
        }
      }
    }
  }
}
