package io.bartizan.agent.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarriedPermitTest {

  /** As requests of servlets and of Grizzly are. */
  public static class Asked {
    public @Nullable Object getAttribute(String name) {
      return name.equals("io.bartizan.permit") ? "a permit" : null;
    }
  }

  /** A container's own kind of a public request. */
  private static final class Own extends Asked {}

  /** As requests of JAX-RS are. */
  public static final class Jersey {
    public @Nullable Object getProperty(String name) {
      return name.equals("io.bartizan.permit") ? "another" : null;
    }
  }

  /** One that answers neither way. */
  public static final class Broken {
    public @Nullable Object getAttribute(String name) {
      return Integer.valueOf(name);
    }
  }

  @Test
  void of_whatCarriesOne_isFound() {
    assertEquals("a permit", CarriedPermit.of(new Asked()));
    assertEquals("a permit", CarriedPermit.of(new Own()));
    assertEquals("another", CarriedPermit.of(new Jersey()));
  }

  @Test
  void of_whatCarriesNoneOrCannotBeAsked_isNothing() {
    assertNull(CarriedPermit.of(null));
    assertNull(CarriedPermit.of("text"));
    assertNull(CarriedPermit.of(new Broken()));
  }
}
