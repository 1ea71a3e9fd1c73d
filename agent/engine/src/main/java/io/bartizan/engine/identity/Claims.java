package io.bartizan.engine.identity;

import io.bartizan.policy.condition.Attributes;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a verified token, read-only. */
public final class Claims {

  /** What RFC 8693, 4.2 calls {@code scope} and others {@code scp}. */
  private static final List<String> SCOPES = Arrays.asList("scope", "scp");

  private final Map<String, Object> members;

  /** Made when a condition first asks; the same for whoever makes it. */
  private volatile @Nullable Object asCondition;

  Claims(Map<String, Object> members) {
    this.members = members;
  }

  /** Whether there are none: then there was no token. */
  boolean isEmpty() {
    return members.isEmpty();
  }

  /**
   * The value at a path of members: a string, a number, a boolean, a list or a map; null if there
   * is none. A member whose own name has dots ({@code https://example.com/roles}) is found as well.
   */
  public @Nullable Object at(List<String> path) {
    Object whole = members.get(String.join(".", path));
    if (whole != null) {
      return whole;
    }
    Object at = members;
    for (String name : path) {
      at = at instanceof Map ? ((Map<?, ?>) at).get(name) : null;
    }
    return at;
  }

  /** The text at a path; null if there is none or it is something else. */
  public @Nullable String text(List<String> path) {
    Object found = at(path);
    return found instanceof String ? (String) found : null;
  }

  /**
   * The claims as conditions see them, with {@code scopes}: the words of the scope claim as a list,
   * unless there is a claim of that name.
   */
  public Object asCondition() {
    Object known = asCondition;
    if (known == null) {
      Map<String, Object> seen = new LinkedHashMap<>(members);
      for (String name : SCOPES) {
        Object scope = members.get(name);
        if (scope instanceof String) {
          seen.putIfAbsent("scopes", Arrays.asList(((String) scope).split(" ")));
        } else if (scope instanceof Collection) {
          seen.putIfAbsent("scopes", scope);
        }
      }
      known = Attributes.json(seen);
      asCondition = known;
    }
    return known;
  }
}
