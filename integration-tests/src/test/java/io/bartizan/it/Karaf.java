package io.bartizan.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Karaf with the features of Pax Web that serve web applications, by Jetty, and the test
 * application as a bundle of them. All that it would fetch lies in its own folder.
 */
final class Karaf {

  private static final String PAX_WEB = "org/ops4j/pax/web/";

  private static final int SHELL = 8101;
  private static final int REGISTRY = 1099;
  private static final int RMI = 44444;

  private Karaf() {}

  static Distribution lay(String name) throws Exception {
    Distribution product = Distribution.unpack(name);
    Path home = product.home;
    Path etc = home.resolve("etc");
    product.policyFolder = etc;
    product.environment.put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    Files.writeString(home.resolve("bin/setenv"), HowTo.block("Karaf"), StandardOpenOption.APPEND);
    ports(product, etc);
    String version = versionOfPaxWeb(home.resolve("system"));
    provide(home.resolve("system"), version);
    Path application = home.resolve("shop.jar");
    bundle(Distribution.war("javax"), application);
    Path feature = etc.resolve("shop.xml");
    Files.writeString(feature, feature(version, application));
    Distribution.edit(
        etc.resolve("org.apache.karaf.features.cfg"),
        "featuresRepositories = \\\n",
        "featuresRepositories = " + feature.toUri() + ", \\\n",
        "featuresBoot = \\\n",
        "featuresBoot = shop, \\\n");
    // What is not in its folder must not be found elsewhere.
    Distribution.edit(
        etc.resolve("org.ops4j.pax.url.mvn.cfg"),
        "org.ops4j.pax.url.mvn.repositories= \\\n",
        "org.ops4j.pax.url.mvn.repositories=\nunused= \\\n");
    product.start = List.of(home.resolve("bin/karaf").toString(), "server");
    product.stop = List.of(home.resolve("bin/stop").toString());
    return product;
  }

  private static void ports(Distribution product, Path etc) throws IOException {
    int stop = Distribution.freePort();
    int registry = Distribution.freePort();
    int rmi = Distribution.freePort();
    int shell = Distribution.freePort();
    Files.writeString(
        etc.resolve("org.ops4j.pax.web.cfg"),
        "org.osgi.service.http.port = "
            + product.port
            + "\norg.ops4j.pax.web.listening.addresses = 127.0.0.1\n");
    Files.writeString(
        etc.resolve("custom.properties"),
        "\nkaraf.shutdown.port = " + stop + "\n",
        StandardOpenOption.APPEND);
    Distribution.edit(
        etc.resolve("org.apache.karaf.management.cfg"),
        "rmiRegistryPort = " + REGISTRY,
        "rmiRegistryPort = " + registry,
        "rmiServerPort = " + RMI,
        "rmiServerPort = " + rmi);
    Distribution.edit(
        etc.resolve("org.apache.karaf.shell.cfg"), "sshPort = " + SHELL, "sshPort = " + shell);
    // Those that it is set to, and those of its own that it opens for a moment, before it has read
    // its settings, where its bundles happen to start in that order.
    List<Integer> known = List.of(stop, registry, rmi, shell, SHELL, REGISTRY, RMI);
    product.known = "coverage: {acknowledge: " + known + "}\n";
  }

  /** Lays what the build fetched where Karaf looks first. */
  private static void provide(Path system, String version) throws IOException {
    Path fetched =
        Places.root().resolve("integration-tests/applications/pax-web/target/repository");
    try (Stream<Path> files = Files.walk(fetched)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = system.resolve(fetched.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    // Two bundles that are a manifest and nothing else; Maven Central has not what they name as
    // their parent, so that no build can fetch them. Jetty asks for the older servlet API's number.
    compatible(
        system,
        version,
        "servlet31",
        "Fragment-Host: jakarta.servlet-api\n"
            + "Export-Package: javax.servlet;version=3.1,javax.servlet.http;version=3.1,\n"
            + " javax.servlet.annotation;version=3.1,javax.servlet.descriptor;version=3.1\n");
    compatible(system, version, "el2", "");
  }

  private static void compatible(Path system, String version, String api, String headers)
      throws IOException {
    String name = "pax-web-compatibility-" + api;
    Path jar = system.resolve(PAX_WEB + name + "/" + version + "/" + name + "-" + version + ".jar");
    Files.createDirectories(jar.getParent());
    new JarOutputStream(Files.newOutputStream(jar), manifest(name, headers)).close();
  }

  private static String versionOfPaxWeb(Path system) throws IOException {
    try (Stream<Path> versions = Files.list(system.resolve(PAX_WEB + "pax-web-features"))) {
      return versions.filter(Files::isDirectory).findFirst().orElseThrow().getFileName().toString();
    }
  }

  private static Manifest manifest(String name, String headers) throws IOException {
    String text =
        "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-Version: 1.0\n"
            + ("Bundle-SymbolicName: " + name + "\n" + headers);
    return new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String feature(String version, Path application) {
    return """
    <features name="shop" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
      <repository>mvn:org.ops4j.pax.web/pax-web-features/%s/xml/features</repository>
      <feature name="shop" version="1">
        <feature>pax-web-http-jetty</feature>
        <feature>pax-web-war</feature>
        <feature>pax-web-jsp</feature>
        <bundle>%s</bundle>
      </feature>
    </features>
    """
        .formatted(version, application.toUri());
  }

  /** A web application bundle (OSGi Compendium, 128.3) of the test application, at the root. */
  private static void bundle(Path war, Path bundle) throws IOException {
    Manifest manifest =
        manifest(
            "shop",
            "Web-ContextPath: /\nBundle-ClassPath: WEB-INF/classes\n"
                + "Import-Package: javax.servlet,javax.servlet.http\nDynamicImport-Package: *\n");
    try (ZipFile from = new ZipFile(war.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) from.stream().map(ZipEntry.class::cast)::iterator) {
        // Folders too: Felix finds no class path below one that has no entry of its own.
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(from.getInputStream(entry).readAllBytes());
        to.closeEntry();
      }
    }
  }
}
