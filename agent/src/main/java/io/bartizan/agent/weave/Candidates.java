package io.bartizan.agent.weave;

import io.bartizan.instrumentation.JoinPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a class's name and bytes, without parsing it, which join points it may hold. Nearly
 * every class has none, and this is all that the agent costs them.
 */
final class Candidates {

  /** In the constant pool of whatever declares a method of the guard's, in both namespaces. */
  private static final byte[] NEEDLE = ascii("/servlet/ServletRequest;L");

  private static final int ALPHABET = 256;
  private static final int[] SKIP = skips();

  private final Map<String, List<JoinPoint>> exact = new HashMap<>();
  private final List<JoinPoint> anywhere = new ArrayList<>();

  Candidates(List<JoinPoint> points) {
    for (JoinPoint point : points) {
      String type = point.type();
      if (!point.woven()) {
        continue;
      }
      if (type == null) {
        anywhere.add(point);
      } else {
        String name = type.replace('.', '/');
        List<JoinPoint> known = exact.get(name);
        if (known == null) {
          known = new ArrayList<>();
          exact.put(name, known);
        }
        known.add(point);
      }
    }
  }

  /** The join points that the class may hold; empty for nearly all. */
  List<JoinPoint> of(@Nullable String internalName, byte[] bytes) {
    if (internalName == null || ours(internalName)) {
      return Collections.emptyList();
    }
    List<JoinPoint> named = exact.get(internalName);
    if (named != null) {
      return named;
    }
    return holdsNeedle(bytes) ? anywhere : Collections.<JoinPoint>emptyList();
  }

  private static boolean ours(String name) {
    return name.startsWith("java/") || Worlds.ofAdapters(name);
  }

  /** Horspool's search (1980): looks at about one byte in the needle's length. */
  private static boolean holdsNeedle(byte[] bytes) {
    int last = NEEDLE.length - 1;
    int at = last;
    while (at < bytes.length) {
      int back = 0;
      while (back <= last && bytes[at - back] == NEEDLE[last - back]) {
        back++;
      }
      if (back > last) {
        return true;
      }
      at += SKIP[bytes[at] & 0xff];
    }
    return false;
  }

  private static int[] skips() {
    int[] skip = new int[ALPHABET];
    for (int i = 0; i < ALPHABET; i++) {
      skip[i] = NEEDLE.length;
    }
    for (int i = 0; i < NEEDLE.length - 1; i++) {
      skip[NEEDLE[i]] = NEEDLE.length - 1 - i;
    }
    return skip;
  }

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
