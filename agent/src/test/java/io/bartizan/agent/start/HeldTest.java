package io.bartizan.agent.start;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeldTest {

  @Test
  void port_isHeldBackForAWhile_andNoLonger() {
    Held held = new Held();
    long now = Long.MAX_VALUE - 5;
    assertTrue(held.holds(80, now));
    assertTrue(held.holds(80, now + Held.GRACE_NANOS - 1));
    assertFalse(held.holds(80, now + Held.GRACE_NANOS));
    assertTrue(held.holds(81, now + Held.GRACE_NANOS), "another port has a while of its own");
    held.forget(80);
    assertTrue(held.holds(80, now + Held.GRACE_NANOS));
  }
}
