package io.bartizan.testapp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import javax.servlet.ServletConfig;
import javax.servlet.ServletException;
import org.apache.axis.transport.http.AxisServlet;

/** Axis with the SOAP service, in the styles {@code rpc} and {@code message}. */
public class RestServlet extends AxisServlet {
  private static final long serialVersionUID = 1L;

  private static final String HANDLER = " type=\"java:org.apache.axis.handlers.http.URLMapper\"/>";

  private static String service(String name, String provider, String type, String methods) {
    return "<service name=\""
        + name
        + "\" "
        + provider
        + ">"
        + "<parameter name=\"className\" value=\""
        + type
        + "\"/>"
        + "<parameter name=\"allowedMethods\" value=\""
        + methods
        + "\"/></service>";
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    Calls.tellOnTheSideChannel();
    try {
      Path folder = Paths.get(config.getServletContext().getRealPath("/"), "WEB-INF");
      Files.createDirectories(folder);
      String text =
          "<deployment xmlns=\"http://xml.apache.org/axis/wsdd/\""
              + " xmlns:java=\"http://xml.apache.org/axis/wsdd/providers/java\">"
              + "<handler name=\"URLMapper\""
              + HANDLER
              + "<transport name=\"http\"><requestFlow><handler"
              + " type=\"URLMapper\"/></requestFlow><parameter name=\"qs:method\""
              + " value=\"org.apache.axis.transport.http.QSMethodHandler\"/><parameter"
              + " name=\"qs:wsdl\" value=\"org.apache.axis.transport.http.QSWSDLHandler\"/>"
              + "</transport>"
              + service(
                  "bank", "provider=\"java:RPC\"", "io.bartizan.testapp.Bank", "balance transfer")
              + service(
                  "notes",
                  "provider=\"java:MSG\" style=\"message\"",
                  "io.bartizan.testapp.Bank",
                  "note")
              + "<service name=\"teller\" provider=\"Handler\">"
              + "<parameter name=\"handlerClass\" value=\"io.bartizan.testapp.Teller\"/></service>"
              + "</deployment>";
      Files.write(folder.resolve("server-config.wsdd"), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    super.init(config);
  }
}
