package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, proxies and being cut, over real sockets. */
class TransferTest {

  private static final String PASSWORD = "changeit";
  private static final String TRUST = "javax.net.ssl.trustStore";

  @TempDir static Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final KeyFetch fetch = new KeyFetch(clock::get, ServerTrust.JDK);
  private final ProxySelector proxies = ProxySelector.getDefault();
  private HttpsServer server;
  private int port;

  /** A certificate for localhost, and not for 127.0.0.1; and a store that trusts it. */
  @BeforeAll
  static void certify() throws Exception {
    String store = folder.resolve("server.p12").toString();
    String certificate = folder.resolve("server.crt").toString();
    keytool(
        store,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    keytool(store, "-exportcert", "-file", certificate);
    keytool(
        folder.resolve("trust.p12").toString(), "-importcert", "-noprompt", "-file", certificate);
  }

  private static void keytool(String store, String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder = new ProcessBuilder(tool.toString());
    builder.command().addAll(List.of(arguments));
    builder
        .command()
        .addAll(
            List.of(
                "-alias", "a", "-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
    Path said = folder.resolve("keytool.txt");
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    int code = builder.start().waitFor();
    assertEquals(0, code, Files.readString(said));
  }

  @BeforeEach
  void serve() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/keys", exchange -> KeyServer.answer(exchange, 200, "hello"));
    server.start();
    port = server.getAddress().getPort();
    System.setProperty(TRUST, folder.resolve("trust.p12").toString());
    System.setProperty(TRUST + "Password", PASSWORD);
  }

  @AfterEach
  void end() {
    server.stop(0);
    System.clearProperty(TRUST);
    System.clearProperty(TRUST + "Password");
    ProxySelector.setDefault(proxies);
  }

  private String body(String url) throws IOException {
    return new String(fetch.get(url).body(), StandardCharsets.UTF_8);
  }

  @Test
  void get_certificateOfThatName_isTrusted() throws Exception {
    assertEquals("hello", body("https://localhost:" + port + "/keys"));
  }

  @Test
  void get_certificateOfAnotherName_isRefused() {
    assertThrows(SSLException.class, () -> body("https://127.0.0.1:" + port + "/keys"));
  }

  /** Many an old application has this; it must not decide whose keys are believed. */
  @Test
  void get_applicationTrustsEverybody_doesNotCount() throws Exception {
    SSLSocketFactory factory = HttpsURLConnection.getDefaultSSLSocketFactory();
    HostnameVerifier verifier = HttpsURLConnection.getDefaultHostnameVerifier();
    SSLContext context = SSLContext.getDefault();
    SSLContext open = SSLContext.getInstance("TLS");
    open.init(null, new TrustManager[] {new Everybody()}, null);
    try {
      HttpsURLConnection.setDefaultSSLSocketFactory(open.getSocketFactory());
      HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
      SSLContext.setDefault(open);
      assertThrows(SSLException.class, () -> body("https://127.0.0.1:" + port + "/keys"));
      System.clearProperty(TRUST);
      assertThrows(SSLException.class, () -> body("https://localhost:" + port + "/keys"));
      HttpsURLConnection.setDefaultSSLSocketFactory(open.getSocketFactory());
      try (InputStream in =
          URI.create("https://127.0.0.1:" + port + "/keys").toURL().openStream()) {
        assertEquals("hello", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } finally {
      HttpsURLConnection.setDefaultSSLSocketFactory(factory);
      HttpsURLConnection.setDefaultHostnameVerifier(verifier);
      SSLContext.setDefault(context);
    }
  }

  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** As F13, in the middle of a TLS record: closing a TLS socket would wait for it. */
  @Test
  void cut_handshakeTrickles_endsAtOnce() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket trickling = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = trickling.accept()) {
                  connections.incrementAndGet();
                  trickle(socket);
                } catch (IOException closed) {
                  return;
                }
              });
      CompletableFuture<String> fetched =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return body("https://localhost:" + trickling.getLocalPort() + "/keys");
                } catch (IOException failed) {
                  return String.valueOf(failed.getMessage());
                }
              });
      Eventually.holds("a connection", () -> connections.get() == 1);
      fetch.cutOverdue();
      assertTrue(!fetched.isDone());
      clock.addAndGet(KeyFetch.TOTAL_NANOS + 1);
      fetch.cutOverdue();
      assertEquals("too slow", fetched.get(20, TimeUnit.SECONDS));
      served.get(20, TimeUnit.SECONDS);
    }
  }

  private static void trickle(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {22, 3, 3, 0x40, 0, 2});
      while (true) {
        out.write(0);
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException end) {
      return;
    }
  }

  @Test
  void get_throughAProxy_tunnelsToTheServer() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      select(proxy.getLocalPort());
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(() -> tunnel(proxy, "200 Connection established"));
      assertEquals("hello", body("https://localhost:" + port + "/keys"));
      assertEquals("CONNECT localhost:" + port + " HTTP/1.1", asked.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void get_proxyRefuses_failsAndDoesNotGoRound() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      select(proxy.getLocalPort());
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(() -> tunnel(proxy, "407 Proxy Authentication Required"));
      IOException failed =
          assertThrows(IOException.class, () -> body("https://localhost:" + port + "/keys"));
      assertTrue(String.valueOf(failed.getMessage()).contains("407"), failed.toString());
      asked.get(20, TimeUnit.SECONDS);
    }
  }

  private static void select(int port) {
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return List.of(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", port)));
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failed) {}
        });
  }

  /** Serves one tunnel; the request line that asked for it. */
  private String tunnel(ServerSocket proxy, String status) {
    try (Socket client = proxy.accept()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) client.getInputStream().read());
      }
      client
          .getOutputStream()
          .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      if (status.startsWith("200")) {
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
          CompletableFuture<Void> there = CompletableFuture.runAsync(() -> copy(client, onward));
          copy(onward, client);
          there.get(20, TimeUnit.SECONDS);
        }
      }
      return head.substring(0, head.indexOf("\r\n"));
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
      return e.toString();
    }
  }

  private static void copy(Socket from, Socket to) {
    try (Socket ended = to) {
      from.getInputStream().transferTo(ended.getOutputStream());
    } catch (IOException closed) {
      return;
    }
  }
}
