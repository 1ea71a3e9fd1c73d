package io.bartizan.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server under test on Netty: one handler behind the codec, and one before it by hand. */
public final class NettyShop {

  private NettyShop() {}

  /** Prints the port, and ends with its standard input. Arguments: a folder; a key set or none. */
  public static void main(String[] arguments) throws Exception {
    RememberedTokens tokens =
        arguments.length > 1 ? new RememberedTokens(Files.readString(Path.of(arguments[1]))) : null;
    Channel channel =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel accepted) {
                    accepted.pipeline().addLast(new HttpServerCodec());
                    if (tokens != null) {
                      accepted.pipeline().addLast(new Remembering(tokens));
                    }
                    accepted.pipeline().addLast(new Orders());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    System.out.println("port " + ((InetSocketAddress) channel.localAddress()).getPort());
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
    Runtime.getRuntime().halt(0);
  }

  private static FullHttpResponse response(HttpResponseStatus status, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set("Content-Type", "application/json");
    response.headers().set("Content-Length", body.length);
    return response;
  }

  /** {@link RememberedTokens} in a pipeline. */
  private static final class Remembering extends ChannelInboundHandlerAdapter {
    private final RememberedTokens tokens;

    Remembering(RememberedTokens tokens) {
      this.tokens = tokens;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean refused =
          message instanceof HttpRequest
              && !tokens.letIn(((HttpRequest) message).headers().get("Authorization"));
      if (refused) {
        ReferenceCountUtil.release(message);
        context
            .writeAndFlush(response(HttpResponseStatus.UNAUTHORIZED, new byte[0]))
            .addListener(ChannelFutureListener.CLOSE);
      } else {
        context.fireChannelRead(message);
      }
    }
  }

  /** As little of an application as there can be. */
  private static final class Orders extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        context.write(response(HttpResponseStatus.OK, Order.BODY), context.voidPromise());
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }
}
