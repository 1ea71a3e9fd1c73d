package io.bartizan.testapp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import javax.net.ssl.SSLEngine;

/**
 * The test application on Netty. {@code -Dtestapp.pipeline} says how its pipeline is built: {@code
 * codec}, {@code pair}, {@code separate}, {@code reverse}, {@code aggregated}, {@code unified} (a
 * handler finds out the protocol and puts the codec in its own place), {@code slipped} (a handler
 * gets between the codec and what stands behind it), {@code cleared} (all that stands behind the
 * codec is taken out, whoever put it there) or {@code foreign} (the codec is another Netty's).
 * {@code http2-} and a kind: see {@code Http2}.
 */
public final class Launcher {

  private Launcher() {}

  @SuppressWarnings("deprecation") // 4.2 names its event loops otherwise
  public static void main(String[] arguments) throws Exception {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(
                new NioEventLoopGroup(1),
                new NioEventLoopGroup(Integer.getInteger("testapp.loops", 2)))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) throws Exception {
                    if (Tls.wanted()) {
                      SSLEngine engine = Tls.context().createSSLEngine();
                      engine.setUseClientMode(false);
                      engine.setWantClientAuth(true);
                      channel.pipeline().addLast(new SslHandler(engine));
                    }
                    build(channel.pipeline());
                  }
                });
    Channel channel =
        bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    Loops.watch();
    Control.command("around", Around::run);
    Control.command("bytes", Around::bytes);
    Control.command("load", Launcher::load);
    Control.serve(port, () -> Around.run("/admin/around"));
  }

  private static String load(String type) throws ClassNotFoundException {
    try {
      return "loaded " + Class.forName(type).getSimpleName();
    } catch (ClassFormatError unloadable) {
      return "unloadable";
    }
  }

  private static void build(ChannelPipeline pipeline) {
    String kind = System.getProperty("testapp.pipeline", "codec");
    if (kind.startsWith("http2-")) {
      buildHttp2(kind.substring("http2-".length()), pipeline);
      return;
    }
    switch (kind) {
      case "pair":
        pipeline.addLast(
            new CombinedChannelDuplexHandler<>(
                new HttpRequestDecoder(), new HttpResponseEncoder()));
        break;
      case "separate":
        pipeline.addLast(new HttpRequestDecoder(), new HttpResponseEncoder());
        break;
      case "reverse":
        pipeline.addLast(new App());
        pipeline.addFirst(new HttpResponseEncoder(), new HttpRequestDecoder());
        return;
      case "aggregated":
        pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536));
        break;
      case "unified":
        pipeline.addLast("unified", new Unified());
        return;
      case "foreign":
        pipeline.addLast(new elsewhere.io.netty.handler.codec.http.HttpServerCodec());
        return;
      case "slipped":
        pipeline.addLast("codec", new HttpServerCodec());
        pipeline.addLast(new App());
        pipeline.addAfter("codec", "slipped", new App());
        return;
      case "cleared":
        pipeline.addLast(new HttpServerCodec(), new Clearing());
        return;
      default:
        pipeline.addLast(new HttpServerCodec());
    }
    pipeline.addLast(new App());
  }

  /** Netty 4.0 has no HTTP/2, and lacks the class. */
  private static void buildHttp2(String kind, ChannelPipeline pipeline) {
    try {
      Class.forName("io.bartizan.testapp.Http2")
          .getMethod("build", String.class, ChannelPipeline.class)
          .invoke(null, kind, pipeline);
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException(absent);
    }
  }

  /** Becomes an HTTP codec when the first bytes come. */
  private static final class Unified extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ChannelPipeline pipeline = context.pipeline();
      pipeline.addAfter("unified", "app", new App());
      pipeline.replace(this, "codec", new HttpServerCodec());
      pipeline.fireChannelRead(message);
    }
  }

  /** Begins by taking out what it does not know. */
  private static final class Clearing extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      ChannelPipeline pipeline = context.pipeline();
      pipeline.addLast(new App());
      for (Map.Entry<String, ChannelHandler> one : pipeline) {
        if (!(one.getValue() instanceof HttpServerCodec || one.getValue() instanceof App)) {
          pipeline.remove(one.getKey());
        }
      }
    }
  }
}
