package io.bartizan.jaxrs.soap.metro;

import com.sun.xml.ws.api.databinding.EndpointCallBridge;
import com.sun.xml.ws.api.message.Packet;
import com.sun.xml.ws.api.model.JavaMethod;
import com.sun.xml.ws.model.AbstractSEIModelImpl;
import com.sun.xml.ws.transport.http.WSHTTPConnection;
import com.sun.xml.ws.wsdl.DispatchException;
import io.bartizan.jaxrs.ResourcePath;
import org.jspecify.annotations.Nullable;

/** What Metro 2.2.7 and later tells of a message; of earlier ones the operation is not known. */
final class Binding {

  /** Whether this version tells it. */
  static final boolean KNOWN = known();

  private Binding() {}

  private static boolean known() {
    try {
      Class.forName(
          "com.sun.xml.ws.api.databinding.EndpointCallBridge",
          false,
          WSHTTPConnection.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException earlier) {
      return false;
    }
  }

  /** What the message will be dispatched to; null if to nothing, and then it is a fault. */
  static @Nullable JavaMethod method(AbstractSEIModelImpl model, Packet packet) {
    try {
      EndpointCallBridge bridge = model.getDatabinding().getEndpointBridge(packet);
      return bridge == null ? null : bridge.getOperationModel();
    } catch (DispatchException none) {
      return null;
    }
  }

  /** The path as the framework sees it. */
  static String path(WSHTTPConnection http) {
    return ResourcePath.of(http.getRequestURI());
  }
}
