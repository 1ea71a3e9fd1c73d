package io.bartizan.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that a source names has a page, and every page a code. */
class ErrorPagesTest {

  private static final Pattern CODE = Pattern.compile("\\bBZ[0-9]{4}\\b");

  @Test
  void codesOfTheSources_areThoseOfThePages() throws Exception {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Docs.root())) {
      for (Path file :
          files
              .filter(
                  f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))
              .toList()) {
        codes(Files.readString(file), codes);
      }
    }
    Set<String> pages = new TreeSet<>();
    Path folder = Docs.root().resolve("docs/errors");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        codes(file.getFileName().toString(), pages);
      }
    }
    assertEquals(codes, pages);
    Set<String> listed = new TreeSet<>();
    codes(Files.readString(folder.resolve("README.md")), listed);
    assertEquals(pages, listed);
    for (String code : pages) {
      String page = Files.readString(folder.resolve(code + ".md"));
      assertTrue(page.startsWith("# " + code + "\n\n"), code);
      for (String part : new String[] {"**Avoid**: ", "**Prefer**: ", "**Rationale**: "}) {
        assertTrue(page.contains("\n" + part), code + " lacks " + part);
      }
    }
  }

  private static void codes(String text, Set<String> found) {
    Matcher codes = CODE.matcher(text);
    while (codes.find()) {
      found.add(codes.group());
    }
  }
}
