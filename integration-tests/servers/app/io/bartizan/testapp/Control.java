package io.bartizan.testapp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The side channel of a launched server: commands on standard input, answers on standard output.
 */
final class Control {

  private static final Map<String, Command> MORE = new ConcurrentHashMap<>();

  private Control() {}

  /** Says the port and obeys until {@code stop} or the end of input. */
  static void serve(int port, Bypass bypass) throws IOException {
    System.out.println("port " + port);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      while (!obeyed(line, bypass)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  /** False where the heap is full, as a test wants it: it will not be so for long. */
  private static boolean obeyed(String line, Bypass bypass) {
    try {
      System.out.println(answer(line, bypass));
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    }
  }

  /** Obeys one command; its answer is one line. */
  static String answer(String line, Bypass bypass) {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "counts":
        return Entries.of(Integer.parseInt(words[1]));
      case "entries":
        return "entries " + Entries.all();
      case "bypass":
        return "bypass " + bypass.run();
      case "fault":
        return "fault " + fault(line.substring("fault ".length()));
      case "interrupted":
        return "interrupted " + Entries.interrupted();
      case "jmx":
        return "jmx " + attribute(words[1]);
      case "heap":
        return "heap " + heap();
      case "hog":
        Hog.start(Integer.parseInt(words[1]));
        return "hog";
      case "stop":
        Runtime.getRuntime().halt(0);
        return "stop";
      default:
        return more(words[0], line.substring(words[0].length()).trim());
    }
  }

  /** Enters a handler around the container's choke point; says whether the handler ran. */
  interface Bypass {
    String run();
  }

  /** A command that only some launchers know. */
  interface Command {
    String run(String argument) throws Exception;
  }

  /** Adds a command; its answer is one line. */
  static void command(String name, Command command) {
    MORE.put(name, command);
  }

  private static String more(String name, String argument) {
    Command command = MORE.get(name);
    try {
      return command == null ? "unknown " + name : command.run(argument);
    } catch (Exception failed) {
      failed.printStackTrace();
      return "failed " + failed;
    }
  }

  /** An attribute of the agent's bean, as text. */
  private static String attribute(String name) {
    try {
      ObjectName bean = new ObjectName("io.bartizan:type=Protection");
      return String.valueOf(ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name));
    } catch (JMException absent) {
      return String.valueOf(absent);
    }
  }

  /** What is reachable on the heap, in bytes: the least of some collections. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** Tells the fault agent, where one is loaded, that a decision is over: a handler runs. */
  static void entered() {
    fault("entered");
  }

  /** Drives the fault agent, where one is loaded. */
  private static String fault(String what) {
    try {
      Class<?> faults = Class.forName("java.bartizanfault.Faults");
      Method command = faults.getMethod("command", String.class);
      return String.valueOf(command.invoke(null, what));
    } catch (ReflectiveOperationException | SecurityException absent) {
      // A fault agent that only meddles leaves the switch where no loader may define it.
      return "absent";
    }
  }
}
