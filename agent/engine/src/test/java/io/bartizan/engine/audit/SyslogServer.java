package io.bartizan.engine.audit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import org.apache.camel.component.syslog.Rfc5424SyslogMessage;
import org.apache.camel.component.syslog.SyslogConverter;

/** A syslog server on a stream, whose mood the test decides; it reads with Apache Camel. */
final class SyslogServer implements AutoCloseable {

  private final ServerSocket socket;
  private final CountDownLatch reads;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  final List<Rfc5424SyslogMessage> messages = new CopyOnWriteArrayList<>();

  private SyslogServer(ServerSocket socket, boolean reading) {
    this.socket = socket;
    this.reads = new CountDownLatch(reading ? 0 : 1);
    Thread thread = new Thread(this::accept, "syslog-server");
    thread.setDaemon(true);
    thread.start();
  }

  static SyslogServer start(int port, ServerSocketFactory sockets, boolean reading)
      throws IOException {
    return new SyslogServer(
        sockets.createServerSocket(port, 50, InetAddress.getLoopbackAddress()), reading);
  }

  static SyslogServer start() throws IOException {
    return start(0, ServerSocketFactory.getDefault(), true);
  }

  int port() {
    return socket.getLocalPort();
  }

  void read() {
    reads.countDown();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        open.add(one);
        Thread thread = new Thread(() -> serve(one), "syslog-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** RFC 6587, 3.4.1: a length, a space and so many octets. */
  private void serve(Socket one) {
    try (InputStream in = one.getInputStream()) {
      reads.await();
      DataInputStream data = new DataInputStream(in);
      for (int c = data.read(); c >= 0; c = data.read()) {
        int length = 0;
        for (; c != ' '; c = data.read()) {
          if (c < '0' || c > '9') {
            throw new IOException("no length: " + (char) c);
          }
          length = length * 10 + c - '0';
        }
        byte[] message = new byte[length];
        data.readFully(message);
        messages.add(parse(message));
      }
    } catch (IOException | InterruptedException gone) {
      return;
    }
  }

  static Rfc5424SyslogMessage parse(byte[] message) {
    return (Rfc5424SyslogMessage) SyslogConverter.parseMessage(message);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
