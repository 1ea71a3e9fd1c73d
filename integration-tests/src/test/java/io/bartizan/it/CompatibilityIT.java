package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The table of the compatibility page is what the tests before this one have shown, no line more
 * and no line less. Runs after all others, in an execution of its own.
 */
class CompatibilityIT {

  private static final String BEGIN = "<!-- proven: begin -->\n";
  private static final String END = "<!-- proven: end -->\n";
  private static final String HEAD =
      "| Server | Version | Decided as | Protocol | Java |\n|---|---|---|---|---|\n";

  @Test
  void page_tellsWhatThisRunHasShown() throws Exception {
    Assumptions.assumeTrue(Files.exists(Places.corpus()), "without the corpora less is shown");
    List<String> shown = Files.readAllLines(Places.proven());
    Path page = Places.root().resolve("docs/reference/compatibility.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end > begin, page + " has no place for the table");
    Path made = Places.target().resolve("compatibility.md");
    String table = HEAD + String.join("\n", rows(shown)) + "\n";
    Files.writeString(made, text.substring(0, begin) + table + text.substring(end));
    assertEquals(
        new HashSet<>(shown),
        lines(text.substring(begin, end)),
        () -> page + " tells something else than this run; copy " + made + " there");
  }

  /** The rows of the table, with the Javas of each gathered. */
  private static List<String> rows(List<String> lines) {
    return lines.stream()
        .distinct()
        .map(line -> line.split("\t"))
        .collect(
            Collectors.groupingBy(
                cells -> String.join(" | ", List.of(cells).subList(0, 4)),
                TreeMap::new,
                Collectors.mapping(cells -> Integer.valueOf(cells[4]), Collectors.toSet())))
        .entrySet()
        .stream()
        .map(row -> "| " + row.getKey() + " | " + javas(row.getValue()) + " |")
        .toList();
  }

  private static String javas(Set<Integer> versions) {
    return versions.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** A line for each Java of each row, of the Javas that are here. */
  private static Set<String> lines(String table) {
    Set<String> lines = new HashSet<>();
    for (String row : table.substring(Math.min(table.length(), HEAD.length())).split("\n")) {
      List<String> cells = new ArrayList<>(Arrays.asList(row.split(" *\\| *")));
      if (cells.size() < 6) {
        continue;
      }
      for (String java : cells.get(5).split(", ")) {
        if (Places.jdks().containsKey(Integer.valueOf(java))) {
          lines.add(
              String.join("\t", cells.get(1), cells.get(2), cells.get(3), cells.get(4), java));
        }
      }
    }
    return lines;
  }
}
