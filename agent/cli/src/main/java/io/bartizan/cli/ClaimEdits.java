package io.bartizan.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Claims with one thing more or less. */
final class ClaimEdits {

  private ClaimEdits() {}

  static Map<String, Object> with(
      @Nullable Map<String, Object> claims, String name, @Nullable Object value) {
    Map<String, Object> more = new LinkedHashMap<>();
    if (claims != null) {
      more.putAll(claims);
    }
    more.put(name, String.valueOf(value));
    return more;
  }

  /** Tells every way to leave out one member of a list, or one text, with what is left then. */
  static void removals(Map<String, Object> claims, BiConsumer<String, Map<String, Object>> told) {
    removals(claims, "token", told);
  }

  private static void removals(
      Map<String, Object> members, String path, BiConsumer<String, Map<String, Object>> told) {
    for (Map.Entry<String, Object> member : members.entrySet()) {
      String here = path + "." + member.getKey();
      BiConsumer<String, Object> replaced =
          (words, value) -> {
            Map<String, Object> left = new LinkedHashMap<>(members);
            left.put(member.getKey(), value);
            told.accept(words, left);
          };
      Object value = member.getValue();
      if (value instanceof Map) {
        removals(object(value), here, (words, left) -> replaced.accept(words, left));
      } else if (value instanceof Collection) {
        for (Object item : (Collection<?>) value) {
          List<Object> left = new ArrayList<>((Collection<?>) value);
          left.remove(item);
          replaced.accept("without '" + item + "' in " + here, left);
        }
      } else if (value instanceof String) {
        Map<String, Object> left = new LinkedHashMap<>(members);
        left.remove(member.getKey());
        told.accept("without " + here, left);
      }
    }
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
