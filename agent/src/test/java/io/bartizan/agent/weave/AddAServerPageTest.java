package io.bartizan.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that tells how to add a server shows the code that runs, and does not make it small. */
class AddAServerPageTest {

  /** More than that is a sign that an adapter decides something. */
  private static final int MOST_LINES = 150;

  private static final int BLOCKS = 7;

  private static final Pattern BLOCK =
      Pattern.compile("`([^`\n]+\\.java)`\n\n```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void code_isThatOfTheSources() throws Exception {
    String page = Files.readString(root().resolve("docs/how-to/add-a-server.md"));
    Matcher block = BLOCK.matcher(page);
    int blocks = 0;
    while (block.find()) {
      String source = Files.readString(root().resolve(block.group(1)));
      assertTrue(
          source.contains("\n" + block.group(2)), block.group(1) + " is not\n" + block.group(2));
      blocks++;
    }
    assertEquals(BLOCKS, blocks);
    assertEquals(BLOCKS, page.split("```java").length - 1, "a block names no source");
  }

  @Test
  void sizes_areThoseOfTheSources() throws Exception {
    String page = Files.readString(root().resolve("docs/how-to/add-a-server.md"));
    Matcher block = BLOCK.matcher(page);
    assertTrue(block.find());
    int point = lines(block.group(2));
    assertTrue(block.find());
    int advice = lines(Files.readString(root().resolve(block.group(1))));
    assertTrue(block.find());
    int adapter = lines(Files.readString(root().resolve(block.group(1))));
    assertTrue(page.contains(point + " + " + advice + " + " + adapter + " lines"), "the sizes");
    assertTrue(point + advice + adapter < MOST_LINES, "together");
  }

  private static int lines(String text) {
    return text.split("\n").length;
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at;
  }
}
