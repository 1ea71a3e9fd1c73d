package io.bartizan.jaxrs.soap.cxf;

import io.bartizan.gate.Judge;
import java.util.Objects;
import org.apache.cxf.interceptor.OneWayProcessorInterceptor;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The guard where CXF answers the request of a one-way operation and goes on with it on another
 * thread: the last place where it can be refused.
 */
public final class OneWayGuard extends CxfOperationGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    Message message = (Message) Objects.requireNonNull(first);
    boolean leaves =
        message.getExchange().isOneWay()
            && !Boolean.TRUE.equals(message.get(Message.REQUESTOR_ROLE))
            && message.get(OneWayProcessorInterceptor.class) == null;
    if (!leaves || !ours(message)) {
      return PASSED;
    }
    Object entered = judge(judge, self, permit -> dispatch(permit, message));
    if (entered == null) {
      message.getInterceptorChain().abort();
    } else {
      message.put(JUDGED, new Judged(operation(message.getExchange())));
    }
    return entered;
  }
}
