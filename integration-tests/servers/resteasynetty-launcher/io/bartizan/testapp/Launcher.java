package io.bartizan.testapp;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import javax.annotation.Priority;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.netty.NettyJaxrsServer;
import org.jboss.resteasy.spi.ResteasyDeployment;

/** The JAX-RS application under {@code /rs/*} on Netty, where each request changes its thread. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    ResteasyDeployment deployment = new ResteasyDeploymentImpl();
    deployment.setApplication(new RestApplication());
    deployment.getProviders().add(new Counted());
    NettyJaxrsServer server = new NettyJaxrsServer();
    server.setDeployment(deployment);
    server.setHostname("127.0.0.1");
    server.setPort(0);
    server.setRootResourcePath("/rs");
    server.start();
    Control.serve(server.getPort(), () -> "none");
  }

  /** Tells whose request it is. */
  @PreMatching
  @Priority(1)
  public static final class Counted implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
      ChannelHandlerContext netty = ResteasyContext.getContextData(ChannelHandlerContext.class);
      Caller.begins(((InetSocketAddress) netty.channel().remoteAddress()).getPort());
    }
  }
}
