package io.bartizan.jaxrs;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Route templates, put together from their parts. */
public final class Templates {

  private Templates() {}

  /**
   * One template of several parts, each with or without slashes at its ends. Expressions that limit
   * a variable are left out.
   */
  public static String join(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      all.append('/').append(part);
    }
    StringBuilder text = new StringBuilder("/");
    int depth = 0;
    boolean expression = false;
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      depth += c == '{' ? 1 : 0;
      if (depth > 0 && c == ':' && !expression) {
        expression = true;
        trim(text);
      }
      if (!expression && !(c == '/' && text.charAt(text.length() - 1) == '/')) {
        text.append(c);
      } else if (c == '}' && depth == 1) {
        text.append(c);
      }
      depth -= c == '}' ? 1 : 0;
      expression &= depth > 0;
    }
    if (text.length() > 1 && text.charAt(text.length() - 1) == '/') {
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  /** Blanks may stand between a variable's name and the colon (JAX-RS 2.1, 3.4). */
  private static void trim(StringBuilder text) {
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }

  /** What the {@code @Path} annotations of a class and its method say (JAX-RS 2.1, 3.6). */
  static String of(Class<?> type, Method method) {
    return ofType(type) + "/" + ofMethod(type, method);
  }

  private static String ofType(@Nullable Class<?> type) {
    String path = type == null ? "" : path(type);
    if (type == null || !path.isEmpty()) {
      return path;
    }
    path = ofType(type.getSuperclass());
    Class<?>[] contracts = type.getInterfaces();
    for (int i = 0; i < contracts.length && path.isEmpty(); i++) {
      path = ofType(contracts[i]);
    }
    return path;
  }

  private static String ofMethod(@Nullable Class<?> type, Method method) {
    Method here = type == null ? null : Overrides.in(type, method);
    String path = here == null ? "" : path(here);
    if (type == null || !path.isEmpty()) {
      return path;
    }
    path = ofMethod(type.getSuperclass(), method);
    Class<?>[] contracts = type.getInterfaces();
    for (int i = 0; i < contracts.length && path.isEmpty(); i++) {
      path = ofMethod(contracts[i], method);
    }
    return path;
  }

  private static String path(AnnotatedElement element) {
    for (Annotation annotation : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> type = annotation.annotationType();
      // The API's packages may have been renamed: something stands in front.
      String name = '.' + type.getName();
      if (name.endsWith(".javax.ws.rs.Path") || name.endsWith(".jakarta.ws.rs.Path")) {
        try {
          return String.valueOf(type.getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException unreadable) {
          throw new IllegalStateException("unreadable: " + annotation, unreadable);
        }
      }
    }
    return "";
  }
}
