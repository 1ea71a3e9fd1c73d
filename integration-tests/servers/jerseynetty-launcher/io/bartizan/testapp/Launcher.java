package io.bartizan.testapp;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.UriInfo;
import org.glassfish.jersey.netty.httpserver.NettyHttpContainerProvider;
import org.glassfish.jersey.netty.httpserver.NettySecurityContext;
import org.glassfish.jersey.server.ResourceConfig;

/** The JAX-RS application under {@code /rs/*} on Netty, where each request changes its thread. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    RestApplication application = new RestApplication();
    ResourceConfig config =
        new ResourceConfig(application.getClasses())
            .addProperties(application.getProperties())
            .register(Below.class);
    Channel channel =
        NettyHttpContainerProvider.createServer(URI.create("http://127.0.0.1:0/"), config, false);
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    Control.serve(port, () -> "none");
  }

  /** Puts the application below {@code /rs}: the container knows the root only. */
  @PreMatching
  @Priority(1)
  public static final class Below implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) throws IOException {
      NettySecurityContext netty = (NettySecurityContext) context.getSecurityContext();
      Caller.begins(
          ((InetSocketAddress) netty.getNettyContext().channel().remoteAddress()).getPort());
      UriInfo info = context.getUriInfo();
      context.setRequestUri(info.getBaseUri().resolve("rs/"), info.getRequestUri());
    }
  }
}
