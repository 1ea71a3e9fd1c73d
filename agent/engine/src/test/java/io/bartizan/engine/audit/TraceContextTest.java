package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against W3C Trace Context level 1; its section in brackets. */
class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String VALID = "00-" + TRACE + "-" + SPAN + "-01";
  private static final String[] NONE = {};

  private static TraceContext of(String parent, String... states) {
    return TraceContext.of(new String[] {parent}, states);
  }

  @Test
  void of_aValidHeader_joins() {
    TraceContext trace = of(VALID);
    assertEquals(TRACE, trace.traceId());
    assertEquals(SPAN, trace.callerSpanId());
    assertTrue(
        trace.traceparent().matches("00-" + TRACE + "-[0-9a-f]{16}-01"), trace.traceparent());
    assertNotEquals(SPAN, trace.spanId());
    assertEquals(trace.spanId(), trace.spanId());
  }

  /** [3.2.2, 3.2.4] */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0-04bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x"
      })
  void of_aMalformedHeader_startsAnew(String parent) {
    TraceContext trace = of(parent, "bartizan=01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assertNotEquals(TRACE, trace.traceId());
    assertTrue(trace.traceId().matches("[0-9a-f]{32}"), trace.traceId());
    assertNull(trace.callerSpanId());
    assertNull(trace.callerDecision(), "without a trace its state tells nothing [3.3]");
  }

  /** [4.3] */
  @ParameterizedTest
  @ValueSource(strings = {"01", "cc", "fe"})
  void of_aLaterVersion_joinsByThePartsThatAreKnown(String version) {
    assertEquals(TRACE, of(version + VALID.substring(2)).traceId());
    assertEquals(TRACE, of(version + VALID.substring(2) + "-what-the-future-brings").traceId());
    assertTrue(of(version + VALID.substring(2)).traceparent().startsWith("00-"));
  }

  @Test
  void of_noneOrSeveral_startsAnew() {
    assertNotEquals(TRACE, TraceContext.of(new String[] {VALID, VALID}, NONE).traceId());
    TraceContext one = TraceContext.of(NONE, NONE);
    assertNotEquals(one.traceId(), TraceContext.of(NONE, NONE).traceId());
    assertTrue(one.traceparent().endsWith("-01"));
  }

  /** [3.2.2.5] */
  @Test
  void traceparent_flags_onlyTheOneThatIsKnown() {
    assertTrue(of(VALID.substring(0, 53) + "00").traceparent().endsWith("-00"));
    assertTrue(of(VALID.substring(0, 53) + "fe").traceparent().endsWith("-00"));
    assertTrue(of(VALID.substring(0, 53) + "ff").traceparent().endsWith("-01"));
  }

  @Test
  void tracestate_ofOthers_isKeptAfterOurs() {
    TraceContext trace =
        of(VALID, "rojo=00f067aa0ba902b7,bartizan=01ARZ3NDEKTSV4RRFFQ69G5FAV , congo=t61", "a@b=c");
    assertEquals("01ARZ3NDEKTSV4RRFFQ69G5FAV", trace.callerDecision());
    assertEquals("bartizan=NEXT,rojo=00f067aa0ba902b7,congo=t61,a@b=c", trace.tracestate("NEXT"));
  }

  /** [3.3.1] One that is not valid is discarded; the trace stands. */
  @ParameterizedTest
  @ValueSource(strings = {"nokey", "=v", "k=", "K=v", "k=v=w", "k=\u00e4", "k v=w", "k=a\tb"})
  void tracestate_malformed_isDiscardedWhole(String member) {
    TraceContext trace = of(VALID, "bartizan=01ARZ3NDEKTSV4RRFFQ69G5FAV," + member);
    assertEquals(TRACE, trace.traceId());
    assertNull(trace.callerDecision());
    assertEquals("bartizan=NEXT", trace.tracestate("NEXT"));
  }

  @Test
  void tracestate_ofTooMuch_isBounded() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      members.add("k" + i + "=v");
    }
    String full = of(VALID, String.join(",", members)).tracestate("NEXT");
    assertEquals(32, full.split(",").length);
    assertTrue(full.startsWith("bartizan=NEXT,k0=v"));
    members.add("one=more");
    assertEquals("bartizan=NEXT", of(VALID, String.join(",", members)).tracestate("NEXT"));
    String wide = "a=" + "x".repeat(250) + ",b=" + "y".repeat(250) + ",c=z";
    assertTrue(of(VALID, wide).tracestate("NEXT").length() <= 512);
    assertEquals("bartizan=NEXT", of(VALID, "a=" + "x".repeat(2000)).tracestate("NEXT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FA\n"})
  void callerDecision_thatIsNoId_isNone(String claimed) {
    assertNull(of(VALID, "bartizan=" + claimed).callerDecision());
  }
}
