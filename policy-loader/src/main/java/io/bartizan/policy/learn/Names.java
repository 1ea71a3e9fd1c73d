package io.bartizan.policy.learn;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names for variables and rules, made of what stands in the path. */
final class Names {

  /** Words of conditions (CEL, language definition, "Syntax") that no member may be called. */
  static final Set<String> RESERVED =
      Collections.unmodifiableSet(
          new HashSet<>(
              Arrays.asList(
                  "as",
                  "break",
                  "const",
                  "continue",
                  "else",
                  "false",
                  "for",
                  "function",
                  "if",
                  "import",
                  "in",
                  "let",
                  "loop",
                  "namespace",
                  "null",
                  "package",
                  "return",
                  "true",
                  "var",
                  "void",
                  "while")));

  private static final int MAX_RULE = 60;

  private final Set<String> rules = new HashSet<>();

  /**
   * A variable's name: {@code id}, or after the name before it ({@code orders}: {@code orderId})
   * where that is taken.
   */
  static String variable(String before, Set<String> taken) {
    String word = before.replaceAll("[^A-Za-z0-9]", "");
    if (word.endsWith("s") && word.length() > 3) {
      word = word.substring(0, word.length() - 1);
    }
    String wanted =
        word.matches("[A-Za-z].{0,31}") && !taken.isEmpty()
            ? word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1) + "Id"
            : "id";
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = wanted + i;
    }
    taken.add(name);
    return name;
  }

  /** A rule's name, given to no other: {@code orders-id-delete}, {@code bank-transfer}. */
  String rule(List<String> segments, Uses uses, boolean alone) {
    StringBuilder words = new StringBuilder();
    segments.forEach(segment -> add(words, segment));
    boolean invoked = uses.operations.size() == 1;
    if (invoked) {
      add(words, uses.operations.iterator().next());
    }
    String base = words.length() == 0 ? "root" : words.toString();
    base = base.substring(0, Math.min(base.length(), MAX_RULE));
    if (!alone && !invoked) {
      base += "-" + String.join("-", uses.methods()).toLowerCase(Locale.ROOT);
    }
    String name = base;
    for (int i = 2; !rules.add(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private static void add(StringBuilder words, String text) {
    String word =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (!word.isEmpty()) {
      words.append(words.length() == 0 ? "" : "-").append(word);
    }
  }
}
