package io.bartizan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blocks of the page that says where the flag goes, for tests that start servers by them. */
final class HowTo {

  /** Where the page has the agent; the tests have it where it was built. */
  static final String JAR = "/opt/bartizan/bartizan.jar";

  private HowTo() {}

  /** The one block of a section, with the agent's jar where it is. */
  static String block(String section) throws IOException {
    Path page = Places.root().resolve("docs/how-to/add-the-flag.md");
    String text = Files.readString(page);
    int at = text.indexOf("\n## " + section + "\n");
    int end = text.indexOf("\n## ", at + 1);
    Matcher fence =
        Pattern.compile("```[a-z]+\n(.*?)```", Pattern.DOTALL)
            .matcher(text.substring(Math.max(at, 0), end < 0 ? text.length() : end));
    if (at < 0 || !fence.find()) {
      throw new AssertionError(page + " has no block for " + section);
    }
    String block = fence.group(1);
    if (!block.contains("-javaagent:" + JAR) || fence.find()) {
      throw new AssertionError(page + ": one block with the flag, for " + section);
    }
    return block.replace(JAR, Places.agentJar().toString());
  }
}
