package io.bartizan.testapp;

import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;

/** RESTEasy, with the application. */
public class RestServlet extends HttpServletDispatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public void init(ServletConfig config) throws ServletException {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("javax.ws.rs.Application", RestApplication.class.getName());
    parameters.put("resteasy.servlet.mapping.prefix", "/rs");
    super.init(
        new ServletConfig() {
          @Override
          public String getServletName() {
            return config.getServletName();
          }

          @Override
          public ServletContext getServletContext() {
            return config.getServletContext();
          }

          @Override
          public String getInitParameter(String name) {
            return parameters.get(name);
          }

          @Override
          public Enumeration<String> getInitParameterNames() {
            return Collections.enumeration(parameters.keySet());
          }
        });
  }
}
