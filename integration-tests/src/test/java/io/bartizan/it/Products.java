package io.bartizan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

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
    return name.startsWith("boot") ? boot(name) : jetty(name);
  }

  /** As the table of what was tested calls it. */
  static String label(String name) {
    if (name.startsWith("tom")) {
      return (name.startsWith("tomcat") ? "Tomcat" : "TomEE") + ", `catalina.sh`";
    }
    if (name.startsWith("boot")) {
      return "Spring Boot on " + name.replaceAll(".*-", "") + ", `java -jar`";
    }
    return "Jetty" + name.replaceAll("^[^-]*-?", " ").stripTrailing() + ", `start.jar`";
  }

  /** The version of Spring Boot that made a fat jar. */
  static String bootVersion(Distribution product) throws IOException {
    try (JarFile jar = new JarFile(product.home.resolve("app.jar").toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Spring-Boot-Version");
    }
  }

  /** Takes the flag away again: the same product without the agent. */
  static void unflag(Distribution product) throws IOException {
    Files.deleteIfExists(product.policyFolder.resolve("bin/setenv.sh"));
    Path ini = product.policyFolder.resolve("start.d/bartizan.ini");
    if (Files.exists(ini)) {
      Files.writeString(ini, "--exec\n");
    }
    product.start = product.start.stream().filter(w -> !w.startsWith("-javaagent:")).toList();
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

  /** The fat jar as the build made it, with the command of our page. */
  private static Distribution boot(String name) throws IOException {
    Distribution product = Distribution.bare(name);
    Path built = Places.root().resolve("integration-tests/servers/" + name + "/target/app.jar");
    Files.copy(built, product.home.resolve("app.jar"));
    product.environment.put("SERVER_ADDRESS", "127.0.0.1");
    product.environment.put("SERVER_PORT", Integer.toString(product.port));
    product.start = command(product, HowTo.block("Spring Boot"));
    product.folder = product.home.getParent();
    return product;
  }

  /** A command of our page with the paths of this machine. */
  static List<String> command(Distribution product, String line) {
    String java = product.java.resolve("bin/java").toString();
    List<String> words = new ArrayList<>();
    for (String word : line.trim().split(" ")) {
      words.add(word.replace("/srv/shop", product.home.toString()));
    }
    words.set(0, java);
    return words;
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
        ini.resolve("http.ini"),
        "--module=http\njetty.http.host=127.0.0.1\njetty.http.port=" + product.port + "\n");
    Files.writeString(
        ini.resolve("shop.ini"), "--module=" + ee + "deploy\n--module=" + ee + "jsp\n");
    Files.writeString(ini.resolve("bartizan.ini"), HowTo.block("Jetty"));
    boolean jakarta = ee.equals("ee9-") || ee.equals("ee10-");
    Files.copy(Distribution.war(jakarta ? "jakarta" : "javax"), base.resolve("webapps/ROOT.war"));
    if (name.equals("jetty12-ee10")) {
      older(ini, base.resolve("webapps"));
    }
    String java = product.java.resolve("bin/java").toString();
    String starter = product.home.resolve("start.jar").toString();
    List<String> stopping = List.of("STOP.PORT=" + stop, "STOP.KEY=shop", "STOP.WAIT=30");
    product.start = List.of(java, "-jar", starter, stopping.get(0), stopping.get(1));
    product.stop =
        List.of(java, "-jar", starter, "--stop", stopping.get(0), stopping.get(1), stopping.get(2));
    return product;
  }

  /** An application of the older namespace beside the other, in the same server. */
  private static void older(Path ini, Path webapps) throws IOException {
    Files.writeString(ini.resolve("older.ini"), "--module=ee8-deploy\n");
    Files.writeString(webapps.resolve("old.properties"), "environment: ee8\n");
    Path built = Places.webapp("jetty94");
    try (Stream<Path> files = Files.walk(built)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = webapps.resolve("old").resolve(built.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(
        webapps.resolve("old/WEB-INF/web.xml"),
        """
        <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
          <servlet>
            <servlet-name>greeting</servlet-name>
            <servlet-class>io.bartizan.webapp.Greeting</servlet-class>
            <async-supported>true</async-supported>
          </servlet>
          <servlet-mapping><servlet-name>greeting</servlet-name><url-pattern>/hello/*</url-pattern></servlet-mapping>
        </web-app>
        """);
  }
}
