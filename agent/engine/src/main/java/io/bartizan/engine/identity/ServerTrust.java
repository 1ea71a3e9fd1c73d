package io.bartizan.engine.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which certificates an issuer's servers may have: those that the JDK trusts by itself, whatever
 * the application has set for its own connections, or those of the authorities in a file and no
 * others. The file is read again when it has changed; a broken one leaves the last good ones.
 */
final class ServerTrust {

  /** By the JDK's own trust store ({@code javax.net.ssl.trustStore}). */
  static final ServerTrust JDK = new ServerTrust(null);

  private static final int MAX_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ServerTrust.class);

  private final @Nullable Path file;
  private TrustManager @Nullable [] managers;
  private String state = "";

  private ServerTrust(@Nullable Path file) {
    this.file = file;
  }

  /**
   * The trust of an issuer.
   *
   * @param file certificates in PEM; null for the JDK's own trust
   * @throws KeySetException if they can't be used
   */
  static ServerTrust of(@Nullable String file) throws KeySetException {
    if (file == null) {
      return JDK;
    }
    ServerTrust trust = new ServerTrust(Paths.get(file));
    try {
      trust.state = state(Paths.get(file));
      trust.managers = read(Paths.get(file));
      return trust;
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      throw new KeySetException(
          file
              + ": error BZ2002: the certificates can't be used: "
              + bad
              + "\n  hint: put the certificates of the authorities there, in PEM, or mend"
              + " identity.issuers.trust",
          bad);
    }
  }

  private static String state(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey();
  }

  private static TrustManager[] read(Path file) throws IOException, GeneralSecurityException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (all.isEmpty()) {
      // A store without any would be taken for "the JDK's own".
      throw new IOException("no certificate in it");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate one : all) {
      store.setCertificateEntry("authority-" + store.size(), one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** What a connection is made by. */
  SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, current(), null);
    return context;
  }

  private synchronized TrustManager @Nullable [] current() {
    if (file == null) {
      return null;
    }
    String then = state;
    try {
      state = state(file);
      if (!state.equals(then)) {
        managers = read(file);
        LOG.info("certificates read again from {}", file);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException bad) {
      state = bad instanceof IOException ? bad.toString() : state;
      if (!state.equals(then)) {
        LOG.warn("{} can't be used; the last good certificates stay: {}", file, bad.toString());
      }
    }
    return managers;
  }
}
