package io.bartizan.it;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Runs another main class in a JVM that ends with whoever holds the other end of its standard
 * input, however that one ends: a killed test run leaves nothing behind.
 */
public final class Leash {

  private Leash() {}

  /** The name of the main class, and its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread holding = new Thread(Leash::hold, "leash");
    holding.setDaemon(true);
    holding.start();
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void hold() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(1);
  }
}
