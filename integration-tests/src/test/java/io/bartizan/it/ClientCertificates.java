package io.bartizan.it;

import com.nimbusds.jose.util.Base64URL;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A server's key and the certificates of clients that it trusts, one of which has expired: what
 * stands among the trusted ones itself, the JDK accepts whatever its time.
 */
final class ClientCertificates {

  static final String PASSWORD = "changeit";

  final Path folder;

  ClientCertificates() throws Exception {
    Files.createDirectories(Places.target());
    folder = Files.createTempDirectory(Places.target(), "clients-");
    make("server", "-validity", "2");
    for (String client : new String[] {"good", "other", "expired"}) {
      boolean expired = client.equals("expired");
      make(client, "-startdate", expired ? "-10d" : "-1d", "-validity", expired ? "1" : "3");
      String file = folder.resolve(client + ".crt").toString();
      keytool(client + ".p12", client, "-exportcert", "-file", file);
      keytool("clients.p12", client, "-importcert", "-noprompt", "-file", file);
    }
  }

  private void make(String name, String... validity) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "RSA", "-keysize"));
    arguments.addAll(List.of("2048", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1"));
    arguments.addAll(List.of(validity));
    keytool(name + ".p12", name, arguments.toArray(new String[0]));
  }

  private void keytool(String store, String alias, String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ProcessBuilder builder = new ProcessBuilder(tool.toString(), "-J-XX:TieredStopAtLevel=1");
    builder.command().addAll(List.of(arguments));
    builder
        .command()
        .addAll(
            List.of(
                "-alias",
                alias,
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

  private KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private byte[] encoded(String client) throws Exception {
    return store(client).getCertificate(client).getEncoded();
  }

  /** RFC 8705, 3.1. */
  String thumbprint(String client) throws Exception {
    return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(encoded(client)))
        .toString();
  }

  /** RFC 9440, 2.1. */
  String byteSequence(String client) throws Exception {
    return ":" + Base64.getEncoder().encodeToString(encoded(client)) + ":";
  }

  /** A client with a certificate, or with none; it takes any server for the right one. */
  SSLContext context(String client) throws Exception {
    KeyManager[] keys = null;
    if (client != null) {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store(client), PASSWORD.toCharArray());
      keys = managers.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new Trusting()}, null);
    return context;
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
