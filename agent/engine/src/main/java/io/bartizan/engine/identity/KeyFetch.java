package io.bartizan.engine.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.TimeUnit;

/** One GET of a key set: bounded in time and size, and without following where it is sent. */
final class KeyFetch {

  private static final int CONNECT_MILLIS = 5000;
  private static final int READ_MILLIS = 5000;

  /** A body that trickles is cut off here, whatever single reads take. */
  private static final long TOTAL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final String url;

  KeyFetch(String url) {
    this.url = url;
  }

  byte[] get() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("status " + connection.getResponseCode());
      }
      return body(connection);
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] body(HttpURLConnection connection) throws IOException {
    long until = System.nanoTime() + TOTAL_NANOS;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try (InputStream in = connection.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.write(buffer, 0, n);
        if (all.size() > KeySet.MAX_BYTES) {
          throw new IOException("larger than " + KeySet.MAX_BYTES + " bytes");
        }
        if (System.nanoTime() > until) {
          throw new IOException("too slow");
        }
      }
    }
    return all.toByteArray();
  }

  @Override
  public String toString() {
    return url;
  }
}
