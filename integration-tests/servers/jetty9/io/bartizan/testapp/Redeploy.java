package io.bartizan.testapp;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** Deploys, again and again, the web application that {@code testapp.webapp} names. */
final class Redeploy {

  private static ServletContextHandler deployed;

  private Redeploy() {}

  static void obey(Server server, Handler main) {
    String folder = System.getProperty("testapp.webapp");
    if (folder == null) {
      server.setHandler(main);
      return;
    }
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    contexts.addHandler(main);
    server.setHandler(contexts);
    Redeploys.obey(() -> redeploy(contexts, folder));
  }

  private static ClassLoader redeploy(ContextHandlerCollection contexts, String folder)
      throws Exception {
    if (deployed != null) {
      deployed.stop();
      contexts.removeHandler(deployed);
      deployed.destroy();
    }
    URL classes = new File(folder, "WEB-INF/classes").toURI().toURL();
    ClassLoader loader =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getSystemClassLoader());
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/again");
    context.setClassLoader(loader);
    ServletHolder servlet = new ServletHolder();
    servlet.setName("greeting");
    servlet.setClassName("io.bartizan.webapp.Greeting");
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/*");
    FilterHolder filter = new FilterHolder();
    filter.setClassName("io.bartizan.webapp.Stamp");
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    contexts.addHandler(context);
    context.start();
    contexts.mapContexts();
    deployed = context;
    return loader;
  }
}
