package io.bartizan.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with a place, a name and cookies of its own. It follows no redirect by itself. */
final class Visitor {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern SET_COOKIE =
      Pattern.compile("(?im)^Set-Cookie: *([^=;\\s]+)=([^;\\r\\n]*)");

  private final int port;
  private final String address;
  private final String userAgent;
  final Map<String, String> cookies = new LinkedHashMap<>();

  /** A visitor who comes from an address of this machine. */
  Visitor(int port, String address, String userAgent) {
    this.port = port;
    this.address = address;
    this.userAgent = userAgent;
  }

  /** Somebody elsewhere who has got hold of all cookies. */
  Visitor thief(String address, String userAgent) {
    Visitor thief = new Visitor(port, address, userAgent);
    thief.cookies.putAll(cookies);
    return thief;
  }

  Raw.Reply get(String path, String... headers) throws IOException {
    return send("GET", path, null, headers);
  }

  Raw.Reply post(String path, String form) throws IOException {
    return send("POST", path, form);
  }

  /** An answer that goes on; it has begun when this returns. */
  Stream stream(String path) throws Exception {
    return new Stream(connect(), written("GET", path, null));
  }

  private Raw.Reply send(String method, String path, String form, String... headers)
      throws IOException {
    Raw.Reply reply = exchange(written(method, path, form, headers));
    Matcher set = SET_COOKIE.matcher(reply.text.split("\r\n\r\n", 2)[0]);
    while (set.find()) {
      cookies.put(set.group(1), set.group(2));
    }
    return reply;
  }

  private String written(String method, String path, String form, String... headers) {
    StringBuilder raw = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    raw.append("Host: 127.0.0.1:").append(port).append("\r\n");
    raw.append("User-Agent: ").append(userAgent).append("\r\n");
    raw.append("Accept: text/html\r\nAccept-Language: en\r\nConnection: close\r\n");
    for (String header : headers) {
      raw.append(header).append("\r\n");
    }
    if (!cookies.isEmpty()) {
      raw.append("Cookie: ")
          .append(
              cookies.entrySet().stream()
                  .map(one -> one.getKey() + "=" + one.getValue())
                  .collect(Collectors.joining("; ")))
          .append("\r\n");
    }
    if (form != null) {
      raw.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
          .append(form.length())
          .append("\r\n");
    }
    return raw.append("\r\n").append(form == null ? "" : form).toString();
  }

  private Raw.Reply exchange(String raw) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.getInputStream().transferTo(all);
      return new Raw.Reply(socket.getLocalPort(), all.toString(StandardCharsets.ISO_8859_1));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      return socket;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** An answer that goes on, and is read all the while. */
  static final class Stream {
    private static final String BEGUN = "data: 0";
    private final CompletableFuture<String> begun = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private Stream(Socket socket, String request) throws Exception {
      Thread reader = new Thread(() -> read(socket, request));
      reader.setDaemon(true);
      reader.start();
      String said = begun.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (!said.contains(BEGUN)) {
        throw new AssertionError("no stream: " + said);
      }
    }

    private void read(Socket socket, String request) {
      StringBuilder said = new StringBuilder();
      try (socket) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        byte[] buffer = new byte[4096];
        InputStream in = socket.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
          if (said.indexOf(BEGUN) >= 0) {
            begun.complete(said.toString());
          }
        }
      } catch (IOException reset) {
        said.append(" (").append(reset.getMessage()).append(')');
      }
      begun.complete(said.toString());
      end.complete(said.toString());
    }

    boolean ended() {
      return end.isDone();
    }

    /** Waits until the server has ended it; far less long than it would go on by itself. */
    String awaitEnd() throws Exception {
      return end.get(20, TimeUnit.SECONDS);
    }
  }
}
