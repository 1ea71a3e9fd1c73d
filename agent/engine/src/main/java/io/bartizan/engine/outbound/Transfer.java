package io.bartizan.engine.outbound;

import io.bartizan.engine.trust.Authorities;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
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
public final class Transfer {

  /** The largest answer that is read: key sets have some hundred bytes for each key. */
  public static final int MAX_BYTES = 50 * 1024;

  private static final int READ_MILLIS = 5000;

  private static final String JSON = "application/jwk-set+json, application/json";

  private static final String ACCEPT = "Accept: " + JSON + "\r\n";

  private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

  private final long startedNanos;
  private final Authorities trust;
  private volatile boolean cut;
  private volatile @Nullable Socket carrier;

  /** A transfer that counts from this time of a monotonic clock. */
  public Transfer(long startedNanos, Authorities trust) {
    this.startedNanos = startedNanos;
    this.trust = trust;
  }

  /** When it began, by the clock that it was given. */
  public long startedNanos() {
    return startedNanos;
  }

  /**
   * Gets a document.
   *
   * @param url http or https, with a host
   * @throws IOException if it can't be had, is not answered with 200, or is cut
   */
  public Fetched get(String url) throws IOException {
    return get(url, JSON, MAX_BYTES);
  }

  /**
   * Gets a document of another kind.
   *
   * @param url http or https, with a host
   * @param accept its media type
   * @param mostBytes how large it may be
   * @throws IOException as {@link #get(String)}
   */
  public Fetched get(String url, String accept, int mostBytes) throws IOException {
    URI uri = uri(url);
    return exchange(
        uri,
        HttpHead.octets(
            head("GET", uri) + "Accept: " + accept + "\r\nCache-Control: no-cache\r\n\r\n"),
        READ_MILLIS,
        in -> answer(in, mostBytes));
  }

  /**
   * Sends a form.
   *
   * @param url http or https, with a host
   * @param form encoded, in ASCII
   * @param authorization the value of the field of that name
   * @throws IOException as {@link #get}
   */
  public Fetched post(String url, String form, String authorization) throws IOException {
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
  public Fetched post(
      String url, String type, String text, @Nullable String authorization, int readMillis)
      throws IOException {
    URI uri = uri(url);
    return exchange(
        uri,
        HttpHead.octets(
            head("POST", uri)
                + ACCEPT
                + (authorization == null ? "" : "Authorization: " + authorization + "\r\n")
                + "Content-Type: "
                + type
                + "\r\nContent-Length: "
                + text.length()
                + "\r\n\r\n"
                + text),
        readMillis,
        in -> answer(in, MAX_BYTES));
  }

  /**
   * Sends octets and waits for the head of the answer, whatever its status; what follows it is not
   * read, and where it sends to is not followed.
   *
   * @param url http or https, with a host
   * @param fields names and values by turns, in ASCII, with {@code Content-Type} among them
   * @return the status, 200 to 599
   * @throws IOException if no answer can be had, or it is cut
   */
  public int deliver(String url, List<String> fields, byte[] body) throws IOException {
    URI uri = uri(url);
    StringBuilder head = new StringBuilder(head("POST", uri));
    for (int i = 0; i < fields.size(); i += 2) {
      head.append(fields.get(i)).append(": ").append(fields.get(i + 1)).append("\r\n");
    }
    byte[] start = HttpHead.octets(head + "Content-Length: " + body.length + "\r\n\r\n");
    byte[] request = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return exchange(uri, request, READ_MILLIS, in -> head(in).status());
  }

  private static URI uri(String url) {
    return URI.create(URI.create(url).toASCIIString());
  }

  /** What is made of an answer. */
  private interface Reading<T> {
    T read(InputStream in) throws IOException;
  }

  private <T> T exchange(URI uri, byte[] request, int readMillis, Reading<T> reading)
      throws IOException {
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
      return reading.read(new BufferedInputStream(talking.getInputStream()));
    } catch (IOException failed) {
      throw cut ? new IOException("too slow", failed) : failed;
    }
  }

  private static Fetched answer(InputStream in, int mostBytes) throws IOException {
    HttpHead head = head(in);
    if (head.status() != 200) {
      throw new IOException("status " + head.status());
    }
    byte[] body = HttpBody.read(head, in, mostBytes);
    return new Fetched(
        body, head.field("content-type"), head.field("cache-control"), head.field("age"));
  }

  /** The head of the answer proper: interim ones (RFC 9110, 15.2) are passed over. */
  private static HttpHead head(InputStream in) throws IOException {
    HttpHead head = HttpHead.read(in);
    while (head.status() < 200) {
      head = HttpHead.read(in);
    }
    return head;
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
        + "\r\nUser-Agent: bartizan\r\nConnection: close\r\n";
  }

  /** Ends it: whoever connects, shakes hands or reads gets an exception at once. */
  public void cut() {
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
