package io.bartizan.policy.condition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes that a condition may name, by their dotted names. */
final class Schema {

  /** One attribute. */
  static final class Declared {
    final int index;
    final String name;
    final Type type;
    final boolean late;

    Declared(int index, String name, Type type, boolean late) {
      this.index = index;
      this.name = name;
      this.type = type;
      this.late = late;
    }
  }

  /** Those of a request. */
  static final Schema REQUEST = request();

  private final Map<String, Declared> byName = new LinkedHashMap<>();
  private final Map<String, Set<String>> groups = new LinkedHashMap<>();

  private static Schema request() {
    Schema schema = new Schema();
    for (Attribute attribute : Attribute.values()) {
      schema.add(attribute.text(), attribute.type, attribute.late());
    }
    return schema;
  }

  /** Adds an attribute; its index is the number of those before it. */
  Schema add(String name, Type type, boolean late) {
    byName.put(name, new Declared(byName.size(), name, type, late));
    int dot = name.indexOf('.');
    if (dot > 0) {
      groups
          .computeIfAbsent(name.substring(0, dot), group -> new LinkedHashSet<>())
          .add(name.substring(dot + 1));
    }
    return this;
  }

  @Nullable Declared find(String name) {
    return byName.get(name);
  }

  /** The members of a group of attributes; empty if there is no such group. */
  Set<String> members(String group) {
    return groups.getOrDefault(group, Collections.emptySet());
  }

  /** The names that may begin an expression. */
  Set<String> roots() {
    Set<String> roots = new LinkedHashSet<>();
    for (String name : byName.keySet()) {
      int dot = name.indexOf('.');
      roots.add(dot < 0 ? name : name.substring(0, dot));
    }
    return roots;
  }
}
