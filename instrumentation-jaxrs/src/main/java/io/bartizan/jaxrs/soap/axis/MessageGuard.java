package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Judge;
import java.util.List;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.apache.axis.MessageContext;
import org.apache.axis.description.OperationDesc;
import org.apache.axis.message.MessageElement;
import org.apache.axis.message.SOAPEnvelope;
import org.jspecify.annotations.Nullable;

/**
 * The guard before a service in the style {@code message}, whose provider finds the operation and
 * calls its method in one: found here in the same way, by the body's first element.
 */
public final class MessageGuard extends AxisGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    MessageContext context = (MessageContext) Objects.requireNonNull(first);
    OperationDesc operation = context.getOperation();
    if (operation == null) {
      operation = byBody(context, (SOAPEnvelope) Objects.requireNonNull(second));
    }
    return judge(
        judge, self, context, operation, operation == null ? null : operation.getMethod(), third);
  }

  private static @Nullable OperationDesc byBody(MessageContext context, SOAPEnvelope envelope)
      throws Exception {
    List<?> elements = envelope.getBodyElements();
    if (elements.isEmpty() || !(elements.get(0) instanceof MessageElement)) {
      return null;
    }
    MessageElement element = (MessageElement) elements.get(0);
    QName name = new QName(element.getNamespaceURI(), element.getLocalName());
    return context.getService().getServiceDescription().getOperationByElementQName(name);
  }
}
