package io.bartizan.engine.outbound;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** The body of an HTTP/1 answer (RFC 9112, 6 and 7), read strictly and within a bound. */
final class HttpBody {

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,7}");
  private static final int MAX_CHUNK_LINE = 16;

  private final InputStream in;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  private final int most;

  private HttpBody(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /**
   * Reads the body that follows a head. What comes after it is of no interest: the connection is
   * not used again.
   *
   * @param most how many octets it may have
   * @throws IOException if it is larger, cut off, malformed or encoded
   */
  static byte[] read(HttpHead head, InputStream in, int most) throws IOException {
    HttpBody body = new HttpBody(in, most);
    String length = head.field("content-length");
    String transfer = head.field("transfer-encoding");
    String content = head.field("content-encoding");
    if (content != null && !content.equalsIgnoreCase("identity")) {
      throw new IOException("content encoding");
    }
    if (transfer != null) {
      if (length != null || !transfer.equalsIgnoreCase("chunked")) {
        throw new IOException("transfer encoding");
      }
      body.chunks();
    } else if (length != null) {
      if (!LENGTH.matcher(length).matches()) {
        throw new IOException("content length");
      }
      body.take(Integer.parseInt(length));
    } else {
      body.rest();
    }
    return body.all.toByteArray();
  }

  private void chunks() throws IOException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      take(size);
      if (!line().isEmpty()) {
        throw new IOException("a malformed chunk");
      }
    }
  }

  /** A chunk's size; extensions are not taken, as nobody sends any. */
  private int chunkSize() throws IOException {
    String line = line();
    if (!CHUNK.matcher(line).matches()) {
      throw new IOException("a malformed chunk");
    }
    return Integer.parseInt(line, 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < 2 || line.indexOf("\r\n", line.length() - 2) < 0) {
      int octet = in.read();
      if (octet < 0 || line.length() > MAX_CHUNK_LINE) {
        throw new IOException("a malformed chunk");
      }
      line.append((char) octet);
    }
    return line.substring(0, line.length() - 2);
  }

  private void take(int size) throws IOException {
    bound(size);
    byte[] buffer = new byte[Math.min(size, 4096)];
    for (int left = size; left > 0; ) {
      int n = in.read(buffer, 0, Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException("cut off");
      }
      all.write(buffer, 0, n);
      left -= n;
    }
  }

  private void rest() throws IOException {
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bound(n);
      all.write(buffer, 0, n);
    }
  }

  private void bound(int more) throws IOException {
    if (all.size() + (long) more > most) {
      throw new IOException("larger than " + most + " bytes");
    }
  }
}
