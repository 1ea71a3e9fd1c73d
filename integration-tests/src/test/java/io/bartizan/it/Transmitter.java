package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Whoever has security events to fetch (RFC 8936): holds a request until there is one. */
final class Transmitter implements AutoCloseable {

  private static final long HELD_MILLIS = 2000;
  private static final long WAIT_SECONDS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Set<String> acknowledged = new HashSet<>();
  private final Map<String, String> refused = new HashMap<>();

  Transmitter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/poll", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  synchronized void offer(String id, String token) {
    waiting.put(id, token);
    notifyAll();
  }

  synchronized void awaitAcknowledged(String id) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!acknowledged.contains(id)) {
      if (System.nanoTime() > until) {
        throw new AssertionError(id + " was never acknowledged");
      }
      wait(100);
    }
  }

  synchronized boolean acknowledged(String id) {
    return acknowledged.contains(id);
  }

  /** The error codes by the events that were refused with them. */
  synchronized Map<String, String> refused() {
    return new HashMap<>(refused);
  }

  /** The error code that an event was refused with. */
  synchronized String awaitRefused(String id) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!refused.containsKey(id)) {
      if (System.nanoTime() > until) {
        throw new AssertionError(id + " was never refused");
      }
      wait(100);
    }
    return refused.get(id);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] reply;
      JsonNode asked = JSON.readTree(exchange.getRequestBody());
      synchronized (this) {
        for (JsonNode id : asked.path("ack")) {
          acknowledged.add(id.asText());
          waiting.remove(id.asText());
        }
        asked
            .path("setErrs")
            .properties()
            .forEach(
                one -> {
                  refused.put(one.getKey(), one.getValue().path("err").asText());
                  waiting.remove(one.getKey());
                });
        notifyAll();
        boolean held = !asked.path("returnImmediately").asBoolean();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HELD_MILLIS);
        while (held && waiting.isEmpty() && System.nanoTime() < until) {
          wait(100);
        }
        ObjectNode sets = JSON.createObjectNode();
        waiting.forEach(sets::put);
        reply = JSON.writeValueAsBytes(JSON.createObjectNode().set("sets", sets));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
