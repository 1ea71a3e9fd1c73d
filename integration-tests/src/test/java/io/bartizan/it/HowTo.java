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

  /** The one block of a section that has the flag, with the agent's jar where it is. */
  static String block(String section) throws IOException {
    String block = fence(section);
    if (!block.contains("-javaagent:" + JAR)) {
      throw new AssertionError("the block has no flag, for " + section);
    }
    return block.replace(JAR, Places.agentJar().toString());
  }

  /** The rules of the one block of a section, for a policy that has others before them. */
  static String rules(String section) throws IOException {
    String block = fence(section);
    if (!block.startsWith("rules:\n")) {
      throw new AssertionError("the block has no rules, for " + section);
    }
    return block.substring("rules:\n".length());
  }

  private static String fence(String section) throws IOException {
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
    if (fence.find()) {
      throw new AssertionError(page + ": one block, for " + section);
    }
    return block;
  }
}
