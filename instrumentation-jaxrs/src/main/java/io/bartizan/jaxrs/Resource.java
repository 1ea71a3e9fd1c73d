package io.bartizan.jaxrs;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules may ask of one method of a resource. Remembered with the resource's class, so that
 * both can be unloaded together.
 */
public final class Resource {

  private static final ClassValue<ConcurrentMap<Method, Resource>> KNOWN =
      new ClassValue<ConcurrentMap<Method, Resource>>() {
        @Override
        protected ConcurrentMap<Method, Resource> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final String[] names;
  private final String @Nullable [] roles;
  private final String template;

  private Resource(Class<?> type, Method method) {
    Set<String> all = new LinkedHashSet<>();
    all.add(type.getName() + '#' + method.getName());
    // A proxy's own name is nobody's to write: the class below it is what a deny means as well.
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      all.add(at.getName() + '#' + method.getName());
    }
    all.add(method.getDeclaringClass().getName() + '#' + method.getName());
    this.names = all.toArray(new String[0]);
    this.roles = RoleAnnotations.of(type, method);
    this.template = Templates.of(type, method);
  }

  /** A method of a resource of that class. */
  public static Resource of(Class<?> type, Method method) {
    ConcurrentMap<Method, Resource> known = KNOWN.get(type);
    Resource resource = known.get(method);
    if (resource == null) {
      resource = new Resource(type, method);
      known.put(method, resource);
    }
    return resource;
  }

  /** See {@link io.bartizan.gate.Dispatch#handlers()}. */
  public String[] names() {
    return names;
  }

  /** The roles that it asks for; null for none. Not to be changed. */
  public String @Nullable [] roles() {
    return roles;
  }

  /** What the {@code @Path} annotations of class and method say together; may be empty. */
  public String template() {
    return template;
  }
}
