package io.bartizan.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a system property of another JVM through the JDK's own attach API (module {@code
 * jdk.attach}, in Java 8 {@code tools.jar}). Nothing is loaded there, and nothing opened.
 */
final class Attached {

  private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

  private Attached() {}

  /**
   * The property.
   *
   * @return null if that JVM has none of the name
   * @throws Failure if that JVM can't be attached to
   */
  static @Nullable String property(String pid, String name) throws Failure {
    try {
      Class<?> type = machine();
      Object machine = type.getMethod("attach", String.class).invoke(null, pid);
      try {
        Properties all = (Properties) type.getMethod("getSystemProperties").invoke(machine);
        return all.getProperty(name);
      } finally {
        type.getMethod("detach").invoke(machine);
      }
    } catch (ClassNotFoundException jreOnly) {
      throw failure(
          pid, "this Java can't attach", "use the java of a JDK, or give doctor the server's log");
    } catch (InvocationTargetException refused) {
      throw failure(
          pid,
          String.valueOf(refused.getCause()),
          "run doctor as the server's user, where the server runs, or give it the server's log");
    } catch (ReflectiveOperationException | MalformedURLException unlikely) {
      throw failure(pid, unlikely.toString(), "give doctor the server's log");
    }
  }

  private static Failure failure(String pid, String why, String remedy) {
    return new Failure(Exit.USAGE, "BZ5101", null, "process " + pid + ": " + why, remedy);
  }

  @SuppressWarnings("BanClassLoader") // the JDK's own jar, which Java 8 has on no class path
  private static Class<?> machine() throws ClassNotFoundException, MalformedURLException {
    try {
      return Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException java8) {
      File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
      if (!tools.canRead()) {
        throw java8;
      }
      return Class.forName(MACHINE, true, new URLClassLoader(new URL[] {tools.toURI().toURL()}));
    }
  }
}
