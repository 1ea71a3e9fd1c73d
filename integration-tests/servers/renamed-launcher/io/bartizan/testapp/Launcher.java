package io.bartizan.testapp;

import com.acme.renamed.http.server.HttpServer;
import com.acme.renamed.http.server.NetworkListener;
import com.acme.renamed.servlet.FilterRegistration;
import com.acme.renamed.servlet.ServletRegistration;
import com.acme.renamed.servlet.WebappContext;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;

/** The test application on a container that nobody knows by its name. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    WebappContext app = new WebappContext("testapp", "");
    add(app, "admin", new Handlers.Counting(Entries.ADMIN, "admin"), "/admin/*");
    add(app, "public", new Handlers.Public(), "/public/*");
    add(app, "root", new Handlers.Counting(Entries.ROOT, "root"), "/");
    FilterRegistration filter = app.addFilter("pass", new Handlers.PassThrough());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), "/*");
    HttpServer server = new HttpServer();
    NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
    server.addListener(listener);
    app.deploy(server);
    server.start();
    Control.serve(listener.getPort(), () -> "none");
  }

  private static void add(WebappContext app, String name, Servlet servlet, String pattern) {
    ServletRegistration registration = app.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(pattern);
  }
}
