package io.bartizan.it;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many requests over one connection without waiting, and their answers in the order they come. */
final class Pipelined {

  private static final int SILENT_MILLIS = 30_000;

  /** One answer. */
  record Answer(int status, String head, String body) {}

  /** What came back over one connection. */
  record Answers(int clientPort, List<Answer> list) {}

  private Pipelined() {}

  /**
   * Sends all of it while it reads; returns when so many answers are read, or the server closes.
   */
  static Answers send(int port, String raw, int expected) throws Exception {
    List<Answer> answers = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SILENT_MILLIS);
      Thread writer = new Thread(() -> write(socket, raw), "pipelined");
      writer.start();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      try {
        while (answers.size() < expected) {
          answers.add(read(in));
        }
      } catch (EOFException closed) {
        // What was read so far is all that there is.
      }
      int own = socket.getLocalPort();
      socket.close();
      writer.join();
      return new Answers(own, answers);
    }
  }

  private static void write(Socket socket, String raw) {
    try {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // The reader finds out how far the server got.
    }
  }

  private static Answer read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) octet(in));
    }
    String text = head.toString();
    int length = 0;
    for (String line : text.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
      }
    }
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < length; i++) {
      body.append((char) octet(in));
    }
    return new Answer(Integer.parseInt(text.substring(9, 12)), text, body.toString());
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("closed");
    }
    return octet;
  }
}
