package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named parts of a file, each in one form for all that means the same: a lone value and a list
 * of it, lists of texts in any order, quotes or none.
 */
final class Parts {

  private final Map<String, String> parts = new LinkedHashMap<>();

  private Parts() {}

  static Map<String, String> of(Tree.Mapping top) {
    Parts all = new Parts();
    for (Tree.Entry entry : top.entries) {
      if (!entry.key.text.equals("tests")) {
        all.add(entry.key.text, entry.value);
      }
    }
    return all.parts;
  }

  private void add(String key, Tree value) {
    if (value instanceof Tree.Mapping) {
      for (Tree.Entry entry : ((Tree.Mapping) value).entries) {
        add(singular(key) + " " + entry.key.text, entry.value);
      }
    } else if (value instanceof Tree.Sequence && named((Tree.Sequence) value)) {
      int number = 0;
      for (Tree item : ((Tree.Sequence) value).items) {
        Tree.Mapping mapping = (Tree.Mapping) item;
        number++;
        String name = name(mapping);
        String part = singular(key) + " " + (name == null ? singular(key) + "-" + number : name);
        parts.put(part, members(mapping, true));
      }
    } else {
      parts.put(key, text(value));
    }
  }

  private static boolean named(Tree.Sequence list) {
    return list.items.stream().allMatch(item -> item instanceof Tree.Mapping)
        && !list.items.isEmpty();
  }

  private static @Nullable String name(Tree.Mapping mapping) {
    Tree name = mapping.get("name");
    Tree issuer = mapping.get("issuer");
    Tree known = name == null ? issuer : name;
    return known instanceof Tree.Scalar ? ((Tree.Scalar) known).text : null;
  }

  private static String singular(String key) {
    String last = key.substring(key.lastIndexOf(' ') + 1);
    return last.endsWith("s") ? last.substring(0, last.length() - 1) : last;
  }

  private static String members(Tree.Mapping mapping, boolean part) {
    StringBuilder text = new StringBuilder();
    for (Tree.Entry entry : mapping.entries) {
      if (!(part && entry.key.text.equals("name"))) {
        text.append(text.length() == 0 ? "" : ", ");
        text.append(entry.key.text).append(": ").append(text(entry.value));
      }
    }
    return text.toString();
  }

  private static String text(Tree tree) {
    if (tree instanceof Tree.Mapping) {
      return "{" + members((Tree.Mapping) tree, false) + "}";
    }
    if (tree instanceof Tree.Scalar) {
      return ((Tree.Scalar) tree).text;
    }
    List<String> items = new ArrayList<>();
    for (Tree item : ((Tree.Sequence) tree).items) {
      items.add(text(item));
    }
    items.sort(null);
    return items.size() == 1 ? items.get(0) : "[" + String.join(", ", items) + "]";
  }
}
