package io.bartizan.testapp;

import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * The test application as services of gRPC: {@code admin/Call}, {@code public/Call}, and whatever
 * else is called.
 */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .addService(service("admin"))
            .addService(service("public"))
            .fallbackHandlerRegistry(new Rest())
            .build()
            .start();
    Loops.watch();
    Control.serve(server.getPort(), () -> "none");
  }

  private static ServerServiceDefinition service(String name) {
    return ServerServiceDefinition.builder(name).addMethod(method(name + "/Call")).build();
  }

  private static ServerMethodDefinition<byte[], byte[]> method(String name) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(name)
            .build();
    ServerCallHandler<byte[], byte[]> handler =
        (call, headers) -> {
          InetSocketAddress peer =
              (InetSocketAddress) call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
          Entries.count(Routes.of("/" + name), peer.getPort());
          call.request(1);
          return new Echo(call);
        };
    return ServerMethodDefinition.create(method, handler);
  }

  /** Every other method: whatever name comes through reaches a handler that counts it. */
  private static final class Rest extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      return method(name);
    }
  }

  private static final class Echo extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> call;

    Echo(ServerCall<byte[], byte[]> call) {
      this.call = call;
    }

    @Override
    public void onMessage(byte[] message) {
      call.sendHeaders(new Metadata());
      call.sendMessage(message);
      call.close(Status.OK, new Metadata());
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = stream.read(); b >= 0; b = stream.read()) {
          bytes.write(b);
        }
        return bytes.toByteArray();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
