package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a request met after its permit: the handler that a framework chose, and what was decided
 * there. Made only for requests that meet such a guard. Guarded by its own lock.
 */
final class Course {

  private @Nullable String handler;
  private @Nullable String route;
  private @Nullable String operation;
  private @Nullable String rule;
  private @Nullable Refusal revoked;
  private int answered;
  private boolean settled;
  private boolean entered;

  /** The request came to a handler; the finest that is known stands in the record. */
  synchronized void reach(String name, @Nullable String template) {
    if (route == null || template != null) {
      handler = name;
      route = template;
    }
  }

  /** A handler is about to be invoked for a SOAP operation; null where it is for none. */
  synchronized void invoke(@Nullable String name) {
    operation = name == null ? operation : name;
  }

  /** A handler runs: from here on the request is a permitted one, whatever is refused inside. */
  synchronized void enter() {
    entered = true;
  }

  /** A rule that knows the handler permits the request. */
  synchronized void settle(String name) {
    settled = true;
    rule = name;
  }

  /**
   * Withdraws the permit, unless a handler has run already: the request is a refused one then.
   *
   * @return whether it is withdrawn by this
   */
  synchronized boolean revoke(Refusal refusal) {
    if (entered || revoked != null) {
      return false;
    }
    revoked = refusal;
    return true;
  }

  /** The refusal has been answered with this status; frameworks may set others in vain after it. */
  synchronized void answer(int status) {
    answered = status;
  }

  /** The status that a refusal was answered with; 0 if there was none. */
  synchronized int answered() {
    return answered;
  }

  synchronized boolean settled() {
    return settled;
  }

  /** The handler's name; null if none was reached. */
  synchronized @Nullable String handler() {
    return handler;
  }

  /** The SOAP operation that it was invoked for; null if there was none. */
  synchronized @Nullable String operation() {
    return operation;
  }

  /** Its route template; null if it has none. */
  synchronized @Nullable String route() {
    return route;
  }

  /** The rule that settled a provisional permit; null if none did. */
  synchronized @Nullable String rule() {
    return rule;
  }

  /** What became of the permit; null if it stood. */
  synchronized @Nullable Refusal revoked() {
    return revoked;
  }
}
