package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/**
 * The engine as adapters see it. What fails inside ends as a refusal; only an answer that can't be
 * written is thrown, to the gate, which has a last resort.
 */
public interface Judge {

  /**
   * Decides a request at a choke point, or at the guard of a container that has none.
   *
   * @param earlier an open permit of the same request that this decision replaces (a rewrite)
   * @return the permit; null if refused, and then the exchange has been answered
   */
  @Nullable Permit decide(Exchange exchange, @Nullable Permit earlier);

  /** The candidate, if it is a permit of this engine and still open; otherwise null. */
  @Nullable Permit open(@Nullable Object candidate);

  /**
   * Whether a permit extends to a handler that is about to run.
   *
   * @return false if refused, and then the dispatch has been answered
   */
  boolean extend(Permit permit, Dispatch dispatch);

  /**
   * Refuses a request that reached a handler of a woven container without a permit.
   *
   * @return whether it may go on all the same (only while observing)
   */
  boolean unprotected(String handler, Exchange exchange);

  /**
   * A connector has begun to listen: it is asked, from outside, whether it is protected.
   *
   * @param server {@code tomcat} or {@code jetty}
   * @param scheme {@code http}, {@code https} or {@code ajp}
   * @param host the address that it is bound to; null for all of them
   */
  void listening(String server, String scheme, @Nullable String host, int port);

  /** The request is over: records it and closes the permit. Later calls do nothing. */
  void finish(Permit permit);
}
