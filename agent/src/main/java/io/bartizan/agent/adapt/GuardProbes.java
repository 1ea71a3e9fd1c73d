package io.bartizan.agent.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tries whether the guard stands in the servlet API that a server sees. */
public final class GuardProbes {

  private static final String PROBE = "io.bartizan.servlet.guard.GuardProbe";
  private static final String[] NAMESPACES = {"javax", "jakarta"};

  private GuardProbes() {}

  /**
   * One probe for each {@code HttpServlet} that is visible.
   *
   * @param loader the server's; null for the boot loader
   * @return probes that tell whether a request for a path gets through
   * @throws ReflectiveOperationException if one can't be made
   */
  public static List<Predicate<String>> of(@Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    List<Predicate<String>> probes = new ArrayList<>();
    for (String namespace : NAMESPACES) {
      Class<?> servlet = visible(namespace + ".servlet.http.HttpServlet", loader);
      if (servlet != null) {
        AdapterLoader home =
            new AdapterLoader(servlet.getClassLoader(), namespace.equals("jakarta"));
        probes.add(probe(Class.forName(PROBE, true, home)));
      }
    }
    return probes;
  }

  @SuppressWarnings("unchecked") // it is written so
  private static Predicate<String> probe(Class<?> type) throws ReflectiveOperationException {
    return (Predicate<String>) type.getDeclaredConstructor().newInstance();
  }

  private static @Nullable Class<?> visible(String type, @Nullable ClassLoader loader) {
    try {
      return Class.forName(type, false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}
