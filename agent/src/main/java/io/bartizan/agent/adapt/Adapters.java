package io.bartizan.agent.adapt;

import io.bartizan.agent.weave.Worlds;
import io.bartizan.gate.Adapter;
import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Renaming;
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
            Class<?> anchor = named(type, point.anchor(), false);
            if (anchor == null) {
              anchor = named(type, point.anchor(), true);
            }
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

  /** The class or interface of that name, or renamed from it, among a type and all above it. */
  private static @Nullable Class<?> named(@Nullable Class<?> type, String name, boolean renamed) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      boolean is = renamed && Renaming.between(name, at.getName()) != null;
      if (is || at.getName().equals(name)) {
        return at;
      }
      for (Class<?> contract : at.getInterfaces()) {
        Class<?> found = named(contract, name, renamed);
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
          home = new AdapterLoader(anchor.getClassLoader(), remapping(point));
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

    /** Where the container's types went, and those of the API that it is built on. */
    private Remapping remapping(JoinPoint point) throws ReflectiveOperationException {
      ClassLoader container = anchor.getClassLoader();
      Renaming renaming = Renaming.between(point.anchor(), anchor.getName());
      if (renaming == null) {
        throw new IllegalStateException(anchor.getName() + " is no " + point.anchor());
      }
      String witness = point.namespaceWitness();
      if (witness == null) {
        boolean guard = point.type() == null;
        boolean jakarta = point.name().startsWith("jakarta.");
        return Remapping.of(renaming, jakarta, guard ? renaming.prefixOfApis() : "", container);
      }
      String api = api(Class.forName(renaming.apply(witness), false, container));
      int namespace = api.lastIndexOf('.', api.length() - 2) + 1;
      boolean jakarta = api.startsWith("jakarta.", namespace);
      return Remapping.of(renaming, jakarta, api.substring(0, namespace), container);
    }

    /** What the API's names begin with that something above a type is of: {@code javax.}, say. */
    private static String api(@Nullable Class<?> type) {
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        String found = Remapping.api(at.getName());
        for (Class<?> contract : at.getInterfaces()) {
          found = found.isEmpty() ? api(contract) : found;
        }
        if (!found.isEmpty()) {
          return found;
        }
      }
      return "";
    }
  }
}
