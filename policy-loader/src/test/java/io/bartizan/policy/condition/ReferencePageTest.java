package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/conditions.md} say what the code does. {@code -Dwrite=true}
 * writes them anew.
 */
class ReferencePageTest {

  private static final Path PAGE = Path.of("../docs/reference/conditions.md");

  private static void assertGenerated(String name, String table) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + name + ": generated -->\n";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("<!-- end -->", from);
    if (Boolean.getBoolean("write")) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
    } else {
      assertEquals(table, page.substring(from, to), "run this test with -Dwrite=true");
    }
  }

  @Test
  void attributes_areThoseOfTheCode() throws IOException {
    StringBuilder table = new StringBuilder("| Attribute | Type | Meaning |\n|---|---|---|\n");
    for (Attribute attribute : Attribute.values()) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(attribute.text(), attribute.type, attribute.meaning()));
    }
    assertGenerated("attributes", table.toString());
  }

  @Test
  void functions_areThoseOfTheCode() throws IOException {
    StringBuilder table = new StringBuilder("| Function | Meaning |\n|---|---|\n");
    for (Overload overload : Functions.all()) {
      table.append("| `%s` | %s |\n".formatted(overload, overload.meaning));
    }
    assertGenerated("functions", table.toString());
  }

  @Test
  void bounds_areThoseOfTheCode() throws Exception {
    StringBuilder table = new StringBuilder("| Bound | Value |\n|---|---|\n");
    for (java.lang.reflect.Field field : Bounds.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        String name = field.getName().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        table.append("| %s | %,d |\n".formatted(name, field.getInt(null)).replace('.', ','));
      }
    }
    assertGenerated("bounds", table.toString());
  }

  @Test
  void whatIsLeftOut_isWhatTheConformanceTestLeavesOut() throws IOException {
    Path folder = ConformanceTest.folder();
    assumeTrue(Files.isDirectory(folder), "needs cel-spec under BARTIZAN_CORPUS");
    StringBuilder table = new StringBuilder("| Left out | Cases |\n|---|---|\n");
    int left = 0;
    for (Map.Entry<String, Integer> reason : ConformanceTest.leftOut().entrySet()) {
      table.append("| %s | %d |\n".formatted(reason.getKey(), reason.getValue()));
      left += reason.getValue();
    }
    int all = Conformance.cases(folder).size();
    table.append(
        "\nOf %d cases %d are within the subset, and all agree.\n".formatted(all, all - left));
    assertGenerated("left out", table.toString());
  }
}
