package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Judge;
import java.lang.reflect.Method;
import java.util.Objects;
import org.apache.axis.MessageContext;
import org.jspecify.annotations.Nullable;

/**
 * The guard before the method of a service in the styles {@code rpc}, {@code document} and so on.
 */
public final class RpcGuard extends AxisGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    MessageContext context = (MessageContext) Objects.requireNonNull(first);
    return judge(judge, self, context, context.getOperation(), (Method) second, third);
  }
}
