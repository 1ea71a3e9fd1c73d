package io.bartizan.engine.audit;

import io.bartizan.engine.trust.Authorities;
import io.bartizan.policy.Syslog;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A way to a syslog server, opened anew with the first message after it broke. One thread sends;
 * any may {@link #cut} it.
 */
final class SyslogLink implements Closeable {

  private static final int CONNECT_MILLIS = 5000;

  /** A server that has closed its end is found out by a look before a message that came late. */
  private static final int LOOK_MILLIS = 1;

  private final Syslog server;
  private final Authorities trust;
  private volatile @Nullable Closeable way;
  private volatile boolean closed;
  private @Nullable Socket stream;
  private @Nullable OutputStream out;
  private @Nullable DatagramSocket datagrams;
  private @Nullable InetSocketAddress address;

  /**
   * A way that nothing has gone yet.
   *
   * @throws IOException if the certificates that its server may have can't be read
   * @throws GeneralSecurityException if they can't be used
   */
  SyslogLink(Syslog server) throws IOException, GeneralSecurityException {
    this.server = server;
    this.trust = Authorities.of(server.trust());
  }

  /**
   * Sends one message.
   *
   * @param late whether nothing was sent for a while: the server may have gone meanwhile
   * @throws IOException if it could not be sent, as far as this end can tell
   */
  void send(byte[] message, boolean late) throws IOException {
    if (server.transport() == Syslog.Transport.UDP) {
      datagram(message);
      return;
    }
    Socket now = stream;
    if (now == null || late && ended(now)) {
      close();
      now = connect();
    }
    OutputStream to = out;
    if (to == null) {
      throw new IOException("the connection is gone");
    }
    byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[length.length + message.length];
    System.arraycopy(length, 0, frame, 0, length.length);
    System.arraycopy(message, 0, frame, length.length, message.length);
    to.write(frame);
    to.flush();
  }

  private void datagram(byte[] message) throws IOException {
    DatagramSocket from = datagrams;
    InetSocketAddress to = address;
    if (from == null || to == null) {
      to = new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
      from = new DatagramSocket();
      address = to;
      datagrams = from;
      opened(from);
      // So that a port where nobody listens is told of.
      from.connect(to);
    }
    from.send(new DatagramPacket(message, message.length, to));
  }

  private Socket connect() throws IOException {
    Socket plain = new Socket();
    opened(plain);
    stream = plain;
    plain.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS);
    Socket socket = plain;
    if (server.transport() == Syslog.Transport.TLS) {
      plain.setSoTimeout(CONNECT_MILLIS);
      socket = handshake(plain);
      stream = socket;
    }
    socket.setSoTimeout(LOOK_MILLIS);
    out = socket.getOutputStream();
    return socket;
  }

  /** RFC 5425, 5.2: the name that the server's certificate must have is the one of the policy. */
  private Socket handshake(Socket plain) throws IOException {
    try {
      SSLSocket secure =
          (SSLSocket)
              trust
                  .context()
                  .getSocketFactory()
                  .createSocket(plain, server.host(), server.port(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (GeneralSecurityException failed) {
      throw new IOException(failed);
    }
  }

  /** Whoever cuts it while it is being opened must find something to cut. */
  private void opened(Closeable fresh) throws IOException {
    way = fresh;
    if (closed) {
      fresh.close();
      throw new IOException("it is closed for good");
    }
  }

  /** A syslog server says nothing: what can be read is its end. */
  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  /** Ends what is under way; the next message goes by another one. */
  void cut() {
    Closeable now = way;
    if (now != null) {
      try {
        now.close();
      } catch (IOException gone) {
        // It was to end anyway.
        return;
      }
    }
  }

  /** Cuts it for good. */
  void end() {
    closed = true;
    cut();
  }

  @Override
  public void close() {
    cut();
    stream = null;
    out = null;
    datagrams = null;
  }
}
