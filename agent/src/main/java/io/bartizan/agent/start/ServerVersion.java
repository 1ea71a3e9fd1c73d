package io.bartizan.agent.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The version that a server's jar says of itself in its manifest. */
final class ServerVersion {

  private ServerVersion() {}

  /** The version; null where the jar does not tell. */
  static @Nullable String of(@Nullable ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return null;
    }
    if (location.getProtocol().equals("jrt")) {
      // A part of the JDK's own, which has no jar.
      return System.getProperty("java.version");
    }
    try {
      return ofManifest(location);
    } catch (IOException | RuntimeException untold) {
      // Handlers of OSGi's throw what they like, and a version is no reason to keep a class out.
      return null;
    }
  }

  private static @Nullable String ofManifest(URL location) throws IOException {
    String base = location.toString();
    if (base.startsWith("jar:bundle:")) {
      // Felix's, which only the handler that it came with can open.
      try (JarFile bundle = ((JarURLConnection) location.openConnection()).getJarFile()) {
        return of(bundle.getManifest());
      }
    }
    String root = base.endsWith("!/") || base.endsWith("/") ? base : "jar:" + base + "!/";
    URLConnection manifest = new URL(root + "META-INF/MANIFEST.MF").openConnection();
    manifest.setUseCaches(false);
    try (InputStream in = manifest.getInputStream()) {
      return of(new Manifest(in));
    }
  }

  private static @Nullable String of(@Nullable Manifest manifest) {
    if (manifest == null) {
      return null;
    }
    Attributes main = manifest.getMainAttributes();
    String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return version == null ? main.getValue("Bundle-Version") : version;
  }
}
