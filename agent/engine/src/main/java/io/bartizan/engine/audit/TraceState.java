package io.bartizan.engine.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code tracestate} (W3C Trace Context level 1, 3.3): members of several systems, of
 * which ours carries the decision's id. One that is not as the standard has it is discarded whole.
 */
final class TraceState {

  private static final String OURS = "bartizan=";

  /** 3.3.1.1; whoever adds one to a full list drops the last. */
  private static final int MAX_MEMBERS = 32;

  /** As much must be passed on (3.3.1.5), and no more is. */
  private static final int MAX_CHARS = 512;

  private static final int MAX_VALUE_CHARS = 256;
  private static final int DECISION_CHARS = 26;

  private final @Nullable String decision;
  private final String[] headers;

  private TraceState(@Nullable String decision, String[] headers) {
    this.decision = decision;
    this.headers = headers;
  }

  /**
   * Reads all headers of that name, in their order; null if they are not valid. Every request that
   * brings them pays for this, so no member is taken out but ours.
   */
  static @Nullable TraceState of(String[] headers) {
    String decision = null;
    int others = 0;
    int chars = 0;
    for (String header : headers) {
      chars += header.length();
      if (chars > 2 * MAX_CHARS) {
        return null;
      }
      for (int next = 0; next <= header.length(); ) {
        int end = end(header, next);
        int from = next;
        int to = end;
        while (from < to && header.charAt(from) <= ' ') {
          from++;
        }
        while (from < to && header.charAt(to - 1) <= ' ') {
          to--;
        }
        if (header.startsWith(OURS, from)) {
          decision = decision(header, from + OURS.length(), to);
        } else if (from < to) {
          if (!valid(header, from, to)) {
            return null;
          }
          others++;
        }
        next = end + 1;
      }
    }
    return others > MAX_MEMBERS ? null : new TraceState(decision, headers);
  }

  private static int end(String header, int from) {
    int comma = header.indexOf(',', from);
    return comma < 0 ? header.length() : comma;
  }

  /** An id as {@link DecisionIds} makes them; whatever else stands there is nobody's. */
  private static @Nullable String decision(String header, int from, int to) {
    if (to - from != DECISION_CHARS) {
      return null;
    }
    for (int i = from; i < to; i++) {
      char c = header.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
        return null;
      }
    }
    return header.substring(from, to);
  }

  /** Key, equals sign and printable ASCII (3.3.1.3); the key's own parts are its system's. */
  private static boolean valid(String header, int from, int to) {
    int equals = header.indexOf('=', from);
    if (equals <= from
        || equals - from > MAX_VALUE_CHARS
        || to - equals - 1 > MAX_VALUE_CHARS
        || equals >= to - 1) {
      return false;
    }
    for (int i = from; i < equals; i++) {
      char c = header.charAt(i);
      boolean simple = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "_-*/@".indexOf(c) >= 0;
      if (!simple) {
        return false;
      }
    }
    for (int i = equals + 1; i < to; i++) {
      char c = header.charAt(i);
      if (c < ' ' || c > '~' || c == '=') {
        return false;
      }
    }
    return true;
  }

  /** The decision that our member names; null if there is none. */
  @Nullable String decision() {
    return decision;
  }

  private List<String> others() {
    List<String> others = new ArrayList<>();
    for (String header : headers) {
      for (String part : header.split(",", -1)) {
        String member = part.trim();
        if (!member.isEmpty() && !member.startsWith(OURS)) {
          others.add(member);
        }
      }
    }
    return others;
  }

  /** A header with our member first, and what others said after it, as far as there is room. */
  static String with(String decisionId, @Nullable TraceState before) {
    StringBuilder header = new StringBuilder(OURS).append(decisionId);
    int members = 1;
    for (String member : before == null ? Collections.<String>emptyList() : before.others()) {
      if (++members > MAX_MEMBERS || header.length() + 1 + member.length() > MAX_CHARS) {
        break;
      }
      header.append(',').append(member);
    }
    return header.toString();
  }
}
