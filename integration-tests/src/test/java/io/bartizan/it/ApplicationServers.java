package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
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
    switch (name) {
      case "wildfly":
        return wildfly(name, "javax");
      case "wildfly39":
        return wildfly(name, "jakarta");
      case "liberty":
        return liberty(name);
      case "payara":
        return payara(name);
      case "karaf":
        return Karaf.lay(name);
      default:
        throw new IllegalArgumentException(name);
    }
  }

  /** As the table of what was tested calls it. */
  static String label(String name) {
    switch (name) {
      case "wildfly":
      case "wildfly39":
        return "WildFly, `standalone.sh`";
      case "liberty":
        return "Open Liberty, `server run`";
      case "payara":
        return "Payara Web, `asadmin start-domain`";
      case "karaf":
        return "Karaf with Pax Web, `karaf server`";
      default:
        throw new IllegalArgumentException(name);
    }
  }

  /** Another port than WildFly's own for its management, which its command to stop goes to. */
  private static Distribution wildfly(String name, String namespace) throws Exception {
    Distribution product = Distribution.unpack(name);
    Path home = product.home;
    product.policyFolder = home.resolve("standalone/configuration");
    product.http2 = true;
    product.management = Distribution.freePort();
    product.managed = "/management";
    product.manages = "realm=\"ManagementRealm\"";
    Distribution.edit(
        product.policyFolder.resolve("standalone.xml"),
        "<location name=\"/\" handler=\"welcome-content\"/>",
        "");
    Path war = home.resolve("standalone/deployments/ROOT.war");
    Files.copy(Distribution.war(namespace), war);
    if (namespace.equals("jakarta")) {
      declare(war);
      product.declared = true;
    }
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

  /** Asks the container for a role below one path, as web.xml does it (Servlet 6.0, 13.8). */
  private static void declare(Path war) throws Exception {
    try (FileSystem archive = FileSystems.newFileSystem(war)) {
      Distribution.edit(
          archive.getPath("WEB-INF/web.xml"),
          "</web-app>",
          """
          <security-constraint>
            <web-resource-collection>
              <web-resource-name>clerks</web-resource-name>
              <url-pattern>/ops/clerks/*</url-pattern>
            </web-resource-collection>
            <auth-constraint><role-name>clerk</role-name></auth-constraint>
          </security-constraint>
          <login-config><auth-method>BASIC</auth-method></login-config>
          <security-role><role-name>clerk</role-name></security-role>
          </web-app>
          """);
    }
  }

  /** A server as its own command creates it, with the application at the root. */
  private static Distribution liberty(String name) throws Exception {
    Distribution product = Distribution.unpack(name);
    product.http2 = true;
    String script = product.home.resolve("bin/server").toString();
    Distribution.Said created = product.run(List.of(script, "create", "shop"));
    assertEquals(0, created.exit(), created.text());
    product.policyFolder = product.home.resolve("usr/servers/shop");
    Path settings = product.policyFolder.resolve("server.xml");
    Distribution.edit(
        settings,
        "httpPort=\"9080\"",
        "host=\"127.0.0.1\" protocolVersion=\"http/2\" httpPort=\"" + product.port + "\"",
        "httpsPort=\"9443\"",
        "httpsPort=\"-1\"",
        "</server>",
        "<webApplication location=\"ROOT.war\" contextRoot=\"/\"/></server>");
    Files.copy(Distribution.war("javax"), product.policyFolder.resolve("apps/ROOT.war"));
    Files.writeString(product.policyFolder.resolve("jvm.options"), HowTo.block("Open Liberty"));
    // The port that its command to stop goes to, which is any free one otherwise.
    int command = Distribution.freePort();
    Files.writeString(
        product.policyFolder.resolve("bootstrap.properties"), "command.port=" + command + "\n");
    product.known = "coverage: {acknowledge: [" + command + "]}\n";
    product.start = List.of(script, "run", "shop");
    product.stop = List.of(script, "stop", "shop");
    return product;
  }

  /** The domain that comes with it, whose own commands deploy the application at the root. */
  private static Distribution payara(String name) throws Exception {
    Distribution product = Distribution.unpack(name);
    product.http2 = true;
    product.policyFolder = product.home.resolve("glassfish/domains/domain1");
    product.management = Distribution.freePort();
    product.managed = "/management/domain";
    product.manages = "REST Interface";
    int iiop = Distribution.freePort();
    int jmx = Distribution.freePort();
    int grid = Distribution.freePort();
    String options = "<jvm-options>-client</jvm-options>";
    Distribution.edit(
        product.policyFolder.resolve("config/domain.xml"),
        "port=\"8080\"",
        "address=\"127.0.0.1\" port=\"" + product.port + "\"",
        "port=\"8181\"",
        "port=\"" + Distribution.freePort() + "\"",
        "port=\"4848\"",
        "port=\"" + product.management + "\"",
        "port=\"3700\"",
        "port=\"" + iiop + "\"",
        "port=\"8686\"",
        "port=\"" + jmx + "\"",
        "das-port=\"4900\"",
        "das-port=\"" + grid + "\"",
        options,
        // Most of a test is its start, which pays for no second compiler.
        "<jvm-options>-XX:TieredStopAtLevel=1</jvm-options>" + HowTo.block("Payara"));
    product.known = "coverage: {acknowledge: [" + iiop + ", " + jmx + ", " + grid + "]}\n";
    Path commands = product.home.resolve("deploy.asadmin");
    Files.writeString(
        commands, "deploy --contextroot / --name shop " + Distribution.war("javax") + "\n");
    String asadmin = product.home.resolve("bin/asadmin").toString();
    product.start =
        List.of(
            asadmin,
            "start-domain",
            "--verbose",
            "--postbootcommandfile",
            "" + commands,
            "domain1");
    product.stop = List.of(asadmin, "stop-domain", "domain1");
    return product;
  }
}
