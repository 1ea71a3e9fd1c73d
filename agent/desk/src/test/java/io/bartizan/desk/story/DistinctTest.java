package io.bartizan.desk.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DistinctTest {

  @Test
  void texts_areToldApart_howeverManyThereAre() {
    Distinct distinct = new Distinct();
    for (int i = 0; i < 100_000; i++) {
      assertTrue(distinct.add("/orders/" + i));
    }
    for (int i = 0; i < 100_000; i++) {
      assertFalse(distinct.add("/orders/" + i));
    }
    assertTrue(distinct.add(""));
    assertFalse(distinct.add(""));
    assertEquals(100_001, distinct.size());
  }
}
