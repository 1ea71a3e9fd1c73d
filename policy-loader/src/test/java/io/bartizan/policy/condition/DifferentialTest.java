package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cel.runtime.CelRuntime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Generated expressions over generated inputs, against the reference implementation for Java. */
class DifferentialTest {

  private static final int EXPRESSIONS = Integer.getInteger("expressions", 8000);
  private static final int INPUTS = 25;
  private static final int SHOWN = 10;

  private final long seed = Long.getLong("seed", 20_260_301L);

  @Test
  void generatedExpressions_haveTheValueOrErrorOfTheReference() {
    Generator generator = new Generator(seed);
    Oracle oracle = new Oracle();
    Generator.VARIABLES.forEach(oracle::declare);
    List<String> wrong = new ArrayList<>();
    int values = 0;
    for (int i = 0; i < EXPRESSIONS && wrong.size() < SHOWN; i++) {
      Generated expression = generator.expression();
      List<Map<String, Object>> inputs = new ArrayList<>();
      for (int k = 0; k < INPUTS; k++) {
        inputs.add(generator.inputs());
      }
      Program theirs = oracle.compile(expression.text());
      Bench.Compiled ours = compile(expression.text());
      for (Map<String, Object> input : inputs) {
        Object expected = Oracle.run(theirs, input);
        Object actual = run(ours, input);
        values += expected == Bench.ERROR ? 0 : 1;
        if (!Alike.alike(expected, actual)) {
          wrong.add(shrunk(expression, input, oracle));
          break;
        }
      }
    }
    System.out.println(
        "seed " + seed + ": " + values + " of " + EXPRESSIONS * INPUTS + " had a value");
    assertEquals(List.of(), wrong, "seed " + seed);
    assertTrue(values > EXPRESSIONS * INPUTS / 3, "too few had a value: " + values);
  }

  private static Bench bench() {
    Bench bench = new Bench();
    Generator.VARIABLES.forEach(bench::declare);
    return bench;
  }

  private static Bench.Compiled compile(String text) {
    try {
      return bench().compile(text);
    } catch (ConditionException none) {
      return null;
    }
  }

  private static Object run(Bench.Compiled compiled, Map<String, Object> input) {
    if (compiled == null) {
      return Bench.ERROR;
    }
    Bench bench = bench();
    input.forEach(bench::bind);
    Object value = bench.run(compiled);
    return value instanceof Failure ? Bench.ERROR : value;
  }

  /** The smallest expression found that still differs over one input, and how. */
  private static String shrunk(Generated from, Map<String, Object> input, Oracle oracle) {
    Predicate<Generated> differs =
        one ->
            !Alike.alike(
                Oracle.run(oracle.compile(one.text()), input), run(compile(one.text()), input));
    Generated smallest = from;
    for (boolean found = true; found; ) {
      found = false;
      for (Generated smaller : smallest.smaller()) {
        if (smaller.text().length() < smallest.text().length() && differs.test(smaller)) {
          smallest = smaller;
          found = true;
          break;
        }
      }
    }
    String text = smallest.text();
    return text
        + " over "
        + input
        + ": reference "
        + Oracle.run(oracle.compile(text), input)
        + ", ours "
        + run(compile(text), input)
        + "\n";
  }
}
