package io.bartizan.engine.audit;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in a distributed trace (W3C Trace Context level 1): that of its caller, or,
 * where the caller tells of none or not as the standard has it, one that begins here.
 */
public final class TraceContext {

  private static final int LENGTH = 55;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int DIGIT_BITS = 4;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Bit "sampled" (3.2.2.5.1): what begins here is recorded. */
  private static final String SAMPLED = "01";

  private final String traceId;
  private final @Nullable String callerSpanId;
  private final String flags;
  private final @Nullable TraceState state;
  private @Nullable String spanId;

  private TraceContext(
      String traceId, @Nullable String callerSpanId, String flags, @Nullable TraceState state) {
    this.traceId = traceId;
    this.callerSpanId = callerSpanId;
    this.flags = flags;
    this.state = state;
  }

  /**
   * Joins the caller's trace, or starts one.
   *
   * @param traceparent all headers of that name; of several none counts
   * @param tracestate all headers of that name, in their order; without a traceparent none counts
   */
  public static TraceContext of(String[] traceparent, String[] tracestate) {
    String parent = traceparent.length == 1 ? traceparent[0] : null;
    if (parent == null || !valid(parent)) {
      return new TraceContext(hex(2), null, SAMPLED, null);
    }
    return new TraceContext(
        parent.substring(TRACE, SPAN - 1),
        parent.substring(SPAN, FLAGS - 1),
        flags(parent),
        tracestate.length == 0 ? null : TraceState.of(tracestate));
  }

  /** Only the one flag is defined; others are not passed on (3.2.2.5.2). */
  private static String flags(String parent) {
    return (Character.digit(parent.charAt(LENGTH - 1), 16) & 1) == 0 ? "00" : SAMPLED;
  }

  /** As 3.2.2 has it; of a later version the parts that this one knows (4.3). */
  private static boolean valid(String header) {
    if (header.length() < LENGTH) {
      return false;
    }
    boolean known = header.startsWith("00-");
    boolean later = !known && !header.startsWith("ff") && hex(header, 0, 2, true);
    boolean ends = header.length() == LENGTH || (later && header.charAt(LENGTH) == '-');
    return (known || later)
        && ends
        && header.charAt(TRACE - 1) == '-'
        && header.charAt(SPAN - 1) == '-'
        && header.charAt(FLAGS - 1) == '-'
        && hex(header, TRACE, SPAN - 1, false)
        && hex(header, SPAN, FLAGS - 1, false)
        && hex(header, FLAGS, LENGTH, true);
  }

  private static boolean hex(String text, int from, int to, boolean zero) {
    boolean any = zero;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
      any |= c != '0';
    }
    return any;
  }

  /** So many times 64 random bits in hex, and not all zero. An id, no secret. */
  @SuppressWarnings("deprecation") // of all constructors the one that neither scans nor converts
  private static String hex(int longs) {
    byte[] digits = new byte[longs * Long.SIZE / DIGIT_BITS];
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < digits.length; ) {
      long bits = random.nextLong() | 1;
      for (int d = 0; d < Long.SIZE / DIGIT_BITS; d++) {
        digits[i++] = HEX[(int) (bits >>> d * DIGIT_BITS & 0xf)];
      }
    }
    return new String(digits, 0);
  }

  /** 32 hex digits. */
  public String traceId() {
    return traceId;
  }

  /** The caller's span, 16 hex digits; null where the trace begins here. */
  public @Nullable String callerSpanId() {
    return callerSpanId;
  }

  /** The decision by which the caller's own request was permitted, as it claims; null if none. */
  public @Nullable String callerDecision() {
    return state == null ? null : state.decision();
  }

  /** The span of this request, 16 hex digits: what it calls has it as its caller's. */
  public String spanId() {
    String known = spanId;
    if (known == null) {
      known = hex(1);
      spanId = known;
    }
    return known;
  }

  /** The header {@code traceparent} for what this request calls. */
  public String traceparent() {
    return "00-" + traceId + '-' + spanId() + '-' + flags;
  }

  /** The header {@code tracestate} for what this request calls. */
  public String tracestate(String decisionId) {
    return TraceState.with(decisionId, state);
  }
}
