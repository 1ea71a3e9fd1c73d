package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bartizan.policy.condition.Conformance.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The public conformance cases: google/cel-spec, {@code tests/simple/testdata}, at 508bd98e. */
class ConformanceTest {

  /** The cases within the subset; fewer would mean that cases were lost. */
  private static final int WITHIN = 900;

  static Path folder() {
    String corpus = System.getenv("BARTIZAN_CORPUS");
    return Path.of(corpus == null ? "../../shared/corpus" : corpus, "cel-spec");
  }

  private static List<Case> cases() throws IOException {
    assumeTrue(
        Files.isDirectory(folder()),
        "needs google/cel-spec's tests/simple/testdata as cel-spec under BARTIZAN_CORPUS");
    return Conformance.cases(folder());
  }

  @Test
  void everyCase_withinTheSubset_agrees() throws IOException {
    List<String> wrong = new ArrayList<>();
    int within = 0;
    for (Case one : cases()) {
      if (Conformance.leftOut(one).isEmpty()) {
        within++;
        String difference = difference(one);
        if (!difference.isEmpty()) {
          wrong.add(one.file() + "/" + one.name() + ": " + one.expression() + difference);
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(within >= WITHIN, "only " + within + " cases within the subset");
  }

  private static String difference(Case one) {
    Object expected =
        one.message().has("eval_error")
            ? Bench.ERROR
            : one.message().has("value")
                ? Conformance.value(one.message().message("value"))
                : one.message().has("typed_result")
                    ? Conformance.value(one.message().message("typed_result").message("result"))
                    : (Object) true;
    Object actual = Conformance.bench(one).value(one.expression());
    return Alike.alike(expected, actual) ? "" : " gave " + actual + ", not " + expected;
  }

  /** How many cases each reason leaves out. */
  static Map<String, Integer> leftOut() throws IOException {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Case one : cases()) {
      String reason = Conformance.leftOut(one);
      if (!reason.isEmpty()) {
        reasons.merge(reason, 1, Integer::sum);
      }
    }
    return reasons;
  }
}
