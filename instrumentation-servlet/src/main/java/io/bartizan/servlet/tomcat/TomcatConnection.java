package io.bartizan.servlet.tomcat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection that a request has come by, where it has it for itself. */
final class TomcatConnection {

  /** Closing one of another kind may wait for its peer. */
  private static final String CLOSED_AT_ONCE =
      "org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper";

  private TomcatConnection() {}

  /**
   * Closes it, on any thread and without waiting: whoever writes to it is told so. One that several
   * requests share stays open, and so does one of another kind than Tomcat's default: there the
   * handler is told when it flushes.
   */
  static void close(Request request) {
    try {
      Field hook = Request.class.getDeclaredField("hook");
      hook.setAccessible(true);
      Object processor = hook.get(request);
      if (processor instanceof Http11Processor) {
        Method socket = AbstractProcessor.class.getDeclaredMethod("getSocketWrapper");
        socket.setAccessible(true);
        Object wrapper = socket.invoke(processor);
        if (wrapper instanceof SocketWrapperBase
            && wrapper.getClass().getName().equals(CLOSED_AT_ONCE)) {
          ((SocketWrapperBase<?>) wrapper).close();
        }
      }
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException("a Tomcat whose connections can't be closed", unknown);
    }
  }
}
