package io.bartizan.testapp;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS with certificates of clients that are asked for and need not come, where {@code
 * -Dtestapp.tls} names a folder with {@code server.p12} and {@code clients.p12}.
 */
final class Tls {

  static final String PASSWORD = "changeit";

  private static SSLContext shared;

  private Tls() {}

  /** Whether the server is to speak TLS. */
  static boolean wanted() {
    return System.getProperty("testapp.tls") != null;
  }

  static String file(String name) {
    return new File(System.getProperty("testapp.tls"), name).getPath();
  }

  private static KeyStore store(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(file(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** One for all connections: sessions are resumed in it. */
  static synchronized SSLContext context() throws GeneralSecurityException, IOException {
    if (shared == null) {
      shared = make();
    }
    return shared;
  }

  private static SSLContext make() throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store("server.p12"), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store("clients.p12"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
