package io.bartizan.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Raw bytes to a server and back, over one connection. */
final class Raw {

  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 20_000;

  /** For a server that keeps its connections open although it was asked to close. */
  private static final int OVER_MILLIS = 500;

  /** By the server's port. */
  private static final Map<Integer, AtomicInteger> NEXT_PORTS = new ConcurrentHashMap<>();

  /** What came back. */
  static final class Reply {
    final int clientPort;
    final String text;

    Reply(int clientPort, String text) {
      this.clientPort = clientPort;
      this.text = text;
    }

    /** The status of the first response; 0 if there is none. */
    int status() {
      return text.startsWith("HTTP/1.") && text.length() > 12
          ? Integer.parseInt(text.substring(9, 12).trim())
          : 0;
    }

    /** How many responses there are: status lines at the start of a line. */
    int responses() {
      int count = 0;
      for (int at = text.indexOf("HTTP/1.1 "); at >= 0; at = text.indexOf("HTTP/1.1 ", at + 1)) {
        count++;
      }
      return count;
    }

    String header(String name) {
      for (String line : text.split("\r\n\r\n", 2)[0].split("\r\n")) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).trim();
        }
      }
      return null;
    }
  }

  private Raw() {}

  /**
   * Sends and reads until the server closes, or is silent for so long after its last byte.
   *
   * @param raw each character is one octet
   */
  static Reply send(int port, String raw, int silentMillis) throws IOException {
    return send(port, raw, silentMillis, silentMillis);
  }

  /**
   * The same.
   *
   * @param overMillis the silence to wait for once there is a whole response
   */
  static Reply send(int port, String raw, int silentMillis, int overMillis) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Socket socket = connect(port)) {
      int clientPort = socket.getLocalPort();
      socket.setSoTimeout(silentMillis);
      socket.setTcpNoDelay(true);
      try {
        socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (IOException refusedEarly) {
        // The server may answer and close before it has read all.
      }
      read(socket, overMillis, all);
      return new Reply(clientPort, all.toString(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * Connects from a port that no other connection to this server has had: results are told apart by
   * it. The ports lie below the range that the system hands out by itself.
   */
  static Socket connect(int port) throws IOException {
    AtomicInteger next = NEXT_PORTS.computeIfAbsent(port, server -> new AtomicInteger());
    while (true) {
      Socket socket = new Socket();
      try {
        socket.setReuseAddress(true);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int own = FIRST_PORT + Math.floorMod(next.getAndIncrement(), PORTS);
        socket.bind(new InetSocketAddress(loopback, own));
        socket.connect(new InetSocketAddress(loopback, port));
        return socket;
      } catch (BindException taken) {
        socket.close();
      }
    }
  }

  private static void read(Socket socket, int overMillis, ByteArrayOutputStream all) {
    byte[] buffer = new byte[8192];
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
        if (whole(all.toString(StandardCharsets.ISO_8859_1))) {
          socket.setSoTimeout(overMillis);
        }
        if (System.nanoTime() > until) {
          return;
        }
      }
    } catch (SocketTimeoutException silent) {
      return;
    } catch (IOException reset) {
      return;
    }
  }

  /** Whether it ends where its first response says that it does. */
  private static boolean whole(String text) {
    Reply reply = new Reply(0, text);
    String length = reply.header("Content-Length");
    int body = text.indexOf("\r\n\r\n") + 4;
    return length == null
        ? text.endsWith("\r\n0\r\n\r\n")
        : body > 3 && text.length() - body >= Integer.parseInt(length);
  }

  /** A GET with headers, closed after the answer. */
  static Reply get(int port, String path, String... headers) throws IOException {
    return request(port, "GET", path, headers);
  }

  /**
   * A GET of what may take its time, such as a page that is compiled when it is first asked for.
   */
  static Reply patient(int port, String path, String... headers) throws IOException {
    return request(60_000, port, "GET", path, headers);
  }

  static Reply request(int port, String method, String path, String... headers) throws IOException {
    return request(5000, port, method, path, headers);
  }

  private static Reply request(
      int silentMillis, int port, String method, String path, String... headers)
      throws IOException {
    StringBuilder raw = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    raw.append("Host: 127.0.0.1:").append(port).append("\r\n");
    for (String header : headers) {
      raw.append(header).append("\r\n");
    }
    raw.append("Connection: close\r\n\r\n");
    return send(port, raw.toString(), silentMillis, Math.min(silentMillis, OVER_MILLIS));
  }
}
