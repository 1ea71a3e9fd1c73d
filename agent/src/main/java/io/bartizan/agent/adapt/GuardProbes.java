package io.bartizan.agent.adapt;

import io.bartizan.instrumentation.Renaming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
   * @param witness a class of the server's: what its loader sees is tried, under the names that the
   *     API is known by and under those that the server's own packages were renamed to
   * @return probes that tell whether a request for a path gets through
   * @throws ReflectiveOperationException if one can't be made
   */
  public static List<Predicate<String>> of(Class<?> witness) throws ReflectiveOperationException {
    Set<String> prefixes = new LinkedHashSet<>();
    prefixes.add("");
    prefixes.add(Renaming.of(witness.getName()).prefixOfApis());
    List<Predicate<String>> probes = new ArrayList<>();
    for (String prefix : prefixes) {
      for (String namespace : NAMESPACES) {
        String name = prefix + namespace + ".servlet.http.HttpServlet";
        Class<?> servlet = visible(name, witness.getClassLoader());
        if (servlet != null) {
          ClassLoader container = servlet.getClassLoader();
          boolean jakarta = namespace.equals("jakarta");
          Remapping twin = Remapping.of(Renaming.NONE, jakarta, prefix, container);
          probes.add(probe(Class.forName(PROBE, true, new AdapterLoader(container, twin))));
        }
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
