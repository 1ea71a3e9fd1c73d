package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.SyslogCopy;
import io.bartizan.policy.Syslog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Alerts as lines of text to a syslog server. */
final class SyslogOutlet implements Outlet {

  private static final long ATTEMPT_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final SyslogCopy server;

  /**
   * A way to a server.
   *
   * @throws AuditException if the certificates that it may have can't be used
   */
  SyslogOutlet(Syslog to) throws AuditException {
    this.server = new SyslogCopy(to);
  }

  @Override
  public void offer(Alert alert) {
    send(alert, server.untold(true));
  }

  private void send(Alert alert, long lost) {
    int severity = alert.severity.number();
    server.say(severity, alert.timeMillis, alert.kind.word(), AlertForm.line(alert, lost));
  }

  @Override
  public @Nullable String attempt(Alert alert) throws InterruptedException {
    long before = server.sent();
    send(alert, 0);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ATTEMPT_MILLIS);
    while (server.sent() == before) {
      if (System.nanoTime() > until) {
        return "not sent within " + TimeUnit.MILLISECONDS.toSeconds(ATTEMPT_MILLIS) + " s";
      }
      server.look();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return null;
  }

  @Override
  public void look() {
    server.look();
  }

  @Override
  public boolean idle() {
    return server.idle();
  }

  @Override
  public long lost() {
    return server.lost();
  }

  @Override
  public void drain(long millis) {
    server.drain(millis);
  }

  @Override
  public void close() {
    server.close();
  }
}
