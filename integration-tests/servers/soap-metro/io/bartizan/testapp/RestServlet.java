package io.bartizan.testapp;

import com.sun.xml.ws.api.BindingID;
import com.sun.xml.ws.api.server.WSEndpoint;
import com.sun.xml.ws.transport.http.servlet.ServletAdapterList;
import com.sun.xml.ws.transport.http.servlet.WSServlet;
import com.sun.xml.ws.transport.http.servlet.WSServletDelegate;
import javax.servlet.ServletConfig;
import org.xml.sax.EntityResolver;

/**
 * Metro with the SOAP service: SOAP 1.1 at {@code /bank}, 1.2 at {@code /bank12}, and a provider.
 */
public class RestServlet extends WSServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected WSServletDelegate getDelegate(ServletConfig config) {
    Calls.tellOnTheSideChannel();
    ServletAdapterList all = new ServletAdapterList(config.getServletContext());
    all.createAdapter("bank", "/rs/bank", endpoint(Bank.class, BindingID.SOAP11_HTTP));
    all.createAdapter("bank12", "/rs/bank12", endpoint(Bank.class, BindingID.SOAP12_HTTP));
    all.createAdapter("teller", "/rs/teller", endpoint(Teller.class, BindingID.SOAP11_HTTP));
    return new WSServletDelegate(all, config.getServletContext());
  }

  private static WSEndpoint<?> endpoint(Class<?> type, BindingID binding) {
    EntityResolver none = null;
    return WSEndpoint.create(
        type, true, null, null, null, null, binding.createBinding(), null, null, none, true);
  }
}
