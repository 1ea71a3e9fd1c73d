package io.bartizan.it;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One connection by HTTP/2, on which fields leave exactly as they are given, right or wrong. */
final class Http2Wire implements Closeable {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int ACK = 1;
  private static final int PREFIX = 127;

  /** What came back on one stream. */
  static final class Reply {
    Http2Headers head;
    Http2Headers trailers;
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended;

    /** The code of its RST_STREAM; -1 if there was none. */
    long reset = -1;

    int status() {
      return head == null ? 0 : Integer.parseInt(head.status().toString());
    }

    String header(String name) {
      CharSequence value = head == null ? null : head.get(name);
      return value == null ? null : value.toString();
    }

    String text() {
      return body.toString(StandardCharsets.UTF_8);
    }

    boolean over() {
      return ended || reset >= 0;
    }
  }

  final int clientPort;
  private final Socket socket;
  private final Map<Integer, Reply> replies = new TreeMap<>();
  private final DefaultHttp2FrameReader reader = new DefaultHttp2FrameReader();
  private final ByteBuf unread = Unpooled.buffer();
  private final ChannelHandlerContext context;
  private boolean closed;
  private long alive;
  private int consumed;
  private int next = 1;

  /** Connects, and says no more than one must. */
  Http2Wire(int port) throws IOException {
    this(port, true);
  }

  Http2Wire(int port, boolean room) throws IOException {
    socket = Raw.connect(port);
    socket.setTcpNoDelay(true);
    clientPort = socket.getLocalPort();
    context = new EmbeddedChannel(new ChannelInboundHandlerAdapter()).pipeline().firstContext();
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    // SETTINGS_INITIAL_WINDOW_SIZE (RFC 9113, 6.5.2): no room for a body.
    first.writeBytes(frame(SETTINGS, 0, 0, room ? new byte[0] : new byte[] {0, 4, 0, 0, 0, 0}));
    first.writeBytes(frame(SETTINGS, ACK, 0, new byte[0]));
    socket.getOutputStream().write(first.toByteArray());
  }

  /** Fields of a request. */
  static List<String[]> get(String path, String... more) {
    return request("GET", path, more);
  }

  static List<String[]> request(String method, String path, String... more) {
    List<String[]> fields = new ArrayList<>();
    fields.add(new String[] {":method", method});
    fields.add(new String[] {":scheme", "http"});
    fields.add(new String[] {":authority", "app.it"});
    fields.add(new String[] {":path", path});
    for (int i = 0; i + 1 < more.length; i += 2) {
      fields.add(new String[] {more[i], more[i + 1]});
    }
    return fields;
  }

  /** Sends the head of a request on a stream of its own. */
  int send(List<String[]> fields, boolean end) throws IOException {
    int id = next;
    next += 2;
    replies.put(id, new Reply());
    write(frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), id, block(fields)));
    return id;
  }

  void data(int id, byte[] data, boolean end) throws IOException {
    write(frame(DATA, end ? END_STREAM : 0, id, data));
  }

  /** Gives the connection's window back what was read; a stream's own is never used up here. */
  private void giveRoom() throws IOException {
    int bytes = consumed;
    consumed = 0;
    if (bytes > 0) {
      byte[] increment = {
        (byte) (bytes >> 24), (byte) (bytes >> 16), (byte) (bytes >> 8), (byte) bytes
      };
      write(frame(WINDOW_UPDATE, 0, 0, increment));
    }
  }

  private void write(byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException gone) {
      closed = true;
    }
  }

  Reply reply(int id) {
    return replies.get(id);
  }

  /** Sends a request without a body and waits for what comes of it. */
  Reply ask(List<String[]> fields) throws IOException {
    int id = send(fields, true);
    return await(id);
  }

  Reply await(int id) throws IOException {
    Reply reply = replies.get(id);
    read(20_000, reply::over);
    return reply;
  }

  /** Reads until all streams are over. */
  void awaitAll() throws IOException {
    read(60_000, () -> replies.values().stream().allMatch(Reply::over));
  }

  /** Whether the server has closed the connection. */
  boolean closed() {
    return closed;
  }

  /** Reads until something holds, the server closes, or the time is over. */
  void read(long millis, BooleanSupplier until) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    byte[] buffer = new byte[16_384];
    while (!until.getAsBoolean() && !closed && System.nanoTime() < end) {
      socket.setSoTimeout((int) Math.max(1, Math.min(200, millis)));
      try {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          closed = true;
        } else {
          unread.writeBytes(buffer, 0, read);
          reader.readFrame(context, unread, new Listener());
          unread.discardReadBytes();
          giveRoom();
        }
      } catch (SocketTimeoutException silent) {
        // It is asked again, until the time is over.
      } catch (SocketException reset) {
        closed = true;
      } catch (Http2Exception wrong) {
        throw new IOException(wrong);
      }
    }
  }

  /** Asks for a sign of life (RFC 9113, 6.7), which comes after the server has read all before. */
  void ping() throws IOException {
    write(frame(PING, 0, 0, new byte[8]));
  }

  /** Whether the sign of life came so long ago. */
  boolean aliveFor(long millis) {
    return alive != 0 && System.nanoTime() - alive >= TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private final class Listener extends Http2EventAdapter {
    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) {
      alive = System.nanoTime();
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end) {
      Reply reply = replies.get(id);
      byte[] bytes = new byte[data.readableBytes()];
      data.getBytes(data.readerIndex(), bytes);
      reply.body.writeBytes(bytes);
      consumed += bytes.length + padding;
      reply.ended |= end;
      return bytes.length + padding;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end) {
      Reply reply = replies.get(id);
      if (reply.head == null) {
        reply.head = headers;
      } else {
        reply.trailers = headers;
      }
      reply.ended |= end;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end) {
      onHeadersRead(context, id, headers, padding, end);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long code) {
      replies.get(id).reset = code;
    }
  }

  private static byte[] frame(int type, int flags, int id, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int length = payload.length;
    frame.writeBytes(
        new byte[] {
          (byte) (length >> 16),
          (byte) (length >> 8),
          (byte) length,
          (byte) type,
          (byte) flags,
          (byte) (id >> 24),
          (byte) (id >> 16),
          (byte) (id >> 8),
          (byte) id
        });
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Literal fields without indexing, and without Huffman's code (RFC 7541, 6.2.2 and 5.2). */
  private static byte[] block(List<String[]> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (String[] field : fields) {
      block.write(0);
      text(block, field[0]);
      text(block, field[1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < PREFIX) {
      block.write(bytes.length);
    } else {
      block.write(PREFIX);
      int rest = bytes.length - PREFIX;
      while (rest >= 128) {
        block.write(rest % 128 + 128);
        rest /= 128;
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    unread.release();
    reader.close();
    socket.close();
  }
}
