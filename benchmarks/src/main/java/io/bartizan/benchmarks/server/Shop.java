package io.bartizan.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The server under test: an embedded Tomcat with one servlet that answers 100 bytes at once. */
public final class Shop {

  /** Prints the port, and ends with its standard input. Arguments: a folder; a key set or none. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "orders", new Orders());
    context.addServletMappingDecoded("/orders/*", "orders");
    if (arguments.length > 1) {
      FilterDef definition = new FilterDef();
      definition.setFilterName("tokens");
      definition.setFilter(
          new RememberingFilter(new RememberedTokens(Files.readString(Path.of(arguments[1])))));
      context.addFilterDef(definition);
      FilterMap map = new FilterMap();
      map.setFilterName("tokens");
      map.addURLPattern("/*");
      context.addFilterMap(map);
    }
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
    Runtime.getRuntime().halt(0);
  }

  private Shop() {}

  /** As little of an application as there can be. */
  static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/json");
      response.setContentLength(Order.BODY.length);
      response.getOutputStream().write(Order.BODY);
    }
  }
}
