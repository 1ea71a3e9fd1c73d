package io.bartizan.it;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key server with TLS, whose certificate is for localhost and not for 127.0.0.1. */
final class SecureKeyServer implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path folder;

  SecureKeyServer() throws Exception {
    Files.createDirectories(Places.target());
    folder = Files.createTempDirectory(Places.target(), "tls-");
    String certificate = folder.resolve("server.crt").toString();
    keytool(
        "server.p12",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    keytool("server.p12", "-exportcert", "-file", certificate);
    keytool("trust.p12", "-importcert", "-noprompt", "-file", certificate);
    keytool("server.p12", "-exportcert", "-rfc", "-file", certificate());
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
    server.start();
  }

  /** Publishes keys at a path. */
  void serve(String path, String keys) {
    byte[] answer = keys.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  String url(String host, String path) {
    return "https://" + host + ":" + server.getAddress().getPort() + path;
  }

  /** Its certificate, in PEM. */
  String certificate() {
    return folder.resolve("server.pem").toString();
  }

  /** Flags that make a JVM trust the certificate. */
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + folder.resolve("trust.p12"),
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  private void keytool(String store, String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder = new ProcessBuilder(tool.toString());
    builder.command().addAll(List.of(arguments));
    builder
        .command()
        .addAll(
            List.of(
                "-alias",
                "a",
                "-keystore",
                folder.resolve(store).toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    Path said = folder.resolve("keytool.txt");
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(said));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
