package io.bartizan.engine.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose certificates others may have: of those that the JDK trusts by itself, whatever the
 * application has set for its own connections, or of the authorities in a file and no others. The
 * file is read again when it has changed; a broken one leaves the last good ones.
 */
public final class Authorities {

  /** Those of the JDK's own trust store ({@code javax.net.ssl.trustStore}). */
  public static final Authorities JDK = new Authorities(null);

  private static final int MAX_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);

  private final @Nullable Path file;
  private TrustManager @Nullable [] managers;
  private String state = "";

  private Authorities(@Nullable Path file) {
    this.file = file;
  }

  /**
   * The authorities in a file.
   *
   * @param file certificates in PEM; null for the JDK's own trust
   * @throws IOException if it can't be read, or there is none in it
   * @throws GeneralSecurityException if they can't be used
   */
  public static Authorities of(@Nullable Path file) throws IOException, GeneralSecurityException {
    if (file == null) {
      return JDK;
    }
    Authorities all = new Authorities(file);
    all.state = state(file);
    all.managers = read(file);
    return all;
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
  public SSLContext context() throws GeneralSecurityException {
    return context(null);
  }

  /**
   * The same for whoever shows a certificate of its own.
   *
   * @param own null to show none
   */
  public SSLContext context(KeyManager @Nullable [] own) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, current(), null);
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
