package io.bartizan.agent.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NoServerTest {

  private final NoServer none = new NoServer();

  @Test
  void portsThatOpenBeforeTheServer_areNoReasonToSayAnything() {
    waited(NoServer.PATIENCE - 1);
    assertNull(none.look(true, true), "it was never said");
    assertNull(none.look(true, true));
  }

  @Test
  void noServerForLong_isSaidOnce() {
    waited(NoServer.PATIENCE - 1);
    assertEquals(NoServer.line(), none.look(false, true));
    waited(NoServer.PATIENCE * 2);
  }

  @Test
  void serverThatComesLater_takesItBackOnce() {
    waited(NoServer.PATIENCE - 1);
    assertEquals(NoServer.line(), none.look(false, true));
    String back = none.look(true, true);
    assertTrue(back != null && back.endsWith("no longer holds"), back);
    assertNull(none.look(true, true));
  }

  @Test
  void nothingListens_nothingIsSaid() {
    for (int i = 0; i < NoServer.PATIENCE * 2; i++) {
      assertNull(none.look(false, false));
    }
  }

  private void waited(int looks) {
    for (int i = 0; i < looks; i++) {
      assertNull(none.look(false, true));
    }
  }
}
