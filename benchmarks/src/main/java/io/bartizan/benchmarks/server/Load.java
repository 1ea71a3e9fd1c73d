package io.bartizan.benchmarks.server;

import io.bartizan.benchmarks.Figures;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The load generator, a process of its own: one thread, a fixed number of keep-alive connections,
 * on each of them one request after the other without pipelining.
 *
 * <p>It prints {@code warm} after the warm-up, waits for a line (the parent reads the server's CPU
 * time then), and at the end prints {@code done REQUESTS NANOS P50 P99 OTHERS}, where OTHERS are
 * answers that are not 200.
 */
public final class Load {

  private static final int BUFFER = 8192;
  private static final int MAX_SAMPLES = 4_000_000;
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector;
  private final ByteBuffer request;
  private final long[] latencies = new long[MAX_SAMPLES];
  private int samples;
  private long requests;
  private long others;

  private Load(int port, int connections, String path, String token) throws IOException {
    selector = Selector.open();
    String text =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUser-Agent: bartizan-load/1\r\nAccept: application/json\r\n"
            + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n\r\n";
    request = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < connections; i++) {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }
  }

  /** Arguments: port, connections, warm-up seconds, measured seconds, path, token. */
  public static void main(String[] arguments) throws Exception {
    Load load =
        new Load(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments[4],
            arguments[5]);
    load.begin();
    load.run(Integer.parseInt(arguments[2]));
    System.out.println("warm");
    if (System.in.read() < 0) {
      return;
    }
    load.reset();
    long began = System.nanoTime();
    load.run(Integer.parseInt(arguments[3]));
    long nanos = System.nanoTime() - began;
    System.out.println(
        Figures.text(
            "done %d %d %.1f %.1f %d",
            load.requests,
            nanos,
            Figures.percentileMicros(load.latencies, load.samples, 50),
            Figures.percentileMicros(load.latencies, load.samples, 99),
            load.others));
  }

  private void begin() throws IOException {
    for (SelectionKey key : selector.keys()) {
      ((Connection) key.attachment()).send();
    }
  }

  private void reset() {
    requests = 0;
    others = 0;
    samples = 0;
  }

  private void run(int seconds) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < until) {
      selector.select(key -> answered((Connection) key.attachment()), 1000);
    }
  }

  private void answered(Connection connection) {
    try {
      if (!connection.whole()) {
        return;
      }
      requests++;
      if (connection.in[9] != '2') {
        others++;
      }
      if (samples < latencies.length) {
        latencies[samples++] = System.nanoTime() - connection.sent;
      }
      connection.send();
    } catch (IOException broken) {
      throw new IllegalStateException("a connection broke", broken);
    }
  }

  /** One keep-alive connection. */
  private final class Connection {
    private final SocketChannel channel;
    private final byte[] in = new byte[BUFFER];
    private final ByteBuffer read = ByteBuffer.wrap(in);
    private final ByteBuffer write = request.duplicate();
    private long sent;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void send() throws IOException {
      read.clear();
      write.rewind();
      sent = System.nanoTime();
      while (write.hasRemaining()) {
        channel.write(write);
      }
    }

    /** Whether the response has come whole, by its Content-Length. */
    boolean whole() throws IOException {
      if (channel.read(read) < 0) {
        throw new IOException("the server closed: " + new String(in, 0, read.position()));
      }
      int end = endOfHead(read.position());
      return end > 0 && read.position() >= end + length(end);
    }

    private int endOfHead(int to) {
      for (int i = 3; i < to; i++) {
        if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    private int length(int head) {
      for (int i = 0; i + LENGTH.length < head; i++) {
        if ((in[i] | 0x20) == 'c' && named(i)) {
          int length = 0;
          for (int at = i + LENGTH.length; in[at] >= '0' && in[at] <= '9'; at++) {
            length = 10 * length + in[at] - '0';
          }
          return length;
        }
      }
      throw new IllegalStateException(
          "no length: " + new String(Arrays.copyOf(in, head), StandardCharsets.ISO_8859_1));
    }

    private boolean named(int from) {
      for (int i = 0; i < LENGTH.length; i++) {
        if ((in[from + i] | 0x20) != (LENGTH[i] | 0x20)) {
          return false;
        }
      }
      return true;
    }
  }
}
