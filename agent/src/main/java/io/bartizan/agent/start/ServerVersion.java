package io.bartizan.agent.start;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
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
    String base = location.toString();
    String root = base.endsWith("!/") || base.endsWith("/") ? base : "jar:" + base + "!/";
    try {
      URLConnection manifest = new URL(root + "META-INF/MANIFEST.MF").openConnection();
      manifest.setUseCaches(false);
      try (InputStream in = manifest.getInputStream()) {
        Attributes main = new Manifest(in).getMainAttributes();
        String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return version == null ? main.getValue("Bundle-Version") : version;
      }
    } catch (IOException untold) {
      return null;
    }
  }
}
