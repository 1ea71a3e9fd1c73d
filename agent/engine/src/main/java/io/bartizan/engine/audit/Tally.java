package io.bartizan.engine.audit;

import java.util.concurrent.atomic.AtomicLong;

/** How many refusals of one kind there were since it was told last. */
final class Tally {

  /** Nothing is added any more. */
  private static final long CLOSED = -1;

  private final AuditEvent first;
  private final AtomicLong count = new AtomicLong();
  private volatile long sinceMillis = System.currentTimeMillis();

  /** None yet: the first of its kind is recorded by itself. */
  Tally(AuditEvent first) {
    this.first = first;
  }

  /** Counts one more; false if it is closed. */
  boolean add() {
    while (true) {
      long now = count.get();
      if (now == CLOSED) {
        return false;
      }
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** The count, which begins anew. */
  long take() {
    while (true) {
      long now = count.get();
      if (now <= 0 || count.compareAndSet(now, 0)) {
        return Math.max(now, 0);
      }
    }
  }

  /** What was taken could not be told. */
  void giveBack(long taken) {
    count.addAndGet(taken);
  }

  /** What was taken is told. */
  void told() {
    sinceMillis = System.currentTimeMillis();
  }

  /** Closes it if nothing is counted. */
  boolean closeIfNone() {
    return count.compareAndSet(0, CLOSED);
  }

  /** Closes it; what was counted, 0 if it was closed already. */
  long close() {
    return Math.max(0, count.getAndSet(CLOSED));
  }

  /** A record of so many refusals, with nothing that they don't have in common. */
  AuditEvent event(Denials.Alike alike, long refusals) {
    AuditEvent.Builder event =
        new AuditEvent.Builder()
            .decisionId(DecisionIds.next())
            .timeMillis(Math.max(System.currentTimeMillis(), sinceMillis))
            .sinceMillis(sinceMillis)
            .count(refusals)
            .alike(alike.word())
            .outcome(AuditEvent.Outcome.REFUSED)
            .reason("refusals of one status")
            .credentialRefused(first.credentialRefused())
            .policyDigest(first.policyDigest())
            .mode(first.mode())
            .application(first.application())
            .server(first.server())
            .status(first.status());
    if (alike != Denials.Alike.STATUS) {
      event
          .reason("refusals of one client")
          .rule(first.rule())
          .principalId(first.principalId())
          .issuer(first.issuer())
          .clientAddress(first.clientAddress());
    }
    if (alike == Denials.Alike.REQUEST) {
      event
          .reason(first.reason())
          .method(first.method())
          .path(first.path())
          .host(first.host())
          .localPort(first.localPort())
          .scheme(first.scheme())
          .handler(first.handler())
          .route(first.route());
    }
    return event.build();
  }
}
