package io.bartizan.engine.authorization;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * F10: paths built to make patterns go back. Judged by growth: a path eight times as long takes
 * eight times as long where the walk is linear, and 64 times where it is not.
 */
class BadPathsTest {

  private static final int LONG = Firewall.MAX_TARGET - 16;
  private static final int SHORT = LONG / 8;

  /** Linear is 8; in between lies what a busy machine adds to the least of many runs. */
  private static final int MOST_GROWTH = 24;

  /** What other processes take of the machine is not the decision's. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final String RULES =
      """
      version: 1
      rules:
        - {name: s1, allow: {path: "/*a*a*a*a*a*a*b"}, who: anyone}
        - {name: s2, allow: {path: "/*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*"}, who: anyone}
        - {name: s3, allow: {path: "/**/*aab*aab*aab*c"}, who: anyone}
        - {name: s4, deny: {path: "/a/**/*.do"}, who: anyone}
        - {name: s5, deny: {path: "/*a*/*a*/*a*/*a*/*a*b"}, who: anyone}
        - {name: s6, deny: {path: "/{x}/*a/{y}/*a/{z}/**/*b"}, who: anyone}
        - {name: s7, allow: {path: "/a/**", host: ["*.a.a.a", "*.b.test"]}, who: anyone}
        - {name: s8, deny: {path: "/**/*%s*"}, who: anyone}
      """
          .formatted("ab".repeat(200) + "c");

  @TempDir Path folder;
  private Policy policy;

  @BeforeEach
  void load() throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, RULES);
    policy = PolicyLoader.load(file);
  }

  /** One decision, from the raw target to the rules; what it finds is not asked. */
  private int decide(String target, String host) {
    Ambiguity ambiguity = Firewall.inspect(target, host);
    String canonical = ambiguity.clean() ? null : Canonical.target(target);
    Subject subject = new Subject(policy, null, new byte[4], host, 80, 0, null);
    Verdict verdict = Authorizer.judge(subject, "GET", target, canonical, ambiguity);
    return verdict.hashCode();
  }

  private long[] times(String unit, int length, String end, String host, int runs) {
    String target = "/" + unit.repeat((length - end.length()) / unit.length()) + end;
    long[] times = new long[runs];
    int sum = 0;
    for (int i = 0; i < runs; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      sum += decide(target, host);
      times[i] = THREADS.getCurrentThreadCpuTime() - start;
    }
    Arrays.sort(times);
    assertTrue(sum != 1, "what is decided is used");
    return times;
  }

  @ParameterizedTest
  @CsvSource({
    "a, ''",
    "a, b",
    "aaab, c",
    "aab, a",
    "a/, ''",
    "a/, x.do",
    "ab, ''",
    "ababab/, b",
    "%61, ''",
    "%61a/, b",
    "a;, ''",
    "a;b/, ''",
    "..a/, ''",
    "%C3%A9, ''",
    "%25, 4",
    "A, B"
  })
  void decide_pathsEightTimesAsLong_takeNoMoreThanTheirShare(String unit, String end) {
    String host = "h.test";
    times(unit, SHORT, end, host, 300);
    times(unit, LONG, end, host, 100);
    long brief = times(unit, SHORT, end, host, 300)[0];
    long[] whole = times(unit, LONG, end, host, 200);
    report(unit, end, whole);
    assertTrue(
        whole[0] <= MOST_GROWTH * Math.max(brief, 1000),
        unit + end + ": " + brief + " ns, then " + whole[0]);
  }

  @ParameterizedTest
  @CsvSource({"a., a", "'.', ''", "b., test"})
  void decide_hostsEightTimesAsLong_takeNoMoreThanTheirShare(String unit, String end) {
    String few = unit.repeat(SHORT / unit.length()) + end;
    String many = unit.repeat(LONG / unit.length()) + end;
    times("a/", 64, "", few, 300);
    times("a/", 64, "", many, 100);
    long brief = times("a/", 64, "", few, 300)[0];
    long[] whole = times("a/", 64, "", many, 200);
    report(unit, end, whole);
    assertTrue(
        whole[0] <= MOST_GROWTH * Math.max(brief, 1000),
        unit + end + ": " + brief + " ns, then " + whole[0]);
  }

  private static void report(String unit, String end, long[] sorted) {
    System.out.printf(
        "F10: 64 KiB of '%s' and '%s': least %d us, median %d us, p99 %d us%n",
        unit,
        end,
        TimeUnit.NANOSECONDS.toMicros(sorted[0]),
        TimeUnit.NANOSECONDS.toMicros(sorted[sorted.length / 2]),
        TimeUnit.NANOSECONDS.toMicros(sorted[sorted.length * 99 / 100]));
  }
}
