package io.bartizan.testapp;

import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;

/** CXF, with the application. */
public class RestServlet extends CXFNonSpringJaxrsServlet {
  private static final long serialVersionUID = 1L;

  public RestServlet() {
    super(new RestApplication());
  }
}
