package io.bartizan.cli;

import java.io.Console;
import java.lang.reflect.Method;

/** Whether this process talks to a terminal. */
final class Terminal {

  private Terminal() {}

  /**
   * Whether input and output are a terminal. Before Java 22 there was a console only then; since,
   * there always is one, and it tells.
   */
  @SuppressWarnings("SystemConsoleNull") // told apart below
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method tells = Console.class.getMethod("isTerminal");
      return (Boolean) tells.invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException untold) {
      return false;
    }
  }
}
