package io.bartizan.engine.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook's receiver on a real socket, which does after a message what a test wants of it. */
public final class Receiver implements AutoCloseable {

  /** What becomes of a connection whose message was read. */
  public interface Manner {
    void answer(Socket socket) throws Exception;
  }

  /** One message as it came. */
  public record Heard(String start, Map<String, String> fields, String text) {
    /** The octets of the text. */
    public byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Messages, in the order of their coming. */
  public final List<Heard> heard = new CopyOnWriteArrayList<>();

  /** What becomes of the next connection. */
  public volatile Manner manner;

  /** A receiver on a port of its own. */
  public Receiver(Manner manner) throws IOException {
    this(0, manner);
  }

  Receiver(int port, Manner manner) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.manner = manner;
    Thread thread = new Thread(this::accept, "receiver");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers with a status, an empty body and perhaps more fields, each with its line end. */
  public static Manner status(int status, String... fields) {
    return socket ->
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 "
                        + status
                        + " x\r\nContent-Length: 0\r\n"
                        + String.join("", fields)
                        + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
  }

  int port() {
    return server.getLocalPort();
  }

  /** Where messages go. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "received");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Heard message = read(socket.getInputStream());
      heard.add(message);
      manner.answer(socket);
    } catch (Exception gone) {
      // The sender, or the test, has had enough.
      return;
    }
  }

  private static Heard read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    Map<String, String> fields = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    byte[] body = in.readNBytes(Integer.parseInt(fields.get("content-length")));
    return new Heard(lines.get(0), fields, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the sender has gone");
      }
      line.write(octet);
    }
    return line.toString(StandardCharsets.US_ASCII).trim();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
