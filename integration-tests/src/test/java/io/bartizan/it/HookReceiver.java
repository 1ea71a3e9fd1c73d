package io.bartizan.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook's receiver that believes what is signed with the shared secret and nothing else. */
final class HookReceiver implements AutoCloseable {

  private static final String SECRET = "a secret of thirty-two characters";
  private static final long WAIT_SECONDS = 30;

  /** One alert, and when it came by this JVM's clock. */
  record Heard(JsonNode alert, String id, long nanos) {}

  private final HttpServer server;
  final List<Heard> heard = new CopyOnWriteArrayList<>();

  HookReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  HookReceiver() throws IOException {
    this(0);
  }

  /** Lays the secret as an operator would. */
  static void secret(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("hook"), SECRET + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** As an entry of a policy has it. */
  static String entry(int port) {
    return "webhook: 'http://127.0.0.1:" + port + "/hook', hmac: hook";
  }

  String entry() {
    return entry(server.getAddress().getPort());
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("Webhook-Id");
    String time = exchange.getRequestHeaders().getFirst("Webhook-Timestamp");
    String signature = exchange.getRequestHeaders().getFirst("Webhook-Signature");
    boolean good = ("v1," + code(id + "." + time + ".", body)).equals(signature);
    if (good) {
      heard.add(new Heard(new ObjectMapper().readTree(body), id, System.nanoTime()));
    }
    exchange.sendResponseHeaders(good ? 204 : 401, -1);
    exchange.close();
  }

  private static String code(String start, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(start.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Waits for the first alert of a kind. */
  Heard await(String kind) throws InterruptedException {
    return await(kind, one -> one.alert().path("kind").asText().equals(kind));
  }

  Heard await(String what, Predicate<Heard> wanted) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (true) {
      for (Heard one : heard) {
        if (wanted.test(one)) {
          return one;
        }
      }
      if (System.nanoTime() > until) {
        throw new AssertionError("no " + what + " among " + heard);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
