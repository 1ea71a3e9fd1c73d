package io.bartizan.cli;

import io.bartizan.policy.load.PolicySource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of a policy that differs from another's part of that name. */
final class RuleDiff {

  private final String part;
  private final @Nullable String before;
  private final @Nullable String after;

  private RuleDiff(String part, @Nullable String before, @Nullable String after) {
    this.part = part;
    this.before = before;
    this.after = after;
  }

  /** All that differs, in the order of the old policy; order by itself makes no difference. */
  static List<RuleDiff> of(PolicySource older, PolicySource newer) {
    Map<String, String> before = older.parts();
    Map<String, String> after = newer.parts();
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<RuleDiff> all = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        all.add(new RuleDiff(name, before.get(name), after.get(name)));
      }
    }
    return all;
  }

  static void pretty(Shell shell, List<RuleDiff> all) {
    for (RuleDiff one : all) {
      shell.out().println(shell.paint(Colour.STRONG, one.part));
      if (one.before != null) {
        shell.out().println(shell.paint(Colour.BAD, "  - " + one.before));
      }
      if (one.after != null) {
        shell.out().println(shell.paint(Colour.GOOD, "  + " + one.after));
      }
    }
    shell
        .out()
        .println(
            all.isEmpty()
                ? "no difference"
                : all.size() + (all.size() == 1 ? " part differs" : " parts differ"));
  }

  static void json(Shell shell, List<RuleDiff> all) {
    Json.print(
        shell,
        json -> {
          json.writeStartArray();
          for (RuleDiff one : all) {
            json.writeStartObject();
            json.writeStringField("part", one.part);
            if (one.before != null) {
              json.writeStringField("old", one.before);
            }
            if (one.after != null) {
              json.writeStringField("new", one.after);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
