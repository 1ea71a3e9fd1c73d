package io.bartizan.agent.start;

/** The few lines that the agent says: on standard error, never on standard output. */
final class Console {

  private Console() {}

  /** Says each line of a text with the agent's name before it. */
  @SuppressWarnings("SystemOut") // the one place that speaks before any logger may
  static void say(String text) {
    for (String line : text.split("\n", -1)) {
      System.err.println("bartizan: " + line);
    }
    System.err.flush();
  }
}
