package io.bartizan.agent.adapt;

import io.bartizan.gate.Adapter;
import io.bartizan.servlet.JoinPoint;
import io.bartizan.servlet.JoinPoints;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the adapter for what stands at a join point. Adapters hang on a class of the container they
 * belong to (its anchor) and nowhere else, so that both can be unloaded together.
 */
final class Adapters {

  private final Map<String, JoinPoint> points = new HashMap<>();

  /** From any class to the anchor that it leads to, for each namespace of the guard. */
  private final Map<String, ClassValue<Class<?>>> anchors = new HashMap<>();

  private final ClassValue<Home> homes =
      new ClassValue<Home>() {
        @Override
        protected Home computeValue(Class<?> anchor) {
          return new Home(anchor);
        }
      };

  Adapters() {
    for (JoinPoint point : JoinPoints.all()) {
      points.put(point.name(), point);
      anchors.put(point.name(), anchorsOf(point));
    }
  }

  private static ClassValue<Class<?>> anchorsOf(JoinPoint point) {
    return new ClassValue<Class<?>>() {
      @Override
      protected Class<?> computeValue(Class<?> type) {
        Class<?> anchor = named(type, point.anchor());
        if (anchor == null) {
          throw new IllegalStateException(type.getName() + " is no " + point.anchor());
        }
        return anchor;
      }
    };
  }

  /** Whether requests are decided at the join point. */
  boolean decides(String name) {
    JoinPoint point = points.get(name);
    return point != null && point.decides();
  }

  /**
   * The adapter.
   *
   * @param self what the woven method belongs to
   * @param first its first argument: the guard's request, whose API tells the namespace
   * @throws IllegalStateException if no adapter fits
   */
  Adapter find(String name, Object self, @Nullable Object first) {
    JoinPoint point = points.get(name);
    ClassValue<Class<?>> anchor = anchors.get(name);
    if (point == null || anchor == null) {
      throw new IllegalStateException("no join point is called " + name);
    }
    Object witness = point.type() == null && first != null ? first : self;
    return homes.get(anchor.get(witness.getClass())).adapter(point);
  }

  /** The class or interface of that name among a type and everything above it. */
  private static @Nullable Class<?> named(@Nullable Class<?> type, String name) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(name)) {
        return at;
      }
      for (Class<?> contract : at.getInterfaces()) {
        Class<?> found = named(contract, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** The adapters that belong to one anchor. */
  private static final class Home {
    private final Class<?> anchor;
    private final ConcurrentMap<String, Adapter> adapters = new ConcurrentHashMap<>();
    private volatile @Nullable AdapterLoader loader;

    Home(Class<?> anchor) {
      this.anchor = anchor;
    }

    Adapter adapter(JoinPoint point) {
      Adapter known = adapters.get(point.name());
      return known == null ? create(point) : known;
    }

    private synchronized Adapter create(JoinPoint point) {
      Adapter known = adapters.get(point.name());
      if (known != null) {
        return known;
      }
      AdapterLoader home = loader;
      try {
        if (home == null) {
          ClassLoader container = anchor.getClassLoader();
          home = new AdapterLoader(container, jakarta(point, container));
          loader = home;
        }
        Adapter made =
            Class.forName(point.adapter(), true, home)
                .asSubclass(Adapter.class)
                .getDeclaredConstructor()
                .newInstance();
        adapters.put(point.name(), made);
        return made;
      } catch (ReflectiveOperationException failed) {
        throw new IllegalStateException("no adapter for " + point.name(), failed);
      }
    }

    private boolean jakarta(JoinPoint point, ClassLoader container) throws ClassNotFoundException {
      String witness = point.namespaceWitness();
      return witness == null
          ? point.name().startsWith("jakarta.")
          : named(Class.forName(witness, false, container), "jakarta.servlet.ServletRequest")
              != null;
    }
  }
}
