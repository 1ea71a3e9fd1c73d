package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on and on is permitted for as long as its token is: streams end when it expires. */
@Execution(ExecutionMode.CONCURRENT)
class StreamExpiryIT {

  private static final int LIFE_SECONDS = 4;
  private static final int MOST_MILLIS = 30_000;

  private final Tokens tokens = new Tokens();

  StreamExpiryIT() throws Exception {}

  private Server start(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    Server server = Server.start(plan);
    server.warm(tokens);
    return server;
  }

  private String shortLived() throws Exception {
    return tokens.token("root", LIFE_SECONDS, List.of("admin"), Map.of());
  }

  /** What comes until the server closes, and how long after the token's expiry that is. */
  static long end(InputStream in, String token, StringBuilder said) throws Exception {
    try {
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException reset) {
      said.append(" (").append(reset.getMessage()).append(')');
    }
    long expiry =
        SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant().toEpochMilli();
    return System.currentTimeMillis() - expiry;
  }

  static void ended(Server server, String path, String what, long late) throws Exception {
    assertTrue(late >= 0, what + " ended " + -late + " ms too early");
    System.out.printf("%s: ended %d ms after its token had expired%n", what, late);
    JsonNode record =
        server.await(
            e ->
                e.path("http_request").path("url").path("path").asText().equals(path)
                    && !e.path("unmapped").path("open").asBoolean()
                    && e.path("unmapped").path("notes").toString().contains("token expired"));
    assertEquals("PERMITTED", record.path("unmapped").path("outcome").asText());
  }

  @ParameterizedTest
  @MethodSource("io.bartizan.it.Servers#folders")
  void eventStream_endsWithItsToken(String name) throws Exception {
    try (Server server = start(name);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String token = shortLived();
      socket.setSoTimeout(MOST_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET /admin/events HTTP/1.1\r\nHost: app.it\r\nAuthorization: Bearer "
                      + token
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      long late = end(socket.getInputStream(), token, said);
      assertTrue(said.toString().contains("data: first"), said.toString());
      ended(server, "/admin/events", name + " event stream", late);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty40", "netty41", "netty42"})
  void webSocket_endsWithItsToken(String name) throws Exception {
    try (Server server = start(name);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String token = shortLived();
      socket.setSoTimeout(MOST_MILLIS);
      String handshake =
          "GET /admin/socket HTTP/1.1\r\nHost: app.it\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n";
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int next = in.read();
        assertTrue(next >= 0, head + server.stderr());
        head.append((char) next);
      }
      assertTrue(head.toString().startsWith("HTTP/1.1 101"), head.toString());
      // A text frame, masked with zeros (RFC 6455, 5.2), and the same without a mask.
      socket.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
      byte[] echo = in.readNBytes(4);
      assertEquals("hi", new String(echo, 2, 2, StandardCharsets.US_ASCII));
      long late = end(in, token, new StringBuilder());
      ended(server, "/admin/socket", name + " WebSocket", late);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
  }

  @Test
  void observed_goesOn() throws Exception {
    Server.Plan plan = new Server.Plan("netty42");
    plan.jwks = tokens.jwks();
    plan.policy = Policies.P0.replace("application: corpus", "application: corpus\nmode: observe");
    String token = tokens.token("root", 2, List.of("admin"), Map.of());
    try (Server server = Server.start(plan);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(6000);
      socket
          .getOutputStream()
          .write(
              ("GET /admin/events HTTP/1.1\r\nHost: app.it\r\nAuthorization: Bearer "
                      + token
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      end(socket.getInputStream(), token, said);
      assertTrue(said.toString().contains("(Read timed out)"), said.toString());
    }
  }
}
