package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/**
 * The engine as adapters see it. What fails inside ends as a refusal; only an answer that can't be
 * written is thrown, to the gate, which has a last resort.
 */
public interface Judge {

  /** Puts a permit where guards and the end of its request find it. */
  interface Carrier {

    /** Takes it. What is thrown means that there is no permit. */
    void take(Permit permit);
  }

  /**
   * Decides a request at a choke point, or at the guard of a container that has none.
   *
   * @param earlier an open permit of the same request that this decision replaces (a rewrite)
   * @param carry puts the permit where guards and the end of the request find it; where that fails
   *     there is no permit
   * @return the permit; null if refused, and then the exchange has been answered; null too if the
   *     exchange was suspended, and then it is to be decided again when it is taken up
   */
  @Nullable Permit decide(Exchange exchange, @Nullable Permit earlier, Carrier carry);

  /** Decides a request whose choke point keeps the permit itself. */
  default @Nullable Permit decide(Exchange exchange) {
    return decide(exchange, null, permit -> {});
  }

  /** The candidate, if it is a permit of this engine and still open; otherwise null. */
  @Nullable Permit open(@Nullable Object candidate);

  /** The permit that this thread runs under, if it is still open; otherwise null. */
  @Nullable Permit current();

  /**
   * Lets this thread run under a permit, so that layers further in find it where no object of the
   * request carries it.
   *
   * @param permit null for none
   * @return what it ran under before: whoever enters gives it back when leaving
   */
  @Nullable Permit runUnder(@Nullable Permit permit);

  /**
   * Lets this thread carry a permit from a choke point to handlers of the container's own, which
   * may hand the request to a framework without any servlet. Guards further in find it with {@link
   * #current}, and {@link #runUnder} still tells the outermost of them that it is.
   *
   * @param permit null when the container's handlers are through
   */
  void carry(@Nullable Permit permit);

  /**
   * Whether a permit extends to a handler that is about to run.
   *
   * @return false if refused, and then the dispatch has been answered
   */
  boolean extend(Permit permit, Dispatch dispatch);

  /**
   * Whom the first handler of a request must see as its sender, for its guard to make sure of.
   *
   * @return the principal's name; null where nobody was propagated, and to everybody who asks after
   *     the first
   */
  @Nullable String toConfirm(Permit permit);

  /** Whether the container has the proven principal of a request, with the roles of the policy. */
  default boolean propagates(Permit permit) {
    return false;
  }

  /**
   * Whether a permit is only provisional: some rule may permit the request, and which handler it
   * comes to decides.
   */
  boolean provisional(Permit permit);

  /**
   * All filters and handlers of a request are through. If its permit is provisional still, no
   * handler was reached that a rule allows: what stands in the response is replaced by a refusal.
   */
  void settle(Permit permit);

  /** A guard failed before it could judge: its request is answered with 503. */
  void fail(Permit permit);

  /**
   * Refuses a request that reached a handler of a woven container without a permit.
   *
   * @return whether it may go on all the same (only while observing)
   */
  boolean unprotected(String handler, Exchange exchange);

  /**
   * A container itself turned a request away at its choke point, so that there is nothing to decide
   * and no handler runs.
   *
   * @param target as {@link Exchange#rawTarget()} would have it
   */
  void turnedAway(@Nullable String target);

  /**
   * Whether a connector may begin to listen: whether all is woven of its server that must be.
   *
   * @param server {@code tomcat}, {@code jetty}, {@code netty}, {@code undertow} and the like
   * @param witness a class of the server's: its loader, and its name where packages were renamed
   * @return false if it must not
   */
  boolean mayListen(String server, Class<?> witness);

  /**
   * A server has opened a port and may take its time until it serves there; it will tell then.
   *
   * @param server {@code tomcat} or {@code jetty}
   */
  void opened(String server, int port);

  /**
   * A connector has begun to listen: it is asked, from outside, whether it is protected.
   *
   * @param server {@code tomcat}, {@code jetty}, {@code netty}, {@code undertow} and the like
   * @param protocol {@code http} or {@code https}; anything else is not asked
   * @param host the address that it is bound to; null for all of them
   * @param stop stops the connector, should it be unprotected; throws if that fails
   */
  void listening(String server, String protocol, @Nullable String host, int port, Runnable stop);

  /** The request is over: records it and closes the permit. Later calls do nothing. */
  void finish(Permit permit);
}
