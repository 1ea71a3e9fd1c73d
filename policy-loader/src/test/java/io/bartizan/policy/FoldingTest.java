package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void fold_everyCharacter_isAsEqualsIgnoreCaseComparesIt() {
    for (int i = 0; i <= Character.MAX_VALUE; i++) {
      char c = (char) i;
      char expected = Character.toLowerCase(Character.toUpperCase(c));
      assertEquals(String.valueOf(expected), Folding.fold(String.valueOf(c)), "U+" + i);
    }
  }
}
