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
  private final List<String> others;

  private TraceState(@Nullable String decision, List<String> others) {
    this.decision = decision;
    this.others = others;
  }

  /** Reads all headers of that name, in their order; null if they are not valid. */
  static @Nullable TraceState of(String[] headers) {
    String decision = null;
    List<String> others = new ArrayList<>();
    int chars = 0;
    for (String header : headers) {
      chars += header.length();
      if (chars > 2 * MAX_CHARS) {
        return null;
      }
      for (String part : header.split(",", -1)) {
        String member = part.trim();
        if (member.startsWith(OURS)) {
          decision = decision(member.substring(OURS.length()));
        } else if (!member.isEmpty()) {
          if (!valid(member)) {
            return null;
          }
          others.add(member);
        }
      }
    }
    return others.size() > MAX_MEMBERS
        ? null
        : new TraceState(decision, Collections.unmodifiableList(others));
  }

  /** An id as {@link DecisionIds} makes them; whatever else stands there is nobody's. */
  private static @Nullable String decision(String value) {
    if (value.length() != DECISION_CHARS) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
        return null;
      }
    }
    return value;
  }

  /** Key, equals sign and printable ASCII (3.3.1.3); the key's own parts are its system's. */
  private static boolean valid(String member) {
    int equals = member.indexOf('=');
    if (equals < 1
        || equals > MAX_VALUE_CHARS
        || member.length() - equals - 1 > MAX_VALUE_CHARS
        || equals == member.length() - 1) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      char c = member.charAt(i);
      boolean simple = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "_-*/@".indexOf(c) >= 0;
      if (!simple) {
        return false;
      }
    }
    for (int i = equals + 1; i < member.length(); i++) {
      char c = member.charAt(i);
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

  /** A header with our member first, and what others said after it, as far as there is room. */
  static String with(String decisionId, @Nullable TraceState before) {
    StringBuilder header = new StringBuilder(OURS).append(decisionId);
    int members = 1;
    for (String member : before == null ? Collections.<String>emptyList() : before.others) {
      if (++members > MAX_MEMBERS || header.length() + 1 + member.length() > MAX_CHARS) {
        break;
      }
      header.append(',').append(member);
    }
    return header.toString();
  }
}
