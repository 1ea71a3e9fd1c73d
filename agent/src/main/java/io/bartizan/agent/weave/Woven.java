package io.bartizan.agent.weave;

import io.bartizan.servlet.JoinPoint;
import io.bartizan.servlet.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Which join points have been woven, for each class loader: what the manifest is held against. */
public final class Woven {

  private final Map<ClassLoader, Set<String>> byLoader =
      Collections.synchronizedMap(new WeakHashMap<>());

  Woven() {}

  void add(ClassLoader loader, List<JoinPoint> points) {
    synchronized (byLoader) {
      Set<String> known = byLoader.get(loader);
      if (known == null) {
        known = new HashSet<>();
        byLoader.put(loader, known);
      }
      for (JoinPoint point : points) {
        known.add(point.name());
      }
    }
  }

  /**
   * What a server's manifest asks for and is not woven.
   *
   * @param loader the loader of a class of the server
   * @return empty if nothing is missing
   */
  public List<Requirement> missing(String server, ClassLoader loader) {
    List<Requirement> missing = new ArrayList<>();
    for (Requirement requirement : Requirement.of(server)) {
      boolean concerned = false;
      Set<String> woven = new HashSet<>();
      for (String type : requirement.types()) {
        Class<?> loaded = load(type, loader);
        concerned |= loaded != null;
        if (loaded != null && loaded.getClassLoader() != null) {
          woven.addAll(of(loaded.getClassLoader()));
        }
      }
      if (concerned && !met(requirement, woven)) {
        missing.add(requirement);
      }
    }
    return missing;
  }

  private Set<String> of(ClassLoader loader) {
    synchronized (byLoader) {
      Set<String> known = byLoader.get(loader);
      return known == null ? Collections.<String>emptySet() : new HashSet<>(known);
    }
  }

  private static boolean met(Requirement requirement, Set<String> woven) {
    for (List<String> alternative : requirement.alternatives()) {
      if (woven.containsAll(alternative)) {
        return true;
      }
    }
    return false;
  }

  /** Loading a type is what gets it woven. A type that does not load does not run either. */
  private static @Nullable Class<?> load(String type, ClassLoader loader) {
    try {
      return Class.forName(type, false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}
