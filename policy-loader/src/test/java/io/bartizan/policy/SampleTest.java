package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

  private static final int MANY = 20_000;

  private static Set<Integer> taken(Sample sample, String rule) {
    Set<Integer> taken = new TreeSet<>();
    for (int i = 0; i < MANY; i++) {
      if (sample.takes(rule, ("user" + i).getBytes(StandardCharsets.UTF_8))) {
        taken.add(i);
      }
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50, 99})
  void takes_asManyAsItSays_andNeverTheOthers(int percent) {
    Sample sample = Sample.of(percent);
    Set<Integer> taken = taken(sample, "rule");
    assertEquals(percent, taken.size() * 100.0 / MANY, 1.0);
    Set<Integer> others = taken(sample.others(), "rule");
    assertEquals(MANY, taken.size() + others.size());
    others.retainAll(taken);
    assertTrue(others.isEmpty());
    assertFalse(sample.all());
  }

  @Test
  void takes_whomItTookBeforeItGrew() {
    assertTrue(taken(Sample.of(20), "rule").containsAll(taken(Sample.of(5), "rule")));
    assertTrue(Sample.ALL.all());
    assertEquals(MANY, taken(Sample.ALL, "rule").size());
  }

  @Test
  void takes_othersForAnotherRule_andTheSameEverywhere() {
    Set<Integer> one = taken(Sample.of(10), "one");
    Set<Integer> two = taken(Sample.of(10), "two");
    assertNotEquals(one, two);
    two.retainAll(one);
    assertTrue(two.size() < one.size() / 5, two.size() + " of " + one.size());
    assertEquals(one, taken(Sample.of(10), "one"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100})
  void of_noShare_isNone(int percent) {
    assertThrows(IllegalArgumentException.class, () -> Sample.of(percent));
  }
}
