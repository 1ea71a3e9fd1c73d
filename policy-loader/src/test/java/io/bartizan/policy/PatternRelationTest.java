package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternRelationTest {

  private static final List<String> SEGMENTS = List.of("a", "A", "b", "ab", "aab", "zz");

  /** Every path of up to three of these segments, with and without a slash at the end. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>(List.of("/"));
    List<String> last = List.of("");
    for (int depth = 0; depth < 3; depth++) {
      List<String> longer = new ArrayList<>();
      for (String path : last) {
        SEGMENTS.forEach(segment -> longer.add(path + "/" + segment));
      }
      paths.addAll(longer);
      longer.forEach(path -> paths.add(path + "/"));
      last = longer;
    }
    return paths;
  }

  private static List<PathPattern> patterns() {
    List<PathPattern> patterns = new ArrayList<>();
    List<String> texts = List.of("a", "A", "{x}", "a*", "*b", "*");
    for (String one : texts) {
      for (String form : List.of("/%s", "/%s/", "/%s/**", "/**/%s")) {
        if (!form.startsWith("/**") || one.contains("*")) {
          patterns.add(PathPattern.parse(String.format(form, one)));
        }
      }
      for (String two : List.of("b", "{y}", "*b")) {
        for (String form : List.of("/%s/%s", "/%s/%s/**", "/%s/**/%s")) {
          if (!form.contains("**/") || two.contains("*")) {
            patterns.add(PathPattern.parse(String.format(form, one, two)));
          }
        }
      }
    }
    patterns.add(PathPattern.parse("/**"));
    patterns.add(PathPattern.parse("/"));
    return patterns;
  }

  @Test
  void whatIsSaidOfTwoPatterns_holdsForEveryPath() {
    List<String> paths = paths();
    int covered = 0;
    for (PathPattern outer : patterns()) {
      for (PathPattern inner : patterns()) {
        boolean covers = PatternRelation.covers(outer, inner, false);
        boolean coversFolded = PatternRelation.covers(outer, inner, true);
        boolean overlap = PatternRelation.overlap(outer, inner, false);
        covered += covers ? 1 : 0;
        String pair = outer + " and " + inner;
        for (String path : paths) {
          boolean in = inner.matches(path);
          assertTrue(!covers || !in || outer.matches(path), () -> pair + " cover " + path);
          assertTrue(
              !coversFolded || !in || outer.matchesAnyReading(path),
              () -> pair + " cover as a deny " + path);
          assertTrue(overlap || !in || !outer.matches(path), () -> pair + " overlap at " + path);
        }
        assertEquals(overlap, PatternRelation.overlap(inner, outer, false), pair);
      }
    }
    assertTrue(covered > patterns().size(), "more than each pattern itself");
  }

  @Test
  void everyPattern_coversItself_andTheUniversalOneCoversAll() {
    PathPattern universal = PathPattern.parse("/**");
    for (PathPattern pattern : patterns()) {
      assertTrue(PatternRelation.covers(pattern, pattern, false), pattern.toString());
      assertTrue(PatternRelation.covers(universal, pattern, false), pattern.toString());
    }
  }
}
