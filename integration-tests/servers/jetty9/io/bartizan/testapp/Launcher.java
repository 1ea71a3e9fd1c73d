package io.bartizan.testapp;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The test application on an embedded Jetty. Arguments: a work folder, and a context path. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Paths.get(arguments[0]);
    String contextPath = arguments.length > 1 ? arguments[1] : "/";
    Path docs = Files.createDirectories(folder.resolve("docs"));
    Files.createDirectories(docs.resolve("public-files"));
    Files.write(docs.resolve("public-files/hello.txt"), "static".getBytes(StandardCharsets.UTF_8));
    Server server = server();
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(contextPath);
    context.setResourceBase(docs.toString());
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
    FilterHolder filter = new FilterHolder(new Handlers.PassThrough());
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(Throwable.class, "/public/error");
    context.setErrorHandler(errors);
    Redeploy.obey(server, context);
    Second.add(server);
    server.start();
    Control.serve(((ServerConnector) server.getConnectors()[0]).getLocalPort(), () -> "none");
  }

  private static Server server() throws Exception {
    if (!Tls.wanted()) {
      return new Server(new InetSocketAddress("127.0.0.1", 0));
    }
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(Tls.context());
    tls.setWantClientAuth(true);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, tls);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    return server;
  }

  private static void add(
      ServletContextHandler context,
      String name,
      javax.servlet.Servlet servlet,
      String... patterns) {
    ServletHolder holder = new ServletHolder(name, servlet);
    holder.setAsyncSupported(true);
    for (String pattern : patterns) {
      context.addServlet(holder, pattern);
    }
  }
}
