package io.bartizan.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Requests over TLS, with a certificate of the client's or without, from an address of its own. */
final class SecureRaw {

  private static final int SILENT_MILLIS = 5000;

  /** What came back, and by which session of TLS. */
  record Reply(Raw.Reply http, String session) {}

  private SecureRaw() {}

  /** A GET from an address of this machine, closed after the answer. */
  static Reply get(int port, SSLContext client, String from, String path, String... headers)
      throws IOException {
    StringBuilder raw = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    raw.append("Host: 127.0.0.1:").append(port).append("\r\n");
    for (String header : headers) {
      raw.append(header).append("\r\n");
    }
    raw.append("Connection: close\r\n\r\n");
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      int clientPort = plain.getLocalPort();
      SSLSocket socket =
          (SSLSocket) client.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
      // Its sessions have ids by which a resumed one is known again.
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setSoTimeout(SILENT_MILLIS);
      socket.startHandshake();
      String session = java.util.Arrays.toString(socket.getSession().getId());
      socket.getOutputStream().write(raw.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new Reply(new Raw.Reply(clientPort, read(socket.getInputStream())), session);
    }
  }

  private static String read(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (IOException ended) {
      // What has come by then is what is judged.
      return all.toString(StandardCharsets.ISO_8859_1);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }
}
