package io.bartizan.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** So many requests a second over kept connections; each must get the answer that it should. */
final class SteadyLoad implements AutoCloseable {

  private static final int SENDERS = 4;
  private static final int TIMEOUT_MILLIS = 20_000;

  /** A request, and the status that is right for it. */
  record Ask(String path, int status) {}

  private final ExecutorService pool = Executors.newFixedThreadPool(SENDERS);
  private final List<Future<?>> senders = new ArrayList<>();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final AtomicLong answered = new AtomicLong();
  private final long began = System.nanoTime();
  private volatile boolean stop;

  SteadyLoad(int port, int perSecond, List<Ask> asks) {
    long everyNanos = TimeUnit.SECONDS.toNanos(SENDERS) / perSecond;
    for (int i = 0; i < SENDERS; i++) {
      senders.add(pool.submit(() -> send(port, everyNanos, asks)));
    }
  }

  private Void send(int port, long everyNanos, List<Ask> asks) throws IOException {
    long next = System.nanoTime();
    int sent = 0;
    while (!stop) {
      try (Socket socket = Raw.connect(port)) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        ports.add(socket.getLocalPort());
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean kept = true;
        while (kept && !stop) {
          // Whoever is behind sends at once, so that the rate holds over all.
          for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
            LockSupport.parkNanos(wait);
          }
          next += everyNanos;
          Ask ask = asks.get(sent++ % asks.size());
          String request = "GET " + ask.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
          String head = head(in);
          int status = Integer.parseInt(head.substring(9, 12));
          if (status != ask.status) {
            throw new AssertionError(ask + " was answered by\n" + head);
          }
          in.skipNBytes(length(head));
          answered.incrementAndGet();
          kept = !head.toLowerCase(java.util.Locale.ROOT).contains("\r\nconnection: close");
        }
      }
    }
    return null;
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    // CR LF CR LF
    while (last != 0x0d0a0d0a) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("no answer after " + head);
      }
      head.write(octet);
      last = last << 8 | octet;
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  private static long length(String head) {
    for (String line : head.split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        return Long.parseLong(line.substring(15).trim());
      }
    }
    throw new AssertionError("no length in\n" + head);
  }

  /** Ends it; what went wrong for any sender is thrown. */
  long end() throws Exception {
    stop = true;
    for (Future<?> sender : senders) {
      sender.get(2L * TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
    return answered.get();
  }

  /** Answers a second so far. */
  long rate() {
    return answered.get() * TimeUnit.SECONDS.toNanos(1) / Math.max(1, System.nanoTime() - began);
  }

  /** The ports that it has sent from. */
  Set<Integer> ports() {
    return ports;
  }

  @Override
  public void close() {
    stop = true;
    pool.shutdownNow();
  }
}
