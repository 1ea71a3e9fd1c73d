package io.bartizan.engine.identity;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One GET or POST over a connection of its own, which another thread may cut at any point of it.
 *
 * <p>Not by the JDK's own client: that one heeds what an application sets for the whole JVM (trust
 * in every certificate, handlers of URLs, cookies and passwords), sends a request again by itself,
 * reads on in what was broken off, and closing it waits for its reader.
 */
final class Transfer {

  private static final int READ_MILLIS = 5000;

  private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

  private final long startedNanos;
  private final ServerTrust trust;
  private volatile boolean cut;
  private volatile @Nullable Socket carrier;

  /** A transfer that counts from this time of a monotonic clock. */
  Transfer(long startedNanos, ServerTrust trust) {
    this.startedNanos = startedNanos;
    this.trust = trust;
  }

  long startedNanos() {
    return startedNanos;
  }

  /**
   * Gets a document.
   *
   * @param url http or https, with a host
   * @throws IOException if it can't be had, is not answered with 200, or is cut
   */
  Fetched get(String url) throws IOException {
    URI uri = uri(url);
    return exchange(
        uri, HttpHead.octets(head("GET", uri) + "Cache-Control: no-cache\r\n\r\n"), READ_MILLIS);
  }

  /**
   * Sends a form.
   *
   * @param url http or https, with a host
   * @param form encoded, in ASCII
   * @param authorization the value of the field of that name
   * @throws IOException as {@link #get}
   */
  Fetched post(String url, String form, String authorization) throws IOException {
    return post(url, "application/x-www-form-urlencoded", form, authorization, READ_MILLIS);
  }

  /**
   * Sends a text.
   *
   * @param url http or https, with a host
   * @param text in ASCII
   * @param authorization the value of the field of that name; null to send none
   * @param readMillis how long to wait for each part of the answer
   * @throws IOException as {@link #get}
   */
  Fetched post(String url, String type, String text, @Nullable String authorization, int readMillis)
      throws IOException {
    URI uri = uri(url);
    return exchange(
        uri,
        HttpHead.octets(
            head("POST", uri)
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
                + "Content-Type: "
                + type
                + "\r\nContent-Length: "
                + text.length()
                + "\r\n\r\n"
                + text),
        readMillis);
  }

  private static URI uri(String url) {
    return URI.create(URI.create(url).toASCIIString());
  }

  private Fetched exchange(URI uri, byte[] request, int readMillis) throws IOException {
    Route route = Route.to(uri, trust);
    try (Socket socket = route.socket()) {
      carrier = socket;
      if (cut) {
        throw new IOException("too slow");
      }
      socket.setSoTimeout(readMillis);
      Socket talking = route.connect(socket);
      talking.getOutputStream().write(request);
      talking.getOutputStream().flush();
      return answer(new BufferedInputStream(talking.getInputStream()));
    } catch (IOException failed) {
      throw cut ? new IOException("too slow", failed) : failed;
    }
  }

  private static Fetched answer(InputStream in) throws IOException {
    HttpHead head = HttpHead.read(in);
    while (head.status() < 200) {
      head = HttpHead.read(in);
    }
    if (head.status() != 200) {
      throw new IOException("status " + head.status());
    }
    byte[] body = HttpBody.read(head, in);
    return new Fetched(body, head.field("cache-control"), head.field("age"));
  }

  private static String head(String method, URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return method
        + " "
        + path
        + query
        + " HTTP/1.1\r\nHost: "
        + uri.getRawAuthority()
        + "\r\nAccept: application/jwk-set+json, application/json"
        + "\r\nUser-Agent: bartizan\r\nConnection: close\r\n";
  }

  /** Ends it: whoever connects, shakes hands or reads gets an exception at once. */
  void cut() {
    cut = true;
    Socket socket = carrier;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException closed) {
        LOG.debug("a connection was closed already", closed);
      }
    }
  }
}
