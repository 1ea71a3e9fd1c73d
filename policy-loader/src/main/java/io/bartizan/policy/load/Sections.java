package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The top-level sections of a file as they were written, comments and all. */
final class Sections {

  private Sections() {}

  /**
   * The text without some of the sections.
   *
   * @return null where two sections share a line, so that none can be taken out
   */
  static @Nullable String without(String text, Tree.Mapping top, Set<String> names) {
    List<String> lines = Arrays.asList(text.split("\r?\n", -1));
    List<String> kept = new ArrayList<>();
    List<Tree.Entry> entries = top.entries;
    int last = 0;
    for (Tree.Entry entry : entries) {
      if (entry.key.column != 1 || entry.key.line <= last) {
        return null;
      }
      last = entry.key.line;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (!names.contains(entries.get(i).key.text)) {
        int end = i + 1 < entries.size() ? begin(lines, entries.get(i + 1)) : lines.size();
        kept.addAll(lines.subList(begin(lines, entries.get(i)), end));
      }
    }
    return String.join("\n", kept);
  }

  /** The first line of what belongs to a section: comments right above it do. */
  private static int begin(List<String> lines, Tree.Entry entry) {
    int begin = entry.key.line - 1;
    while (begin > 0 && lines.get(begin - 1).startsWith("#")) {
      begin--;
    }
    return begin;
  }
}
