package io.bartizan.agent.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {

  private final Standing standing = new Standing();

  @Test
  void whatStillHolds_isSaidAgainAfterTheStartLine_once() {
    standing.said("port 1", "one");
    standing.said("port 2", "two");
    standing.said("port 2", "two, acknowledged");
    standing.said("port 3", "three");
    standing.forget("port 3");
    assertEquals(List.of(), standing.again(false));
    assertEquals(List.of("one", "two, acknowledged"), standing.again(true));
    standing.said("port 4", "four");
    assertEquals(List.of(), standing.again(true));
  }
}
