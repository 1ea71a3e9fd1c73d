package io.bartizan.servlet.guard;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import javax.servlet.DispatcherType;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * "Show me the permit", at the entry of every servlet and filter.
 *
 * <p>The permit is found on the request, or, where a wrapper hides the request's attributes, on the
 * thread that an outer guard runs on. In a container with a choke point a request without one is
 * refused; in any other the outermost guard decides.
 */
abstract class Guard implements Adapter {

  /** What the guard of a non-HTTP request hands back: there is nothing to decide. */
  private static final Object NOT_HTTP = new Object();

  /** The handler as it stands in this request. */
  abstract ServletDispatch dispatch(
      Object handler, HttpServletRequest request, HttpServletResponse response);

  /** The handler for the eyes of a person. */
  abstract String describe(Object handler);

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof HttpServletRequest) || !(second instanceof HttpServletResponse)) {
      return NOT_HTTP;
    }
    HttpServletRequest request = (HttpServletRequest) first;
    HttpServletResponse response = (HttpServletResponse) second;
    Permit outer = judge.current();
    Permit permit = judge.open(request.getAttribute(PermitAttribute.NAME));
    if (permit == null) {
      permit = outer;
      if (outer != null && Containers.leavesItsThread(request)) {
        request.setAttribute(PermitAttribute.NAME, outer);
      }
    }
    if (permit != null) {
      if (!seesSender(judge, permit, request)) {
        judge.fail(permit);
        return null;
      }
      return extended(judge, permit, dispatch(self, request, response), false);
    }
    return decide(judge, self, request, response);
  }

  /**
   * Whether the first handler of a request sees whom it was told that the request comes from. It
   * sees nobody, or somebody else, where what the container runs before it has put another in
   * place.
   */
  private static boolean seesSender(Judge judge, Permit permit, HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      return true;
    }
    String told = judge.toConfirm(permit);
    return told == null || told.equals(request.getRemoteUser());
  }

  private @Nullable Object decide(
      Judge judge, Object self, HttpServletRequest request, HttpServletResponse response) {
    ServletExchange exchange = new ServletExchange(request, response);
    if (Containers.hasChokePoint(request)) {
      return judge.unprotected(describe(self), exchange) ? NOT_HTTP : null;
    }
    Permit permit =
        judge.decide(
            exchange, null, granted -> request.setAttribute(PermitAttribute.NAME, granted));
    if (permit == null) {
      return null;
    }
    Object entered = extended(judge, permit, dispatch(self, request, response), true);
    if (entered == null) {
      judge.finish(permit);
    }
    return entered;
  }

  /**
   * The thread runs under the permit already, and stays so if asking throws: the gate fails the
   * request that its thread runs under, and a permit that has failed extends to nothing.
   */
  private static @Nullable Object extended(
      Judge judge, Permit permit, ServletDispatch dispatch, boolean decidedHere) {
    Permit before = judge.runUnder(permit);
    if (judge.extend(permit, dispatch)) {
      return new Entered(permit, before, decidedHere);
    }
    judge.runUnder(before);
    return null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (!(entered instanceof Entered)) {
      return;
    }
    Entered state = (Entered) entered;
    judge.runUnder(state.before);
    if (state.before == null && judge.provisional(state.permit) && !asynchronous(first)) {
      judge.settle(state.permit);
    }
    if (state.decidedHere && first instanceof ServletRequest && second instanceof ServletResponse) {
      AsyncEnd.finish(judge, state.permit, (ServletRequest) first);
    }
  }

  private static boolean asynchronous(@Nullable Object first) {
    return first instanceof ServletRequest
        && ((ServletRequest) first).isAsyncSupported()
        && ((ServletRequest) first).isAsyncStarted();
  }

  /** What one guard remembers between its entry and its exit. */
  private static final class Entered {
    private final Permit permit;
    private final @Nullable Permit before;
    private final boolean decidedHere;

    Entered(Permit permit, @Nullable Permit before, boolean decidedHere) {
      this.permit = permit;
      this.before = before;
      this.decidedHere = decidedHere;
    }
  }
}
