package io.bartizan.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A key server of bare sockets, so that it can misbehave in every way; each path as it is told. */
final class KeyServer implements AutoCloseable {

  /** One path of it: what it answers, and what it has seen. */
  static final class Place {
    volatile Answer answer;
    final List<Long> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    final List<Long> brokenOff = new CopyOnWriteArrayList<>();
    final AtomicLong written = new AtomicLong();

    Place(Answer answer) {
      this.answer = answer;
    }
  }

  /** Writes an answer; what it throws means that the client broke off. */
  interface Answer {
    void to(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private static final int SILENT_MILLIS = 30_000;

  private final ServerSocket listening;
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  KeyServer() throws IOException {
    listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "key-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  String url(String name) {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/" + name;
  }

  Place place(String name, Answer answer) {
    Place place = new Place(answer);
    places.put("/" + name, place);
    return place;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread serving = new Thread(() -> serve(socket), "key-server-connection");
        serving.setDaemon(true);
        serving.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket open = socket) {
      open.setSoTimeout(SILENT_MILLIS);
      String target = requestLine(open.getInputStream()).split(" ")[1];
      Place place = places.get(target);
      if (place == null) {
        throw new IOException("nothing stands at " + target);
      }
      place.asked.add(System.nanoTime());
      place.mostUnderWay.accumulateAndGet(place.underWay.incrementAndGet(), Math::max);
      try {
        place.answer.to(open.getInputStream(), new Counting(open.getOutputStream(), place.written));
      } catch (IOException | InterruptedException broken) {
        place.brokenOff.add(System.nanoTime());
      } finally {
        place.underWay.decrementAndGet();
      }
    } catch (IOException gone) {
      return;
    }
  }

  private static String requestLine(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("no request");
      }
      head.append((char) octet);
    }
    // What is left unread would reset the connection under the answer.
    in.readNBytes(contentLength(head.toString()));
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        return Integer.parseInt(line.substring(15).trim());
      }
    }
    return 0;
  }

  /** Counts what could be written. */
  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private final AtomicLong count;

    Counting(OutputStream out, AtomicLong count) {
      this.out = out;
      this.count = count;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      count.incrementAndGet();
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
      count.addAndGet(length);
    }
  }

  /** A whole answer; its keys are to be asked for again as soon as may be. */
  static Answer answer(String status, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Cache-Control: max-age=0\r\nContent-Length: ").append(body.length());
    byte[] all = (head + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    return (in, out) -> out.write(all);
  }

  static Answer keys(String... keys) {
    return answer("200 OK", "{\"keys\":[" + String.join(",", keys) + "]}");
  }

  /** Says this and then, one byte in a second, never comes to an end. */
  static Answer trickling(String start) {
    return (in, out) -> {
      out.write(start.getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        out.write('x');
      }
    };
  }

  /** Says nothing for half a minute, or until the client has had enough. */
  static Answer silent() {
    return (in, out) -> in.read();
  }

  /** Says this and goes on, as fast as it is read, without end. */
  static Answer flooding(String start) {
    return (in, out) -> {
      out.write(start.getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        out.write(new byte[65536]);
      }
    };
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
