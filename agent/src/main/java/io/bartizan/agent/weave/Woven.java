package io.bartizan.agent.weave;

import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Renaming;
import io.bartizan.instrumentation.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which join points have been woven into the types that a manifest names, for each class loader and
 * under whatever name they go. A loader that is gone takes its entry along.
 */
public final class Woven {

  private final Set<String> named = Worlds.requiredTypes();
  private final Map<@Nullable ClassLoader, Set<String>> byLoader = new WeakHashMap<>();

  Woven() {}

  synchronized void add(@Nullable ClassLoader loader, String type, List<JoinPoint> points) {
    if (!named.contains(points.get(0).renaming().known(type))) {
      return;
    }
    Set<String> known = byLoader.get(loader);
    if (known == null) {
      known = new HashSet<>();
      byLoader.put(loader, known);
    }
    for (JoinPoint point : points) {
      known.add(type + '#' + point.name());
    }
  }

  /**
   * What a server's manifest asks for and is not woven.
   *
   * @param witness a class of the server's: its name tells where the server's packages went
   * @return empty if nothing is missing
   */
  public List<Requirement> missing(String server, Class<?> witness) {
    Renaming renaming = Renaming.of(witness.getName());
    List<Requirement> missing = new ArrayList<>();
    for (Requirement requirement : Worlds.manifestOf(server)) {
      boolean met = met(requirement, renaming, witness.getClassLoader());
      if (met && !requirement.always() && !renaming.none()) {
        // What applications are written against may have kept its name.
        met = met(requirement, Renaming.NONE, witness.getClassLoader());
      }
      if (!met) {
        missing.add(requirement);
      }
    }
    return missing;
  }

  private boolean met(Requirement requirement, Renaming renaming, @Nullable ClassLoader loader) {
    boolean concerned = requirement.always();
    Set<String> woven = new HashSet<>();
    for (String type : requirement.types()) {
      Class<?> loaded = load(renaming.apply(type), loader);
      if (loaded != null) {
        concerned = true;
        woven.addAll(of(loaded));
      }
    }
    return !concerned || met(requirement, renaming, woven);
  }

  /** What is woven into one type: another loader's type of the same name proves nothing. */
  private synchronized Set<String> of(Class<?> type) {
    Set<String> known = byLoader.get(type.getClassLoader());
    if (known == null) {
      return Collections.emptySet();
    }
    Set<String> own = new HashSet<>();
    for (String place : known) {
      if (place.startsWith(type.getName() + '#')) {
        own.add(place);
      }
    }
    return own;
  }

  private static boolean met(Requirement requirement, Renaming renaming, Set<String> woven) {
    for (List<String> alternative : requirement.alternatives()) {
      boolean whole = true;
      for (String place : alternative) {
        whole &= woven.contains(renaming.apply(place));
      }
      if (whole) {
        return true;
      }
    }
    return false;
  }

  /** Loading a type is what gets it woven. A type that does not load does not run either. */
  private static @Nullable Class<?> load(String type, @Nullable ClassLoader loader) {
    try {
      return Class.forName(type, false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}
