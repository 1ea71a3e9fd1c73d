package io.bartizan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Products laid out as their documentation says, with the test application in place of their root
 * application and everything else that they bring as it is. The flag comes from our own page.
 */
final class Products {

  private Products() {}

  /** By the name of its archive. */
  static Distribution lay(String name) throws Exception {
    if (name.startsWith("tomcat")) {
      return catalina(name, "Tomcat", name.equals("tomcat9") ? "javax" : "jakarta");
    }
    if (name.startsWith("tomee")) {
      return catalina(name, "TomEE", name.equals("tomee8") ? "javax" : "jakarta");
    }
    return jetty(name);
  }

  /** Takes the flag away again: the same product without the agent. */
  static void unflag(Distribution product) throws IOException {
    Files.deleteIfExists(product.policyFolder.resolve("bin/setenv.sh"));
    Files.deleteIfExists(product.policyFolder.resolve("start.d/bartizan.ini"));
  }

  private static Distribution catalina(String name, String section, String namespace)
      throws Exception {
    Distribution product = Distribution.unpack(name);
    Path home = product.home;
    Distribution.edit(
        home.resolve("conf/server.xml"),
        "<Connector port=\"8080\"",
        "<Connector address=\"127.0.0.1\" port=\"" + product.port + "\"",
        "port=\"8005\"",
        "port=\"" + Distribution.freePort() + "\"");
    Distribution.delete(home.resolve("webapps/ROOT"));
    Files.copy(Distribution.war(namespace), home.resolve("webapps/ROOT.war"));
    Files.writeString(home.resolve("bin/setenv.sh"), HowTo.block(section));
    product.environment.put("CATALINA_HOME", home.toString());
    String script = home.resolve("bin/catalina.sh").toString();
    product.start = List.of(script, "run");
    product.stop = List.of(script, "stop", "30");
    return product;
  }

  /** With its base in a folder beside the home, which stays as it was unpacked. */
  private static Distribution jetty(String name) throws Exception {
    Distribution product = Distribution.unpack(name.replaceAll("-.*", ""));
    Path base = Files.createDirectory(product.home.resolveSibling("base"));
    product.policyFolder = base;
    product.folder = base;
    boolean twelve = name.startsWith("jetty12");
    String ee = twelve ? name.replaceAll(".*-", "") + "-" : "";
    Files.createDirectories(base.resolve("webapps"));
    Path ini = Files.createDirectories(base.resolve("start.d"));
    int stop = Distribution.freePort();
    Files.writeString(
        ini.resolve("shop.ini"),
        String.join(
            "\n",
            "--module=http",
            "--module=" + ee + "deploy",
            "--module=" + ee + "jsp",
            "jetty.http.host=127.0.0.1",
            "jetty.http.port=" + product.port,
            ""));
    Files.writeString(ini.resolve("bartizan.ini"), HowTo.block("Jetty"));
    boolean jakarta = ee.equals("ee9-") || ee.equals("ee10-");
    Files.copy(
        Distribution.war(jakarta ? "jakarta" : "javax"), base.resolve("webapps/ROOT.war"));
    String java = product.java.resolve("bin/java").toString();
    String starter = product.home.resolve("start.jar").toString();
    List<String> stopping = List.of("STOP.PORT=" + stop, "STOP.KEY=shop", "STOP.WAIT=30");
    product.start = List.of(java, "-jar", starter, stopping.get(0), stopping.get(1));
    product.stop =
        List.of(java, "-jar", starter, "--stop", stopping.get(0), stopping.get(1), stopping.get(2));
    return product;
  }
}
