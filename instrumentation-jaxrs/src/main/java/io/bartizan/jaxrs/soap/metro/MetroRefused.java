package io.bartizan.jaxrs.soap.metro;

import com.sun.xml.ws.api.message.Packet;
import com.sun.xml.ws.api.pipe.NextAction;
import com.sun.xml.ws.transport.http.WSHTTPConnection;
import io.bartizan.gate.Judge;
import io.bartizan.jaxrs.soap.OperationGuard;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where Metro goes on with a message that was refused: back, with nothing to write. */
public final class MetroRefused extends OperationGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Packet request = (Packet) Objects.requireNonNull(first);
    if (request.webServiceContextDelegate instanceof WSHTTPConnection) {
      // It has been answered: Metro is to write nothing more, and to read no more for it.
      ((WSHTTPConnection) request.webServiceContextDelegate).close();
    }
    NextAction next = new NextAction();
    next.returnWith(empty(request));
    return next;
  }

  @SuppressWarnings("deprecation") // what took its place is not in Metro 2.1
  private static Packet empty(Packet request) {
    return request.createResponse(null);
  }
}
