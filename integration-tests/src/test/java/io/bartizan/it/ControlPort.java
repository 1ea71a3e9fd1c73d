package io.bartizan.it;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The test's end of the side channel of a server whose standard streams are its own. */
final class ControlPort implements AutoCloseable {

  private static final int WAIT_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader in;
  private final BufferedWriter out;

  /**
   * Connects.
   *
   * @param file holds the port that the test application listens on
   */
  ControlPort(Path file) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(Files.readString(file)));
    socket.setSoTimeout(WAIT_MILLIS);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    out =
        new BufferedWriter(
            new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
  }

  int port() {
    return socket.getPort();
  }

  String ask(String command) throws IOException {
    out.write(command + "\n");
    out.flush();
    return String.valueOf(in.readLine());
  }

  /** Lets the server live when this end is gone, for it is told to stop in its own way. */
  void release() throws IOException {
    out.write("bye\n");
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // The server was first.
    }
  }
}
