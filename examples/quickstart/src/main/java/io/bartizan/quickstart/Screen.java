package io.bartizan.quickstart;

import java.util.List;

/** What a person sees: at most 80 columns, colours on a terminal only. */
@SuppressWarnings("SystemOut") // this is the program's output
final class Screen {

  private static final int WIDTH = 78;
  private final boolean colours = Boolean.getBoolean("quickstart.colours");

  void flag() {
    System.out.println();
    System.out.println("An unmodified servlet application on Tomcat, started with one flag:");
    System.out.println(bold("  java -javaagent:bartizan.jar=bartizan.yaml ... shop.Shop"));
    System.out.println();
  }

  void agentLines(List<String> lines) {
    lines.stream().filter(l -> l.startsWith("bartizan: ")).forEach(l -> print("  " + l));
    System.out.println();
  }

  /** Shows one exchange; whether it was as expected. */
  boolean step(String what, Client.Answer answer, int expected) {
    boolean right = answer.status() == expected;
    System.out.println(bold(what));
    print(
        "  $ curl --path-as-is "
            + (answer.token() ? "-H \"Authorization: Bearer $TOKEN\" " : "")
            + answer.path());
    System.out.println(
        "  "
            + colour(answer.status() == 200 ? "32" : "31", answer.statusLine())
            + (right ? "" : "   <-- expected " + expected));
    answer.telling().forEach(line -> print("  " + line));
    print("  " + answer.body());
    System.out.println();
    return right;
  }

  void line(String text) {
    print("  " + text);
  }

  void title(String text) {
    System.out.println(bold(text));
  }

  void fail(String what) {
    System.out.println(colour("31", "FAILED: " + what));
  }

  void end(boolean all) {
    System.out.println();
    System.out.println(
        all
            ? "Every answer was as expected. The shop is stopped; nothing is left running."
            : colour("31", "FAILED: an answer was not as expected; see the arrows above."));
  }

  private static void print(String text) {
    System.out.println(text.length() <= WIDTH ? text : text.substring(0, WIDTH - 3) + "...");
  }

  private String bold(String text) {
    return colour("1", text);
  }

  private String colour(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
