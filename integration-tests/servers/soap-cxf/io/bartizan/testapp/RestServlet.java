package io.bartizan.testapp;

import javax.servlet.ServletConfig;
import javax.xml.ws.soap.SOAPBinding;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** CXF with the SOAP service: SOAP 1.1 at {@code /bank}, 1.2 at {@code /bank12}. */
public class RestServlet extends CXFNonSpringServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void loadBus(ServletConfig config) {
    super.loadBus(config);
    Calls.tellOnTheSideChannel();
    new EndpointImpl(getBus(), new Bank()).publish("/bank");
    new EndpointImpl(getBus(), new Bank(), SOAPBinding.SOAP12HTTP_BINDING).publish("/bank12");
  }
}
