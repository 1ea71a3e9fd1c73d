package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Application servers, which bring module systems and management ports of their own, started by
 * their own scripts with the flag where our page says it goes.
 */
@Execution(ExecutionMode.CONCURRENT)
class ApplicationServersIT {

  private static final int STREAM_SECONDS = 10;

  private final Tokens tokens = new Tokens();

  ApplicationServersIT() throws Exception {}

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "wildfly39", "liberty", "payara", "karaf"})
  void server_startedByItsOwnScript_isProtected(String name) throws Exception {
    Distribution product = ApplicationServers.lay(name);
    product.policy("rules: [broken\n", tokens.jwks());
    DistributionsIT.stopsBeforeItServes(product);
    product.policy(DistributionsIT.POLICY + product.known, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      String token = tokens.token("root", STREAM_SECONDS, List.of("admin"), Map.of());
      Future<Long> stream = CompletableFuture.supplyAsync(() -> stream(server, token));
      Guarded.check(server, tokens);
      if (product.management > 0) {
        unruled(product.management);
      }
      DistributionsIT.pages(server, tokens);
      PathCorpus corpus = new PathCorpus(tokens);
      corpus.closesAfterErrors = name.equals("liberty");
      String version = Distribution.version(name);
      corpus.run(name, version, "P0", server);
      if (product.http2) {
        Http2Corpus second = new Http2Corpus(tokens, Http2Corpus.PLAIN);
        second.run(name, server, true);
        corpus.failures.addAll(second.failures);
      }
      server.reload(Policies.P3 + product.known);
      corpus.run(name, version, "P3", server);
      assertEquals(List.of(), corpus.failures);
      long late = stream.get(60, TimeUnit.SECONDS);
      StreamExpiryIT.ended(server, "/admin/events", name + " event stream", late);
      int java = Runtime.version().feature();
      Proven.add(ApplicationServers.label(name), version, server, java, "HTTP/1.1");
      if (product.http2) {
        Proven.add(ApplicationServers.label(name), version, server, java, "HTTP/2");
      }
      if (product.declared) {
        server.reload(Propagated.POLICY + product.known);
        Propagated propagated = new Propagated(tokens);
        propagated.asked(server);
        propagated.declared(server, "/ops/clerks/who");
      }
      if (product.management > 0) {
        String rule = HowTo.rules("Management interfaces").replace("9990", "" + product.management);
        server.reload(DistributionsIT.POLICY + rule + product.known);
        ruled(product);
      }
      DistributionsIT.stopsUntouched(product, server);
    }
    Distribution.delete(product.home.getParent());
  }

  /** A stream of events, which goes on while the corpora run; how long it outlived its token. */
  private static long stream(Server server, String token) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      String request = "GET /admin/events HTTP/1.1\r\nHost: app.it\r\nAuthorization: Bearer ";
      socket
          .getOutputStream()
          .write((request + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      long late = StreamExpiryIT.end(socket.getInputStream(), token, said);
      assertTrue(said.toString().contains("data: first"), said.toString());
      return late;
    } catch (Exception failed) {
      throw new CompletionException(failed);
    }
  }

  /** The management interface is decided like everything else: what no rule allows is refused. */
  private void unruled(int port) throws Exception {
    for (String path : List.of("/management", "/console/index.html", "/management/..;/")) {
      Raw.Reply anonymous = Raw.get(port, path);
      assertTrue(anonymous.text.contains("decision"), path + ": " + anonymous.text);
      assertNotEquals(200, anonymous.status(), path);
    }
    // By the credential that the policy knows and no rule lets in there.
    String admin = "Authorization: Bearer " + tokens.of("admin");
    assertEquals(403, Raw.get(port, "/management", admin).status());
  }

  /** By the rule of our page it asks for its own credential, or serves where it needs none. */
  private static void ruled(Distribution product) throws Exception {
    Raw.Reply asked = Raw.patient(product.management, product.managed);
    assertTrue(asked.text.contains(product.manages), asked.text);
  }
}
