package io.bartizan.jaxrs.resteasy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import javax.ws.rs.core.UriInfo;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What changed its shape between RESTEasy 3 and 4: the type of a request's URI moved. */
final class Requests {

  private static final MethodHandle URI = uri();

  private Requests() {}

  private static MethodHandle uri() {
    try {
      MethodHandle found =
          MethodHandles.publicLookup().unreflect(HttpRequest.class.getMethod("getUri"));
      return found.asType(found.type().changeReturnType(UriInfo.class));
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("an unknown version of RESTEasy", unknown);
    }
  }

  static HttpRequest of(@Nullable Object first) {
    if (first instanceof HttpRequest) {
      return (HttpRequest) first;
    }
    throw new IllegalArgumentException("not RESTEasy's request");
  }

  static UriInfo uri(HttpRequest request) throws Exception {
    try {
      return (UriInfo) URI.invoke(request);
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
