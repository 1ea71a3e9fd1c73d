package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*, a, true",
    "*.do, x.do, true",
    "*.do, .do, true",
    "*.do, x.dox, false",
    "a*, a, true",
    "a*a, a, false",
    "a*a, aa, true",
    "*ab*ab*, abab, true",
    "*ab*ab*, abb, false",
    "*aab*, aaab, true",
    "x*aba*x, xababx, true",
    "x*aba*x, xabx, false",
    "**, a, true"
  })
  void matches_wholeSegment(String glob, String segment, boolean expected) {
    assertEquals(expected, new Glob(glob).matches(segment));
  }

  @Test
  void matches_emptySegment_isNothing() {
    assertFalse(new Glob("*").matches(""));
    assertThrows(IllegalArgumentException.class, () -> new Glob("plain"));
  }

  @Test
  void matches_anything_asARegularExpressionWould() {
    Random random = new Random(11);
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String glob = word(random, "ab*", 8);
      String segment = word(random, "ab", 10);
      if (glob.indexOf('*') < 0 || segment.isEmpty()) {
        continue;
      }
      boolean expected = Pattern.matches(glob.replace("*", ".*"), segment);
      assertEquals(expected, new Glob(glob).matches(segment), glob + " " + segment);
      matched += expected ? 1 : 0;
    }
    assertTrue(matched > 1000, "too few matches to tell: " + matched);
  }

  private static String word(Random random, String letters, int most) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
