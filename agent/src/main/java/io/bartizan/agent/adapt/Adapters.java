package io.bartizan.agent.adapt;

import io.bartizan.agent.weave.Worlds;
import io.bartizan.gate.Adapter;
import io.bartizan.instrumentation.JoinPoint;
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

  private final Map<String, Post> posts = new HashMap<>();

  private final ClassValue<Home> homes =
      new ClassValue<Home>() {
        @Override
        protected Home computeValue(Class<?> anchor) {
          return new Home(anchor);
        }
      };

  Adapters() {
    for (JoinPoint point : Worlds.joinPoints()) {
      posts.put(point.name(), new Post(point));
    }
  }

  /** Whether requests are decided at the join point. */
  boolean decides(String name) {
    Post post = posts.get(name);
    return post != null && post.decides();
  }

  /**
   * The post at a join point.
   *
   * @throws IllegalStateException if there is no such join point
   */
  Post post(String name) {
    Post post = posts.get(name);
    if (post == null) {
      throw new IllegalStateException("no join point is called " + name);
    }
    return post;
  }

  /** A join point, and the adapter for each class that comes by it. */
  final class Post {
    private final JoinPoint point;
    private final boolean decides;

    /** A class that leads to no adapter is asked anew each time. */
    private final ClassValue<Adapter> adapters =
        new ClassValue<Adapter>() {
          @Override
          protected Adapter computeValue(Class<?> type) {
            Class<?> anchor = named(type, point.anchor());
            if (anchor == null) {
              throw new IllegalStateException(type.getName() + " is no " + point.anchor());
            }
            return homes.get(anchor).adapter(point);
          }
        };

    private Post(JoinPoint point) {
      this.point = point;
      this.decides = point.decides();
    }

    /** Whether requests are decided here. */
    boolean decides() {
      return decides;
    }

    /**
     * The adapter.
     *
     * @param self what the woven method belongs to
     * @param first its first argument: the guard's request, whose API tells the namespace
     * @throws IllegalStateException if no adapter fits
     */
    Adapter adapter(Object self, @Nullable Object first) {
      Object witness = point.type() == null && first != null ? first : self;
      return adapters.get(witness.getClass());
    }
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
          : onJakarta(Class.forName(witness, false, container));
    }

    /** Whether anything above a type is of the newer namespace. */
    private static boolean onJakarta(@Nullable Class<?> type) {
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        if (at.getName().startsWith("jakarta.")) {
          return true;
        }
        for (Class<?> contract : at.getInterfaces()) {
          if (onJakarta(contract)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
