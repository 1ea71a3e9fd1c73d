package io.bartizan.jaxrs;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The roles that {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll} ask for (Jakarta
 * Annotations 2.1, 2.9 to 2.12), of both namespaces: a method's own annotation before its class's,
 * an overridden or implemented method's where it has none, and a class's for the methods that the
 * class declares. Where the declaring class says nothing, the resource's class speaks for it.
 *
 * <p>Found by name: the annotation's class is the application's. Where its packages were renamed,
 * something stands in front of the name.
 */
final class RoleAnnotations {

  private static final String[] NOBODY = {};
  private static final String[] JAVAX = names("javax");
  private static final String[] JAKARTA = names("jakarta");

  private RoleAnnotations() {}

  private static String[] names(String namespace) {
    String start = "." + namespace + ".annotation.security.";
    return new String[] {start + "DenyAll", start + "RolesAllowed", start + "PermitAll"};
  }

  /**
   * What a method of a resource asks for.
   *
   * @return one of these roles; empty where nobody may; null where nothing is asked
   * @throws IllegalStateException if an annotation can't be read
   */
  static String @Nullable [] of(Class<?> resource, Method method) {
    Annotation found = ofMethod(resource, method);
    if (found == null) {
      found = on(method.getDeclaringClass());
    }
    if (found == null) {
      found = ofType(resource);
    }
    return found == null ? null : roles(found);
  }

  /** From the resource's class upwards, so that an override speaks first. */
  private static @Nullable Annotation ofMethod(@Nullable Class<?> type, Method method) {
    if (type == null) {
      return null;
    }
    Method here = Overrides.in(type, method);
    Annotation found = here == null ? null : on(here);
    if (found == null) {
      found = ofMethod(type.getSuperclass(), method);
    }
    Class<?>[] contracts = type.getInterfaces();
    for (int i = 0; i < contracts.length && found == null; i++) {
      found = ofMethod(contracts[i], method);
    }
    return found;
  }

  private static @Nullable Annotation ofType(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    Annotation found = on(type);
    if (found == null) {
      found = ofType(type.getSuperclass());
    }
    Class<?>[] contracts = type.getInterfaces();
    for (int i = 0; i < contracts.length && found == null; i++) {
      found = ofType(contracts[i]);
    }
    return found;
  }

  /** The strictest of them, should an element have more than one. */
  private static @Nullable Annotation on(AnnotatedElement element) {
    Annotation strictest = null;
    int rank = JAVAX.length;
    for (Annotation annotation : element.getDeclaredAnnotations()) {
      String name = '.' + annotation.annotationType().getName();
      for (int at = 0; at < rank; at++) {
        if (name.endsWith(JAVAX[at]) || name.endsWith(JAKARTA[at])) {
          strictest = annotation;
          rank = at;
        }
      }
    }
    return strictest;
  }

  private static String @Nullable [] roles(Annotation annotation) {
    Class<? extends Annotation> type = annotation.annotationType();
    String name = type.getSimpleName();
    if (name.equals("PermitAll")) {
      return null;
    }
    if (name.equals("DenyAll")) {
      return NOBODY;
    }
    try {
      return ((String[]) type.getMethod("value").invoke(annotation)).clone();
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException("unreadable: " + annotation, unreadable);
    }
  }
}
