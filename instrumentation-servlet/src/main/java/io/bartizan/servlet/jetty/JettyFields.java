package io.bartizan.servlet.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes header fields from a request. In Jetty 9.4 they are a class that can be changed; from 10 on
 * an interface whose values are copied, changed and put back.
 */
final class JettyFields {

  private static final @Nullable MethodHandle COPY = copy();
  private static final MethodHandle REMOVE = remove();
  private static final @Nullable MethodHandle PUT_BACK = putBack();

  private JettyFields() {}

  private static @Nullable MethodHandle copy() {
    return from10(
        () ->
            MethodHandles.publicLookup()
                .findStatic(
                    HttpFields.class, "build", MethodType.methodType(mutable(), HttpFields.class))
                .asType(MethodType.methodType(Object.class, Object.class)));
  }

  private static @Nullable MethodHandle putBack() {
    return from10(
        () ->
            MethodHandles.publicLookup()
                .findVirtual(
                    Request.class,
                    "setHttpFields",
                    MethodType.methodType(void.class, HttpFields.class))
                .asType(MethodType.methodType(void.class, Request.class, Object.class)));
  }

  private static MethodHandle remove() {
    MethodHandle late = from10(() -> removing(mutable(), mutable()));
    if (late != null) {
      return late;
    }
    try {
      return removing(HttpFields.class, HttpField.class);
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("an unknown version of Jetty: HttpFields.remove", unknown);
    }
  }

  private static MethodHandle removing(Class<?> fields, Class<?> result)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(fields, "remove", MethodType.methodType(result, String.class))
        .asType(MethodType.methodType(void.class, Object.class, String.class));
  }

  private static Class<?> mutable() throws ClassNotFoundException {
    return Class.forName(
        HttpFields.class.getName() + "$Mutable", false, HttpFields.class.getClassLoader());
  }

  /** What only Jetty 10 and 11 have; null where it is not there. */
  private static @Nullable MethodHandle from10(Finding finding) {
    try {
      return finding.find();
    } catch (ReflectiveOperationException before10) {
      return null;
    }
  }

  static void remove(Request request, String name) throws Throwable {
    Object fields = request.getHttpFields();
    if (COPY == null || PUT_BACK == null) {
      REMOVE.invoke(fields, name);
      return;
    }
    Object copy = COPY.invoke(fields);
    REMOVE.invoke(copy, name);
    PUT_BACK.invoke(request, copy);
  }

  /** A look-up of a method. */
  private interface Finding {
    MethodHandle find() throws ReflectiveOperationException;
  }
}
