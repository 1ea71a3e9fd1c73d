package io.bartizan.engine.trust;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/** Keys with certificates that they have signed themselves, made by the JDK's own tool. */
public final class KeyPairFiles {

  private static final String PASSWORD = "changeit";

  private final KeyStore store;
  private final String name;

  private KeyPairFiles(KeyStore store, String name) {
    this.store = store;
    this.name = name;
  }

  /**
   * Makes one for localhost.
   *
   * @param key how the tool is told which key to make: {@code -keyalg} and what belongs to it
   */
  public static KeyPairFiles make(Path folder, String name, String... key) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair", "-alias", name, "-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(
        List.of("-storetype", "PKCS12", "-dname", "CN=" + name, "-ext", "SAN=dns:localhost"));
    command.addAll(List.of("-validity", "3650"));
    command.addAll(List.of(key));
    Path said = folder.resolve("keytool.txt");
    Process tool =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (tool.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(said));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new KeyPairFiles(store, name);
  }

  /** The certificate in PEM. */
  public String certificate() throws Exception {
    Certificate certificate = store.getCertificate(name);
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key as PKCS #8 in PEM. */
  public String key() throws Exception {
    PrivateKey key = (PrivateKey) store.getKey(name, PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String type, byte[] octets) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }

  /** What shows it. */
  public KeyManagerFactory managers() throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    return factory;
  }

  /** Writes a file that only its owner may read. */
  public static Path secret(Path file, String text) throws Exception {
    Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
