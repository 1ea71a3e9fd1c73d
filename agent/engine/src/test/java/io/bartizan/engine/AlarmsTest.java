package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.Canaries.Sighting;
import org.junit.jupiter.api.Test;

/** What the alarms rest on: canaries, the closure, and entries minus permits. */
class AlarmsTest {

  @Test
  void canary_seenAtTheChokePoint_isRecognisedWhateverStandsBeforeItsPath() throws Exception {
    Canaries canaries = new Canaries();
    String plain = canaries.expect();
    String absolute = canaries.expect();
    assertNotEquals(plain, absolute);
    assertTrue(canaries.recognise(plain, Sighting.CHOKE_POINT));
    assertTrue(canaries.recognise("https://shop.test" + absolute, Sighting.CHOKE_POINT));
    assertEquals(Sighting.CHOKE_POINT, canaries.seen(plain, 0));
    assertEquals(Sighting.CHOKE_POINT, canaries.seen(absolute, 0));
    assertFalse(canaries.expecting());
  }

  @Test
  void canary_seenAtAHandlerFirst_staysSo() throws Exception {
    Canaries canaries = new Canaries();
    String path = canaries.expect();
    assertTrue(canaries.recognise(path, Sighting.HANDLER));
    assertTrue(canaries.recognise(path, Sighting.CHOKE_POINT));
    assertEquals(Sighting.HANDLER, canaries.seen(path, 0));
  }

  @Test
  void canary_overOrForged_isAnOrdinaryRequest() throws Exception {
    Canaries canaries = new Canaries();
    String path = canaries.expect();
    assertFalse(canaries.recognise(null, Sighting.CHOKE_POINT));
    assertFalse(canaries.recognise("/.bartizan-canary/", Sighting.CHOKE_POINT));
    assertFalse(canaries.recognise(path + "0", Sighting.CHOKE_POINT));
    assertFalse(canaries.recognise(path.substring(0, path.length() - 1), Sighting.CHOKE_POINT));
    assertEquals(Sighting.NOWHERE, canaries.seen(path, 1));
    assertFalse(canaries.recognise(path, Sighting.CHOKE_POINT), "it is good once");
  }

  @Test
  void closure_keepsItsReasonsAndTellsEachOnce() {
    Closure closure = new Closure();
    assertNull(closure.reason());
    assertTrue(closure.shut("a"));
    assertFalse(closure.shut("a"));
    assertTrue(closure.shut("b"));
    assertEquals("a; b", closure.reason());
    for (int i = 0; i < 100; i++) {
      closure.shut("more " + i);
    }
    String reason = closure.reason();
    assertEquals(
        16, reason == null ? 0 : reason.split("; ").length, "bounded, and shut all the same");
  }

  @Test
  void entriesMinusPermits_anUnusedPermitHidesNoEntryWithoutOne() {
    Counters counters = new Counters();
    counters.permit();
    counters.permit();
    counters.entry(true);
    assertEquals(0, counters.entriesMinusPermits());
    counters.entry(false);
    assertEquals(1, counters.entriesMinusPermits());
    assertEquals(2, counters.entries());
    assertEquals(2, counters.permits());
  }
}
