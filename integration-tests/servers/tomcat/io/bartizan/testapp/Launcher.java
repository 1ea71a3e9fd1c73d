package io.bartizan.testapp;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.servlet.ServletException;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.catalina.valves.rewrite.RewriteValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** The test application on an embedded Tomcat. Arguments: a work folder, and a context path. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Paths.get(arguments[0]);
    String contextPath = arguments.length > 1 ? arguments[1] : "";
    Path docs = Files.createDirectories(folder.resolve("docs"));
    Files.createDirectories(docs.resolve("public-files"));
    Files.write(docs.resolve("public-files/hello.txt"), "static".getBytes(StandardCharsets.UTF_8));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setAllowTrace(true);
    if (Tls.wanted()) {
      secure(tomcat.getConnector());
    }
    Context context = tomcat.addContext(contextPath, new File(docs.toString()).getAbsolutePath());
    add(context, "admin", new Handlers.Counting(Entries.ADMIN, "admin"), "/admin/*", "*.adm");
    add(context, "public", new Handlers.Public(), "/public/*");
    add(context, "ops", new Handlers.Counting(Entries.OPS, "ops"), "/ops/*");
    add(context, "files", new DefaultServlet(), "/public-files/*");
    add(context, "root", new Handlers.Counting(Entries.ROOT, "root"), "/");
    javax.servlet.Servlet rest = Rest.servlet();
    if (rest != null) {
      add(context, "rest", rest, "/rs/*");
    }
    Declarative.add(context);
    FilterDef filter = new FilterDef();
    filter.setFilterName("pass");
    filter.setFilter(new Handlers.PassThrough());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("pass");
    map.addURLPattern("/*");
    context.addFilterMap(map);
    ErrorPage page = new ErrorPage();
    page.setExceptionType("java.lang.Throwable");
    page.setLocation("/public/error");
    context.addErrorPage(page);
    tomcat.getHost().getPipeline().addValve(new AroundTheGate());
    RewriteValve rewrite = new RewriteValve();
    tomcat.getHost().getPipeline().addValve(rewrite);
    Second.add(tomcat);
    Redeploy.obey(tomcat);
    tomcat.start();
    rewrite.setConfiguration(
        "RewriteRule ^/public/rewritten$ /admin/secret\n"
            + "RewriteRule ^/public/moved$ /public/b\n");
    Control.serve(tomcat.getConnector().getLocalPort(), () -> "none");
  }

  private static void secure(Connector connector) {
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig host = new SSLHostConfig();
    host.setCertificateVerification("optional");
    host.setTruststoreFile(Tls.file("clients.p12"));
    host.setTruststorePassword(Tls.PASSWORD);
    host.setTruststoreType("PKCS12");
    SSLHostConfigCertificate own =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    own.setCertificateKeystoreFile(Tls.file("server.p12"));
    own.setCertificateKeystorePassword(Tls.PASSWORD);
    own.setCertificateKeystoreType("PKCS12");
    host.addCertificate(own);
    connector.addSslHostConfig(host);
  }

  private static void add(
      Context context, String name, javax.servlet.Servlet servlet, String... patterns) {
    Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
    for (String pattern : patterns) {
      context.addServletMappingDecoded(pattern, name);
    }
  }

  /** A valve that, when asked to, drops the permit and goes on: a request without a decision. */
  static final class AroundTheGate extends ValveBase {
    AroundTheGate() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if ("drop".equals(request.getHeader("X-Test-Permit"))) {
        request.getCoyoteRequest().getAttributes().remove("io.bartizan.permit");
      }
      getNext().invoke(request, response);
    }
  }
}
