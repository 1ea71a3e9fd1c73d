package io.bartizan.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Application servers laid out as their documentation says, with the test application in place of
 * their root application. The flag comes from our own page.
 */
final class ApplicationServers {

  private ApplicationServers() {}

  /** By the name of its archive. */
  static Distribution lay(String name) throws Exception {
    return wildfly(name);
  }

  /** As the table of what was tested calls it. */
  static String label(String name) {
    return "WildFly, `standalone.sh`";
  }

  /** Another port than WildFly's own for its management, which its command to stop goes to. */
  private static Distribution wildfly(String name) throws Exception {
    Distribution product = Distribution.unpack(name);
    Path home = product.home;
    product.policyFolder = home.resolve("standalone/configuration");
    product.management = Distribution.freePort();
    Distribution.edit(
        product.policyFolder.resolve("standalone.xml"),
        "<location name=\"/\" handler=\"welcome-content\"/>",
        "");
    Files.copy(Distribution.war("javax"), home.resolve("standalone/deployments/ROOT.war"));
    Files.writeString(
        home.resolve("bin/standalone.conf"), HowTo.block("WildFly"), StandardOpenOption.APPEND);
    product.start =
        List.of(
            home.resolve("bin/standalone.sh").toString(),
            "-Djboss.http.port=" + product.port,
            "-Djboss.https.port=" + Distribution.freePort(),
            "-Djboss.management.http.port=" + product.management);
    product.stop =
        List.of(
            home.resolve("bin/jboss-cli.sh").toString(),
            "--connect",
            "--controller=127.0.0.1:" + product.management,
            "command=:shutdown");
    return product;
  }
}
