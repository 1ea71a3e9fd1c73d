package io.bartizan.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends requests exactly as they stand: a library would mend the path tricks. */
final class Client {

  /** One exchange. */
  record Answer(String path, boolean token, String text) {

    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }

    String statusLine() {
      return text.lines().findFirst().orElse("");
    }

    /** The header lines that tell a client something. */
    java.util.List<String> telling() {
      return text.split("\r\n\r\n", 2)[0]
          .lines()
          .filter(l -> l.matches("(?i)(www-authenticate|retry-after|ratelimit):.*"))
          .toList();
    }

    String body() {
      String[] parts = text.split("\r\n\r\n", 2);
      return parts.length < 2 ? "" : parts[1].lines().findFirst().orElse("");
    }
  }

  private final int port;

  Client(int port) {
    this.port = port;
  }

  Answer get(String path, @org.jspecify.annotations.Nullable String token) throws IOException {
    String raw =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n"
            + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
            + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.US_ASCII));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(path, token != null, text);
    }
  }
}
