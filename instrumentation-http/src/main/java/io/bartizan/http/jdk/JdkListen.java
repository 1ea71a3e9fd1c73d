package io.bartizan.http.jdk;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a server of the JDK's may listen, and tells that it does. No canary is sent: what no
 * context is there for the server answers itself, and that would look like an unprotected one.
 */
public final class JdkListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("jdk-http", HttpServer.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    InetSocketAddress bound = ((HttpServer) self).getAddress();
    if (entered == null || bound == null || bound.getPort() <= 0) {
      return;
    }
    String host = bound.getAddress() == null ? null : bound.getAddress().getHostAddress();
    judge.listening(
        "jdk-http",
        self instanceof HttpsServer ? "https by context" : "http by context",
        host,
        bound.getPort(),
        () -> ((HttpServer) self).stop(0));
  }
}
