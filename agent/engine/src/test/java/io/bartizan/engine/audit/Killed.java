package io.bartizan.engine.audit;

import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Rotation;
import io.bartizan.policy.Seal;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A process that writes a sealed trail under load until it is killed, or told to end. */
final class Killed {

  /** So small that there are several files from one kill to the next. */
  private static final long ROTATED_BYTES = 200_000;

  private static final long BETWEEN_NANOS = 20_000;

  private Killed() {}

  /**
   * The file, the seal key, and the auditor's public key or {@code -}.
   *
   * <p>Says on standard output how many records count as written, again and again. Ends on the
   * first byte of standard input.
   */
  public static void main(String[] arguments) throws Exception {
    Path auditor = arguments[2].equals("-") ? null : Path.of(arguments[2]);
    Seal seal = new Seal(Path.of(arguments[1]), auditor, 100, null);
    AuditSink to =
        new AuditSink(AuditSink.Kind.FILE, new File(arguments[0]).toPath(), seal, true)
            .rotating(new Rotation(ROTATED_BYTES, 0, 0, 0));
    try (AuditTrail trail = AuditTrail.open(to)) {
      long said = 0;
      while (System.in.available() == 0) {
        if (trail.reserve()) {
          trail.record(
              new AuditEvent.Builder()
                  .decisionId(DecisionIds.next())
                  .timeMillis(System.currentTimeMillis())
                  .kind(AuditEvent.Kind.REQUEST)
                  .outcome(AuditEvent.Outcome.PERMITTED)
                  .build());
        }
        long written = trail.written();
        if (written != said) {
          said = written;
          System.out.println(written);
        }
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
    }
  }
}
