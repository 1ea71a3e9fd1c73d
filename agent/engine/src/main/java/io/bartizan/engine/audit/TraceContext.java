package io.bartizan.engine.audit;

import org.jspecify.annotations.Nullable;

/** The caller's place in a distributed trace (W3C Trace Context level 1, 3.2). */
public final class TraceContext {

  private static final int LENGTH = 55;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  private final String traceId;
  private final String spanId;

  private TraceContext(String traceId, String spanId) {
    this.traceId = traceId;
    this.spanId = spanId;
  }

  /** Reads a {@code traceparent} header; null where there is none or it is not valid. */
  public static @Nullable TraceContext parse(@Nullable String header) {
    if (header == null || header.length() < LENGTH) {
      return null;
    }
    boolean known = header.startsWith("00-");
    boolean later = !known && !header.startsWith("ff") && hex(header, 0, 2, true);
    boolean ends = header.length() == LENGTH || (later && header.charAt(LENGTH) == '-');
    if (!(known || later)
        || !ends
        || header.charAt(TRACE - 1) != '-'
        || header.charAt(SPAN - 1) != '-'
        || header.charAt(FLAGS - 1) != '-'
        || !hex(header, TRACE, SPAN - 1, false)
        || !hex(header, SPAN, FLAGS - 1, false)
        || !hex(header, FLAGS, LENGTH, true)) {
      return null;
    }
    return new TraceContext(header.substring(TRACE, SPAN - 1), header.substring(SPAN, FLAGS - 1));
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

  /** 32 hex digits. */
  public String traceId() {
    return traceId;
  }

  /** 16 hex digits. */
  public String spanId() {
    return spanId;
  }
}
