package io.bartizan.engine.identity;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a verified token, read-only. */
public final class Claims {

  private final Map<String, Object> members;

  Claims(Map<String, Object> members) {
    this.members = members;
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

  /** Whether the value at a path is a list with this text, or such words in one text. */
  public boolean contains(List<String> path, String value) {
    Object found = at(path);
    if (found instanceof Collection) {
      return ((Collection<?>) found).contains(value);
    }
    return found instanceof String && Arrays.asList(((String) found).split(" ")).contains(value);
  }

  /** The text at a path; null if there is none or it is something else. */
  public @Nullable String text(List<String> path) {
    Object found = at(path);
    return found instanceof String ? (String) found : null;
  }
}
