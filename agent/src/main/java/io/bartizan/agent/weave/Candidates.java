package io.bartizan.agent.weave;

import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Renaming;
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
  private static final int[] SKIP = skips(NEEDLE);

  private final Map<String, List<JoinPoint>> exact = new HashMap<>();

  /** By what a type is called without its package, which no renaming changes. */
  private final Map<String, List<JoinPoint>> simple = new HashMap<>();

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
        put(exact, type.replace('.', '/'), point);
        put(simple, type.substring(type.lastIndexOf('.') + 1), point);
      }
    }
  }

  private static void put(Map<String, List<JoinPoint>> map, String key, JoinPoint point) {
    List<JoinPoint> known = map.get(key);
    if (known == null) {
      known = new ArrayList<>();
      map.put(key, known);
    }
    known.add(point);
  }

  /** The join points that the class may hold; empty for nearly all. */
  List<JoinPoint> of(@Nullable String internalName, byte[] bytes) {
    if (internalName == null || ours(internalName)) {
      return Collections.emptyList();
    }
    List<JoinPoint> named = ownOf(typed(internalName), bytes);
    if (named.isEmpty()) {
      return holdsNeedle(bytes) ? anywhere : Collections.<JoinPoint>emptyList();
    }
    if (named.get(0).renaming().sure() || !holdsNeedle(bytes)) {
      return named;
    }
    // It may be an application's, and only be called so.
    List<JoinPoint> both = new ArrayList<>(named);
    both.addAll(anywhere);
    return both;
  }

  /** Without those whose type's name another server has taken over for a class of its own. */
  private static List<JoinPoint> ownOf(List<JoinPoint> named, byte[] bytes) {
    List<JoinPoint> own = named;
    for (JoinPoint point : named) {
      String foreign = point.foreign();
      if (foreign != null && holds(bytes, ascii(foreign))) {
        own = own == named ? new ArrayList<>(named) : own;
        own.remove(point);
      }
    }
    return own;
  }

  /**
   * The join points of a type that is named for them, under its known name or a renamed one.
   *
   * @param internalName with slashes
   */
  List<JoinPoint> typed(String internalName) {
    List<JoinPoint> named = exact.get(internalName);
    if (named != null) {
      return named;
    }
    List<JoinPoint> alike = simple.get(internalName.substring(internalName.lastIndexOf('/') + 1));
    return alike == null ? Collections.<JoinPoint>emptyList() : renamed(alike, internalName);
  }

  private static List<JoinPoint> renamed(List<JoinPoint> alike, String internalName) {
    String actual = internalName.replace('/', '.');
    List<JoinPoint> renamed = new ArrayList<>();
    for (JoinPoint point : alike) {
      String type = point.type();
      Renaming renaming = type == null ? null : Renaming.between(type, actual);
      if (renaming != null) {
        renamed.add(point.under(renaming));
      }
    }
    return renamed;
  }

  private static boolean ours(String name) {
    return name.startsWith("java/") || Worlds.ofAdapters(name);
  }

  private static boolean holdsNeedle(byte[] bytes) {
    return holds(bytes, NEEDLE, SKIP);
  }

  private static boolean holds(byte[] bytes, byte[] needle) {
    return holds(bytes, needle, skips(needle));
  }

  /** Horspool's search (1980): looks at about one byte in the needle's length. */
  private static boolean holds(byte[] bytes, byte[] needle, int[] skip) {
    int last = needle.length - 1;
    int at = last;
    while (at < bytes.length) {
      int back = 0;
      while (back <= last && bytes[at - back] == needle[last - back]) {
        back++;
      }
      if (back > last) {
        return true;
      }
      at += skip[bytes[at] & 0xff];
    }
    return false;
  }

  private static int[] skips(byte[] needle) {
    int[] skip = new int[ALPHABET];
    for (int i = 0; i < ALPHABET; i++) {
      skip[i] = needle.length;
    }
    for (int i = 0; i < needle.length - 1; i++) {
      skip[needle[i]] = needle.length - 1 - i;
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
