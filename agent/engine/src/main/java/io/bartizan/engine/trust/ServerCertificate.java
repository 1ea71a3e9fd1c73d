package io.bartizan.engine.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the agent itself shows, with its chain and key, from files in PEM. They are
 * read again when one of them has changed, and put in force only when they fit together: until
 * then, and where one is broken, the last good ones stay.
 */
public final class ServerCertificate {

  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END [A-Z ]*PRIVATE"
              + " KEY-----");
  private static final char[] NO_PASSWORD = new char[0];

  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final Path chain;
  private final Path key;
  private KeyManager[] managers;
  private String state;

  private ServerCertificate(Path chain, Path key) throws IOException, GeneralSecurityException {
    this.chain = chain;
    this.key = key;
    this.state = state();
    this.managers = read();
  }

  /**
   * A certificate and its key.
   *
   * @param chain certificates in PEM, the server's own first
   * @param key its private key in PEM, as PKCS #8 and not encrypted
   * @throws IOException if one can't be read, or is not what it must be; the message names the file
   * @throws GeneralSecurityException if this Java can't use them
   */
  public static ServerCertificate of(Path chain, Path key)
      throws IOException, GeneralSecurityException {
    return new ServerCertificate(chain, key);
  }

  private String state() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : new Path[] {chain, key}) {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      all.append(now.size()).append(' ').append(now.lastModifiedTime().toMillis());
      all.append(' ').append(now.fileKey()).append('\n');
    }
    return all.toString();
  }

  private KeyManager[] read() throws IOException, GeneralSecurityException {
    Certificate[] certificates = certificates();
    PrivateKey secret = secret(certificates[0].getPublicKey());
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("server", secret, NO_PASSWORD, certificates);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static byte[] octets(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": larger than " + MAX_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private Certificate[] certificates() throws IOException {
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(octets(chain)));
      if (all.isEmpty()) {
        throw new IOException(chain + ": no certificate in it");
      }
      return all.toArray(new Certificate[0]);
    } catch (GeneralSecurityException malformed) {
      throw new IOException(chain + ": no certificates in PEM: " + malformed, malformed);
    }
  }

  private PrivateKey secret(PublicKey certified) throws IOException {
    if (readByOthers()) {
      throw new IOException(key + ": others may read it (chmod o-r)");
    }
    Matcher pem = KEY.matcher(new String(octets(key), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IOException(key + ": no private key in PEM");
    }
    if (!String.valueOf(pem.group(1)).isEmpty()) {
      throw new IOException(
          key
              + ": a key as '"
              + String.valueOf(pem.group(1)).trim()
              + "' (openssl pkcs8 -topk8 -nocrypt makes it PKCS #8)");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(String.valueOf(pem.group(2)));
      PrivateKey secret =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!fit(secret, certified)) {
        throw new IOException(key + ": not the key of the certificate in " + chain);
      }
      return secret;
    } catch (GeneralSecurityException | IllegalArgumentException unfit) {
      throw new IOException(
          key + ": no " + certified.getAlgorithm() + " key, as the certificate has: " + unfit,
          unfit);
    }
  }

  /** Whether what the one signs, the other verifies. */
  private static boolean fit(PrivateKey secret, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm = certified.getAlgorithm();
    Signature signature =
        Signature.getInstance(
            algorithm.equals("RSA") || algorithm.equals("EC")
                ? "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : "RSA")
                : algorithm);
    byte[] probe = "bartizan".getBytes(StandardCharsets.US_ASCII);
    signature.initSign(secret);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(probe);
    return signature.verify(signed);
  }

  private boolean readByOthers() throws IOException {
    try {
      return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
  }

  /** What a connection is taken by, whoever connects. */
  public SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers(), null, null);
    return context;
  }

  /** What shows it, for a context that asks for the other's certificate as well. */
  public synchronized KeyManager[] managers() {
    String then = state;
    try {
      state = state();
      if (!state.equals(then)) {
        managers = read();
        LOG.info("the certificate was read again from {}", chain);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      state = bad instanceof IOException && state.equals(then) ? bad.toString() : state;
      if (!state.equals(then)) {
        LOG.warn("the last good certificate stays: {}", bad.getMessage());
      }
    }
    return managers;
  }
}
