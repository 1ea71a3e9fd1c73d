package io.bartizan.agent.weave;

import io.bartizan.instrumentation.Renaming;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classes that were loaded before this agent was there, by another agent for one, and hold join
 * points: they are woven now. Nothing else is touched. What no agent may change (a lambda that is a
 * filter, say) would not have been woven when it was loaded either: its requests are decided at the
 * choke point.
 */
final class EarlyClasses {

  private static final String[] HANDLERS = {
    "javax.servlet.Servlet",
    "jakarta.servlet.Servlet",
    "javax.servlet.Filter",
    "jakarta.servlet.Filter"
  };

  /**
   * One of these is loaded before any Java code can listen, or start a process that does; a client
   * needs none.
   */
  private static final String[] LISTENERS = {
    "java/lang/ProcessImpl",
    "java/lang/UNIXProcess",
    "java/net/ServerSocket",
    "java/nio/channels/ServerSocketChannel",
    "java/nio/channels/AsynchronousServerSocketChannel"
  };

  private EarlyClasses() {}

  /** Whether a class of the JDK, its name with slashes, is needed to listen. */
  static boolean listens(@Nullable String name) {
    for (String listener : LISTENERS) {
      if (listener.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of those was loaded already. */
  static boolean listening(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() == null && listens(loaded.getName().replace('.', '/'))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Weaves them.
   *
   * @return what went wrong, a line for each class; empty if nothing did
   */
  static List<String> weave(Instrumentation instrumentation, Candidates candidates) {
    List<String> failed = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      boolean named = !candidates.typed(loaded.getName().replace('.', '/')).isEmpty();
      boolean handler = !named && loaded.getClassLoader() != null && handler(loaded);
      if (named || (handler && instrumentation.isModifiableClass(loaded))) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (Exception | LinkageError refused) {
          failed.add(
              loaded.getName() + " was loaded before the agent and stays as it is: " + refused);
        }
      }
    }
    return failed;
  }

  private static boolean handler(@Nullable Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> contract : at.getInterfaces()) {
        if (handler(contract.getName()) || handler(contract)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Under the API's own name or a renamed one. */
  private static boolean handler(String contract) {
    for (String known : HANDLERS) {
      if (contract.endsWith(known) && Renaming.between(known, contract) != null) {
        return true;
      }
    }
    return false;
  }
}
