package io.bartizan.agent.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

  /** As Felix's, where it does not find the framework that a caller belongs to. */
  private static final URLStreamHandler UNAVAILABLE =
      new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) {
          throw new IllegalStateException("Stream handler unavailable due to: null");
        }

        @Override
        protected String toExternalForm(URL url) {
          throw new IllegalStateException("Unknown protocol: " + url.getProtocol());
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"bundle://21.0:1/", "jar:bundle://21.0:1/!/", "mvn:org.acme/server/1.2"})
  void locationThatCannotBeOpened_tellsNothing(String location) throws Exception {
    assertNull(ServerVersion.of(at(new URL(null, location, UNAVAILABLE))));
  }

  @Test
  void jar_tellsByItsManifest(@TempDir Path folder) throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-Version", "2.4.4");
    Path jar = folder.resolve("server.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    assertEquals("2.4.4", ServerVersion.of(at(jar.toUri().toURL())));
    URL bundle = new URL(null, "jar:bundle://21.0:1/!/", new Bundle(jar));
    assertEquals("2.4.4", ServerVersion.of(at(bundle)));
    assertNull(ServerVersion.of(at(folder.resolve("none.jar").toUri().toURL())));
    assertNull(ServerVersion.of(null));
  }

  /** As Felix's for the jar that a bundle is in: the number of the bundle is no name of a file. */
  private static final class Bundle extends URLStreamHandler {
    private final Path jar;

    Bundle(Path jar) {
      this.jar = jar;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      return new URL("jar:" + jar.toUri() + "!/").openConnection();
    }
  }

  private static ProtectionDomain at(URL location) {
    return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
  }
}
