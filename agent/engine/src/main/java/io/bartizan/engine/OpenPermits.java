package io.bartizan.engine;

import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.Principal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The permits of requests under way. One that stays open long is recorded then, and again at its
 * end: a stream that never ends must not be missing from the trail.
 */
public final class OpenPermits {

  /** A request open for so long is recorded while it goes on. */
  static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Set<Grant> grants = ConcurrentHashMap.newKeySet();

  OpenPermits() {}

  void add(Grant grant) {
    grants.add(grant);
  }

  void remove(Grant grant) {
    grants.remove(grant);
  }

  /** How many requests are under way. */
  public int count() {
    return grants.size();
  }

  /** Records what has been open for long, and what could not be recorded when it was over. */
  void sweep(long nowNanos) {
    for (Grant grant : grants) {
      if (grant.retryRecord()) {
        again(grant);
      } else if (nowNanos - grant.inquiry().startedNanos > LONG_NANOS) {
        report(grant);
      }
    }
  }

  /**
   * Ends the streams whose token has expired, was revoked or has no good status any more: the
   * decision held for as long as the token does. Of a session of the application's own any answer
   * is cut off that is under way when it is revoked or too old, and streams when it is over for
   * another reason.
   *
   * @param nowMillis since the epoch
   * @param finish closes and records what was ended: its container may not notice for long
   */
  void expire(long nowMillis, Consumer<Grant> finish) {
    for (Grant grant : grants) {
      Principal principal = grant.inquiry().principal;
      if (principal == null) {
        continue;
      }
      boolean session = principal.issuer().equals(Authenticator.SESSIONS);
      String what = session ? "session" : "token";
      if (TimeUnit.SECONDS.toMillis(principal.expiresAt()) <= nowMillis) {
        end(grant, what + " expired", session, finish);
        continue;
      }
      String why = grant.inquiry().protection.withdrawn(principal);
      if (why != null) {
        end(grant, why, session, finish);
      } else if (session) {
        endWithSession(grant, finish);
      }
    }
  }

  /**
   * Whoever finishes the request waits meanwhile for the same lock, so that the container does not
   * use the exchange's objects for another one yet. One that can't be ended keeps no other from its
   * end.
   *
   * @param any whether answers are cut off that are no streams; their handlers are at work, and
   *     finish them
   */
  private static void end(Grant grant, String why, boolean any, Consumer<Grant> finish) {
    synchronized (grant) {
      try {
        boolean stream = grant.open() && grant.exchange().streaming();
        if (grant.open() && (any || stream) && grant.expire()) {
          grant.note(why + (stream ? ": stream ended" : ": answer cut off"));
          grant.exchange().cutOff();
          if (stream) {
            finish.accept(grant);
          }
        }
      } catch (RuntimeException | Error failed) {
        grant.note("the stream could not be ended: " + failed);
      }
    }
  }

  private static void endWithSession(Grant grant, Consumer<Grant> finish) {
    synchronized (grant) {
      try {
        if (grant.open() && grant.exchange().streaming()) {
          String over = grant.inquiry().protection.sessionOver(grant.exchange());
          if (over != null) {
            end(grant, over, false, finish);
          }
        }
      } catch (RuntimeException | Error failed) {
        grant.note("the stream could not be watched: " + failed);
      }
    }
  }

  /** Records all that is open and was not reported yet: the process ends, and may end before it. */
  void reportAll() {
    for (Grant grant : grants) {
      if (grant.retryRecord()) {
        again(grant);
      } else {
        report(grant);
      }
    }
  }

  private static void report(Grant grant) {
    if (!grant.reportedOpen() && grant.open()) {
      grant.reportOpen();
      Records.stillOpen(grant);
    }
  }

  private void again(Grant grant) {
    try {
      Records.finished(grant);
    } catch (RuntimeException | Error failed) {
      Records.finishedBarely(grant);
    }
    grants.remove(grant);
  }
}
