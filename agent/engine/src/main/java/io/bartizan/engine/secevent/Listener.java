package io.bartizan.engine.secevent;

import io.bartizan.policy.Revocation.Listen;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of the agent's own, for what identity providers send: one request a connection, a bounded
 * number at once, each within a few seconds.
 *
 * <p>Not by the JDK's HTTP server: that one is woven like any other, logs by the application's
 * logging, and is missing where a Java runtime was cut to size.
 */
final class Listener implements AutoCloseable {

  /** Connections at once. One more is closed unread: whoever sends tries again. */
  private static final int MAX_CONNECTIONS = 16;

  /** Of what is refused without being read. */
  private static final int MAX_DRAINED = 64 * 1024;

  private static final int BACKLOG = 64;
  private static final long REST_SECONDS = 10;
  private static final long PAUSE_MILLIS = 100;

  /** From the first octet to the last, whatever single reads take. */
  private static final long TOTAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A handshake takes reads that nobody here counts: connections are cut after this. */
  private static final long CUT_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final int LOOK_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final Listen where;
  private final ServerSocket socket;
  private final ThreadPoolExecutor threads;
  private final Map<Socket, Long> connections = new ConcurrentHashMap<>();
  private volatile Service service = new Service(Collections.emptyMap(), null);
  private long lookedNanos = System.nanoTime();

  /** What stands there, and how it is talked over. */
  private static final class Service {
    final Map<String, Endpoint> endpoints;
    final @Nullable ListenerTls tls;

    Service(Map<String, Endpoint> endpoints, @Nullable ListenerTls tls) {
      this.endpoints = endpoints;
      this.tls = tls;
    }
  }

  /**
   * A listener that is not served yet.
   *
   * @throws IOException if the port can't be opened
   */
  Listener(Listen where) throws IOException {
    this.where = where;
    this.socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.setSoTimeout(LOOK_MILLIS);
      socket.bind(
          new InetSocketAddress(InetAddress.getByName(where.address()), where.port()), BACKLOG);
    } catch (IOException taken) {
      socket.close();
      throw taken;
    }
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            REST_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> thread(task, "bartizan-receiver"));
    thread(this::accept, "bartizan-listener").start();
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Listener.class.getClassLoader());
    return thread;
  }

  Listen where() {
    return where;
  }

  /**
   * What stands at which path from now on.
   *
   * @param tls null to talk without
   */
  void serve(Map<String, Endpoint> next, @Nullable ListenerTls tls) {
    service = new Service(next, tls);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        cutOverdue();
        Socket connection = socket.accept();
        try {
          threads.execute(() -> talk(connection));
        } catch (RejectedExecutionException | OutOfMemoryError full) {
          connection.close();
        }
      } catch (SocketTimeoutException nobody) {
        LOG.trace("nobody has connected", nobody);
      } catch (IOException | RuntimeException | Error failed) {
        if (!socket.isClosed()) {
          // No file or no thread left, say: what is sent meanwhile is sent again.
          LOG.debug("a connection could not be taken", failed);
          pause();
        }
      }
    }
  }

  /** About once a second, however many connect. */
  private void cutOverdue() {
    long now = System.nanoTime();
    if (now - lookedNanos < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
      return;
    }
    lookedNanos = now;
    connections.forEach(
        (connection, since) -> {
          if (now - since > CUT_NANOS) {
            close(connection);
          }
        });
  }

  private static void close(Socket connection) {
    try {
      connection.close();
    } catch (IOException closed) {
      LOG.debug("a connection was closed already", closed);
    }
  }

  private static void pause() {
    try {
      // Only the accepting thread rests, so that a failure that stays does not take a processor.
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException nobody) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(Socket connection) {
    connections.put(connection, System.nanoTime());
    Service now = service;
    try (Socket carrier = connection;
        Socket talking = now.tls == null ? carrier : now.tls.secured(carrier)) {
      InputStream in = new BufferedInputStream(new Deadline(talking));
      Reply reply;
      boolean read = false;
      try {
        Request request = Request.read(in, () -> goOn(talking));
        read = true;
        Endpoint endpoint = now.endpoints.get(request.path());
        reply = endpoint == null ? Reply.of("404 Not Found") : endpoint.answer(request);
      } catch (Request.Unfit unfit) {
        reply = unfit.reply;
      } catch (RuntimeException | Error failed) {
        LOG.error("what was sent to the agent could not be judged", failed);
        reply = Reply.of("503 Service Unavailable", "Retry-After", "1");
      }
      talking.getOutputStream().write(reply.octets());
      talking.getOutputStream().flush();
      if (ended(talking) && !read) {
        drain(in);
      }
    } catch (IOException gone) {
      LOG.debug("a sender did not wait, or took too long", gone);
    } catch (RuntimeException | Error failed) {
      LOG.debug("a sender could not be answered", failed);
    } finally {
      connections.remove(connection);
    }
  }

  /** Says that nothing more comes; false where this Java can't close TLS one way alone (8). */
  private static boolean ended(Socket talking) throws IOException {
    try {
      talking.shutdownOutput();
      return true;
    } catch (UnsupportedOperationException onlyWhole) {
      return false;
    }
  }

  /** What is not read when the connection is closed resets it, and may take the answer along. */
  private static void drain(InputStream in) throws IOException {
    byte[] octets = new byte[4096];
    int left = MAX_DRAINED;
    for (int n = 0; n >= 0 && left > 0; left -= Math.max(n, 0)) {
      n = in.read(octets);
    }
  }

  private static void goOn(Socket talking) throws IOException {
    talking
        .getOutputStream()
        .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    talking.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException closed) {
      LOG.debug("the listener was closed already", closed);
    }
    threads.shutdown();
  }

  /** What a socket says until its time is over. */
  private static final class Deadline extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long endNanos = System.nanoTime() + TOTAL_NANOS;

    Deadline(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int from, int length) throws IOException {
      long left = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
      if (left <= 0) {
        throw new IOException("too slow");
      }
      socket.setSoTimeout((int) left);
      return in.read(octets, from, length);
    }
  }
}
