package io.bartizan.policy.analysis;

import io.bartizan.policy.HandlerPattern;
import io.bartizan.policy.load.Suggestion;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The handlers that an application has, as far as somebody could tell. */
public final class KnownHandlers {

  /** So many letters of a name may differ from one that was meant. */
  private static final int SLIPS = 3;

  private static final class Known {
    final Set<String> methods = new HashSet<>();
    @Nullable String parent;
  }

  private final Map<String, Known> classes = new TreeMap<>();

  /**
   * Adds a class.
   *
   * @param name its binary name (JLS 13.1)
   * @param parent the class that it extends; null if that adds nothing
   * @param methods the names of its own methods
   */
  public void add(String name, @Nullable String parent, Set<String> methods) {
    Known known = classes.computeIfAbsent(name, n -> new Known());
    known.parent = parent == null ? known.parent : parent;
    known.methods.addAll(methods);
  }

  /** Adds one handler, {@code com.acme.Orders#get}. */
  public void add(String handler) {
    int hash = handler.indexOf('#');
    if (hash > 0) {
      String method = handler.substring(hash + 1);
      add(handler.substring(0, hash), null, Collections.singleton(method));
    }
  }

  /** How many classes are known. */
  public int classes() {
    return classes.size();
  }

  /** Whether a pattern means any of them, or one that could not be looked into. */
  boolean has(HandlerPattern pattern) {
    String asked = pattern.sample().substring(pattern.sample().indexOf('#') + 1);
    for (Map.Entry<String, Known> one : classes.entrySet()) {
      if (has(pattern, one.getKey(), one.getValue(), asked)) {
        return true;
      }
    }
    return false;
  }

  private boolean has(HandlerPattern pattern, String name, Known known, String asked) {
    if (!pattern.matches(name + '#' + asked)) {
      return false;
    }
    if (pattern.matches(name + "#any")) {
      return true; // of any method
    }
    Set<String> seen = new HashSet<>();
    for (Known at = known; at != null; ) {
      if (at.methods.contains(asked)) {
        return true;
      }
      String parent = at.parent;
      if (parent == null || !seen.add(parent)) {
        return false;
      }
      at = classes.get(parent);
      if (at == null) {
        return true; // inherited, perhaps, from a class that nobody gave
      }
    }
    return false;
  }

  /** A handler that a pattern may have meant; null if none is near. */
  @Nullable String near(HandlerPattern pattern) {
    String sample = pattern.sample();
    String type = sample.substring(0, sample.indexOf('#'));
    String asked = sample.substring(sample.indexOf('#') + 1);
    String best = null;
    int least = SLIPS + 1;
    for (Map.Entry<String, Known> one : classes.entrySet()) {
      int types = Suggestion.distance(type, one.getKey());
      for (String method :
          types < least ? one.getValue().methods : Collections.<String>emptySet()) {
        int distance = types + (asked.equals("any") ? 0 : Suggestion.distance(asked, method));
        if (distance < least) {
          best = asked.equals("any") ? one.getKey() : one.getKey() + '#' + method;
          least = distance;
        }
      }
    }
    return best;
  }
}
