package io.bartizan.testapp;

import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey, with the application. */
public class RestServlet extends ServletContainer {
  private static final long serialVersionUID = 1L;

  public RestServlet() {
    super(ResourceConfig.forApplicationClass(RestApplication.class));
  }
}
