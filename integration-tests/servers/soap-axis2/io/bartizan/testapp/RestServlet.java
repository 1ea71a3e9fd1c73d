package io.bartizan.testapp;

import java.util.HashMap;
import java.util.Map;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import org.apache.axis2.context.ConfigurationContext;
import org.apache.axis2.context.ConfigurationContextFactory;
import org.apache.axis2.description.AxisService;
import org.apache.axis2.description.WSDL2Constants;
import org.apache.axis2.engine.AxisConfiguration;
import org.apache.axis2.engine.MessageReceiver;
import org.apache.axis2.rpc.receivers.RPCInOnlyMessageReceiver;
import org.apache.axis2.rpc.receivers.RPCMessageReceiver;
import org.apache.axis2.transport.http.AxisServlet;

/** Axis2 with the SOAP service as a plain object. */
public class RestServlet extends AxisServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected ConfigurationContext initConfigContext(ServletConfig config) throws ServletException {
    Calls.tellOnTheSideChannel();
    try {
      ConfigurationContext context =
          ConfigurationContextFactory.createConfigurationContextFromFileSystem(null, null);
      context.setServicePath("rs");
      AxisConfiguration axis = context.getAxisConfiguration();
      Map<String, MessageReceiver> receivers = new HashMap<>();
      receivers.put(WSDL2Constants.MEP_URI_IN_ONLY, new RPCInOnlyMessageReceiver());
      receivers.put(WSDL2Constants.MEP_URI_IN_OUT, new RPCMessageReceiver());
      ClassLoader loader = Bank.class.getClassLoader();
      String type = Bank.class.getName();
      axis.addService(
          AxisService.createService(type, axis, receivers, "urn:bank", "urn:bank", loader));
      return context;
    } catch (Exception failed) {
      throw new ServletException(failed);
    }
  }
}
