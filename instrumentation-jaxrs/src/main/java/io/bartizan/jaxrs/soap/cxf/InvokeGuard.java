package io.bartizan.jaxrs.soap.cxf;

import io.bartizan.gate.Judge;
import java.util.Objects;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The guard before CXF's invoker. Where it refuses, the chain ends here: there is nothing more to
 * write.
 */
public final class InvokeGuard extends CxfOperationGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    Message message = (Message) Objects.requireNonNull(first);
    Object judged = message.get(JUDGED);
    if (judged instanceof Judged && ((Judged) judged).is(operation(message.getExchange()))) {
      return PASSED;
    }
    if (judged == null && !ours(message)) {
      return PASSED;
    }
    Object entered = judge(judge, self, permit -> dispatch(permit, message));
    if (entered == null) {
      message.getInterceptorChain().abort();
    }
    return entered;
  }
}
