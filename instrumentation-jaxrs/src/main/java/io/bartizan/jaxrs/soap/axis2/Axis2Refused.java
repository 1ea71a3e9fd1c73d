package io.bartizan.jaxrs.soap.axis2;

import io.bartizan.gate.Judge;
import io.bartizan.jaxrs.soap.OperationGuard;
import org.apache.axis2.engine.Handler.InvocationResponse;
import org.jspecify.annotations.Nullable;

/** What Axis2's engine is told of a message that was refused: it ends here, without a fault. */
public final class Axis2Refused extends OperationGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return InvocationResponse.ABORT;
  }
}
