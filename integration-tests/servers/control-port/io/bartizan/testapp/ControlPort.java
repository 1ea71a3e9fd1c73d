package io.bartizan.testapp;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;

/**
 * The side channel of a server whose standard streams are its own: one connection on loopback,
 * whose port stands in the file that the environment variable {@code TESTAPP_CONTROL} names. The
 * server ends with that connection, so that a test that was killed leaves nothing behind; a
 * connection that says {@code bye} first lets it live.
 */
final class ControlPort {

  private static final long END_MILLIS = 2000;

  private final ServerSocket socket;
  private final Thread thread = new Thread(this::serve, "testapp-control");

  private ControlPort(ServerSocket socket) {
    this.socket = socket;
  }

  static ControlPort open() throws IOException {
    ControlPort port = new ControlPort(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
    port.thread.setDaemon(true);
    port.thread.start();
    Path file = Paths.get(System.getenv("TESTAPP_CONTROL"));
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    byte[] number =
        Integer.toString(port.socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
    Files.write(whole, number);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    return port;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket test = socket.accept()) {
        if (!obey(test)) {
          Runtime.getRuntime().halt(1);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** False where the connection ended without a word. */
  private static boolean obey(Socket test) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(test.getInputStream(), StandardCharsets.UTF_8));
    BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(test.getOutputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("bye")) {
        return true;
      }
      out.write(Control.answer(line, () -> "none") + "\n");
      out.flush();
    }
    return false;
  }

  /** Waits for its thread, which a container would count as left behind. */
  void close() {
    try {
      socket.close();
      thread.join(END_MILLIS);
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
