package io.bartizan.jaxrs.soap;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.UnknownExchange;
import org.jspecify.annotations.Nullable;

/**
 * "Show me the permit", where a SOAP framework is about to invoke an operation. The permit is the
 * thread's, on which the servlet's guard or the choke point has put it.
 */
public abstract class OperationGuard implements Adapter {

  /** Goes on: there is nothing to decide, or it has been. */
  protected static final Object PASSED = new Object();

  /**
   * Judges an operation of a message that came by HTTP.
   *
   * @return null if it is refused, and then it has been answered
   */
  protected final @Nullable Object judge(Judge judge, Object self, Call call) throws Exception {
    Permit permit = judge.current();
    if (permit == null) {
      String name = self.getClass().getName();
      return judge.unprotected(name, new UnknownExchange(name)) ? PASSED : null;
    }
    return judge.extend(permit, call.under(permit)) ? permit : null;
  }

  /** What is about to be invoked. */
  protected interface Call {

    /** As a dispatch whose refusal answers the permit's exchange. */
    OperationDispatch under(Permit permit) throws Exception;
  }

  @Override
  public final void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Whoever decided the request records its end.
  }
}
