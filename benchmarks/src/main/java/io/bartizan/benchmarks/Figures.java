package io.bartizan.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Small sums over measurements. */
public final class Figures {

  private Figures() {}

  /** The median; of an even number of values the mean of the middle two. */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest and the largest, as {@code 0.81 to 0.88}. */
  public static String spread(List<Double> values, String format) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return text(format, sorted[0]) + " to " + text(format, sorted[sorted.length - 1]);
  }

  /** A percentile of latencies in nanoseconds, in microseconds. */
  public static double percentileMicros(long[] nanos, int count, double percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, (long) (count * percent / 100))] / 1000.0;
  }

  /** {@link String#format} without a locale's surprises. */
  public static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Prints a line. */
  public static void say(String format, Object... values) {
    System.out.println(text(format, values));
  }

  /** What the figures depend on most: processors, JVM, kernel. */
  public static void machine(Options options) {
    say(
        "machine: %d processors, %s %s; JVM under test: %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        options.java);
    if (options.quick) {
      say("--quick: these figures mean nothing; they only show that the benchmark runs");
    }
  }
}
