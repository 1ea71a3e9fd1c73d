package io.bartizan.testapp;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import javax.servlet.DispatcherType;
import javax.servlet.Servlet;

/** The test application on Undertow, a container that has no choke point of its own woven. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    DeploymentInfo app =
        Servlets.deployment()
            .setClassLoader(Launcher.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("testapp")
            .addServlets(
                servlet("admin", new Handlers.Counting(Entries.ADMIN, "admin"), "/admin/*"),
                servlet("public", new Handlers.Public(), "/public/*"),
                servlet("root", new Handlers.Counting(Entries.ROOT, "root"), "/"))
            .addFilter(
                Servlets.filter(
                        "pass",
                        Handlers.PassThrough.class,
                        new ImmediateInstanceFactory<>(new Handlers.PassThrough()))
                    .setAsyncSupported(true))
            .addFilterUrlMapping("pass", "/*", DispatcherType.REQUEST);
    DeploymentManager manager = Servlets.newContainer().addDeployment(app);
    manager.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Control.serve(address.getPort(), () -> "none");
  }

  private static ServletInfo servlet(String name, Servlet servlet, String pattern) {
    return Servlets.servlet(name, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
        .setAsyncSupported(true)
        .addMapping(pattern);
  }
}
