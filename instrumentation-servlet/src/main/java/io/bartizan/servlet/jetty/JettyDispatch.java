package io.bartizan.servlet.jetty;

import io.bartizan.gate.Dispatch;
import org.eclipse.jetty.server.AsyncContextEvent;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** Where an asynchronous dispatch of Jetty 9.4 to 11 goes: any handler, not only a servlet. */
final class JettyDispatch extends Dispatch {

  private final HttpChannel channel;

  JettyDispatch(HttpChannel channel) {
    this.channel = channel;
  }

  @Override
  public String kind() {
    return "ASYNC";
  }

  /** What it leads to has a guard of its own, as far as it is a servlet or a filter. */
  @Override
  public boolean leadsOn() {
    return true;
  }

  @Override
  public String method() {
    return channel.getRequest().getMethod();
  }

  @Override
  public String path() {
    AsyncContextEvent event = channel.getRequest().getHttpChannelState().getAsyncContextEvent();
    String path = event == null ? null : dispatchPath(event);
    if (event == null || path == null) {
      return channel.getRequest().getPathInfo();
    }
    int query = path.indexOf('?');
    String target = query < 0 ? path : path.substring(0, query);
    String context =
        event.getServletContext() == null ? "" : event.getServletContext().getContextPath();
    String canonical = URIUtil.canonicalPath(URIUtil.decodePath(context + target));
    if (canonical == null) {
      throw new IllegalArgumentException("a dispatch above the root");
    }
    return canonical;
  }

  private static @Nullable String dispatchPath(AsyncContextEvent event) {
    try {
      return JettyUri.dispatchPath(event);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public boolean hasPath(String path) {
    return path.equals(path());
  }

  @Override
  public String @Nullable [] mappings() {
    return null;
  }

  @Override
  public boolean mappedByPath() {
    return true;
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    new JettyExchange(channel).refuse(status, headers, body);
  }
}
