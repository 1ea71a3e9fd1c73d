package io.bartizan.servlet.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.AsyncContextEvent;
import org.jspecify.annotations.Nullable;

/**
 * What changed its shape between Jetty 9.4 to 11 and 10: {@code HttpURI} became an interface, so
 * that no call compiled against one links with the other, and the path of a dispatch got another
 * name.
 */
final class JettyUri {

  private static final MethodHandle ABSOLUTE = uri("isAbsolute", boolean.class);
  private static final MethodHandle PATH_QUERY = uri("getPathQuery", String.class);
  private static final MethodHandle FRAGMENT = uri("getFragment", String.class);
  private static final MethodHandle DISPATCH_PATH = dispatchPath();

  private JettyUri() {}

  private static MethodHandle uri(String name, Class<?> result) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(HttpURI.class, name, MethodType.methodType(result))
          .asType(MethodType.methodType(result, Object.class));
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("an unknown version of Jetty: HttpURI." + name, unknown);
    }
  }

  private static MethodHandle dispatchPath() {
    MethodType text = MethodType.methodType(String.class);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      return lookup.findVirtual(AsyncContextEvent.class, "getDispatchPath", text);
    } catch (ReflectiveOperationException before10) {
      try {
        return lookup.findVirtual(AsyncContextEvent.class, "getPath", text);
      } catch (ReflectiveOperationException unknown) {
        throw new IllegalStateException("an unknown version of Jetty: AsyncContextEvent", unknown);
      }
    }
  }

  /**
   * The target as it was sent, as far as Jetty keeps it.
   *
   * @param uri an {@code HttpURI}; its static type is of no use to a caller
   */
  static @Nullable String target(@Nullable Object uri) throws Throwable {
    if (uri == null) {
      return null;
    }
    // Jetty writes the Host header's authority into a URI that came without one.
    boolean absolute = (boolean) ABSOLUTE.invokeExact(uri);
    if (absolute) {
      return uri.toString();
    }
    String target = (String) PATH_QUERY.invokeExact(uri);
    String fragment = (String) FRAGMENT.invokeExact(uri);
    return fragment == null ? target : target + '#';
  }

  /** Where an asynchronous dispatch goes, in its context; null where it goes to the same path. */
  static @Nullable String dispatchPath(AsyncContextEvent event) throws Throwable {
    return (String) DISPATCH_PATH.invokeExact(event);
  }
}
