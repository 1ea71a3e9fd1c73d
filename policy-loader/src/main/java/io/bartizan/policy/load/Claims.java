package io.bartizan.policy.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token's claims as a test writes them. Here, and nowhere else in a policy, a scalar without
 * quotes may be a number, a boolean or null (YAML 1.2.2, 10.3.2: the core schema), because tokens
 * tell them apart.
 */
final class Claims {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  private Claims() {}

  static Map<String, Object> of(Tree.Mapping mapping) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (Tree.Entry entry : mapping.entries) {
      put(members, entry.key.text, value(entry.value));
    }
    return members;
  }

  @SuppressWarnings("NullAway") // JSON's null is a value of a member
  private static void put(Map<String, Object> members, String name, @Nullable Object value) {
    members.put(name, value);
  }

  @SuppressWarnings("NullAway") // the same of an item
  private static @Nullable Object value(Tree tree) {
    if (tree instanceof Tree.Mapping) {
      return of((Tree.Mapping) tree);
    }
    if (tree instanceof Tree.Sequence) {
      List<Object> items = new ArrayList<>();
      for (Tree item : ((Tree.Sequence) tree).items) {
        items.add(value(item));
      }
      return items;
    }
    return scalar((Tree.Scalar) tree);
  }

  private static @Nullable Object scalar(Tree.Scalar scalar) {
    if (!scalar.plain) {
      return scalar.text;
    }
    if (scalar.nothing()) {
      return null;
    }
    if (scalar.text.equals("true") || scalar.text.equals("false")) {
      return scalar.text.equals("true");
    }
    return NUMBER.matcher(scalar.text).matches() ? new BigDecimal(scalar.text) : scalar.text;
  }
}
