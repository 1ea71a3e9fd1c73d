package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.DecisionIds;
import io.bartizan.engine.webhook.WebhookException;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.AlertSink;
import io.bartizan.policy.Alerts;
import io.bartizan.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is offered to the trail and tells what somebody should hear of at once. One for the
 * whole process: a policy that is loaded anew changes what it watches for and where it tells, and
 * what it has counted and seen stays.
 */
public final class Lookout implements AuditTrail.Ear {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Hearing hearing = new Hearing();
  private final Detection detection = new Detection(this::tell);
  private final Leaving leaving = new Leaving();
  private volatile @Nullable Watch watch;
  private volatile @Nullable AuditTrail trail;
  private volatile boolean busy;
  private @Nullable Thread thread;

  /** Ways that are open and in no use yet. */
  public static final class Ready {
    private final @Nullable Watch watch;
    private final List<Outlet> opened;
    private final Map<String, Outlet> takenBack;
    private final Leaving leaving;

    private Ready(
        @Nullable Watch watch,
        List<Outlet> opened,
        Map<String, Outlet> takenBack,
        Leaving leaving) {
      this.watch = watch;
      this.opened = opened;
      this.takenBack = takenBack;
      this.leaving = leaving;
    }

    /** Nothing comes of the policy: closes what was opened for it. */
    public void discard() {
      opened.forEach(Outlet::close);
      takenBack.forEach((name, outlet) -> leaving.add(name, outlet, System.nanoTime()));
    }
  }

  /**
   * Opens the ways that a policy names and that are not open yet.
   *
   * @throws AlertException if one can't be used
   */
  public Ready prepare(Policy policy) throws AlertException {
    Alerts alerts = policy.audit().alerts();
    if (alerts == null) {
      return new Ready(null, new ArrayList<>(), new LinkedHashMap<>(), leaving);
    }
    Map<AlertSink, Outlet> outlets = new LinkedHashMap<>();
    Ready begun = new Ready(null, new ArrayList<>(), new LinkedHashMap<>(), leaving);
    boolean ready = false;
    try {
      for (AlertSink sink : alerts.sinks()) {
        outlets.put(sink, outlet(sink, begun));
      }
      ready = true;
    } finally {
      if (!ready) {
        begun.discard();
      }
    }
    return new Ready(new Watch(policy, alerts, outlets), begun.opened, begun.takenBack, leaving);
  }

  /** The way of a sink: one in use, one that was being left, or one of its own. */
  private Outlet outlet(AlertSink sink, Ready begun) throws AlertException {
    String name = sink.toString();
    Outlet known = known(name);
    if (known != null) {
      return known;
    }
    Outlet left = leaving.takeBack(name);
    if (left != null) {
      begun.takenBack.put(name, left);
      return left;
    }
    Outlet opened = open(sink);
    begun.opened.add(opened);
    return opened;
  }

  private @Nullable Outlet known(String way) {
    Watch now = watch;
    if (now != null) {
      for (Map.Entry<AlertSink, Outlet> each : now.outlets.entrySet()) {
        if (each.getKey().toString().equals(way)) {
          return each.getValue();
        }
      }
    }
    return null;
  }

  static Outlet open(AlertSink sink) throws AlertException {
    try {
      if (sink.webhook() != null) {
        return new WebhookOutlet(sink.webhook());
      }
      return sink.syslog() != null
          ? new SyslogOutlet(sink.syslog())
          : new CommandOutlet(sink.command());
    } catch (WebhookException | AuditException unusable) {
      throw new AlertException(unusable);
    }
  }

  /** Watches from now on as prepared, and over this trail; ways that are left send what waits. */
  public synchronized void use(Ready ready, AuditTrail over) {
    Watch before = watch;
    trail = over;
    watch = ready.watch;
    over.tell(this);
    if (before != null) {
      before.outlets.forEach(
          (sink, outlet) -> {
            if (ready.watch == null || !ready.watch.outlets.containsValue(outlet)) {
              leaving.add(sink.toString(), outlet, System.nanoTime());
            }
          });
    }
    if (ready.watch != null && thread == null) {
      Thread first = new Thread(this::run, "bartizan-alerts");
      first.setDaemon(true);
      first.setContextClassLoader(Lookout.class.getClassLoader());
      thread = first;
      first.start();
    }
  }

  @Override
  public void hear(AuditEvent event) {
    Watch now = watch;
    if (now != null && detection.hears(now, event)) {
      hearing.add(event);
    }
  }

  /** Whether something that was heard has not been looked at yet. */
  boolean behind() {
    return busy || !hearing.isEmpty();
  }

  private void run() {
    while (true) {
      try {
        busy = true;
        step();
        busy = false;
        hearing.await(LOOK_NANOS);
      } catch (RuntimeException | Error failed) {
        survive(failed);
      }
      Thread.interrupted();
    }
  }

  private void step() {
    Watch now = watch;
    AuditTrail over = trail;
    if (over != null) {
      leaving.look(System.nanoTime(), (what, count) -> left(over, what, count));
    }
    if (now == null || over == null) {
      return;
    }
    // So many at once and no more: in a flood the looks below are due all the same.
    int most = Hearing.PLACES;
    for (AuditEvent event = hearing.poll(); event != null; event = hearing.poll()) {
      detection.take(now, event, System.nanoTime());
      if (--most == 0) {
        break;
      }
    }
    long nanos = System.nanoTime();
    long unheard = hearing.takeUnheard();
    if (unheard > 0) {
      detection.unheard(now, unheard, nanos);
    }
    detection.look(now, over, nanos);
    now.outlets.values().forEach(Outlet::look);
  }

  private void left(AuditTrail over, String what, long count) {
    over.offer(
        new AuditEvent.Builder()
            .kind(AuditEvent.Kind.ALERTS)
            .decisionId(DecisionIds.next())
            .timeMillis(System.currentTimeMillis())
            .outcome(count == 0 ? AuditEvent.Outcome.PERMITTED : AuditEvent.Outcome.REFUSED)
            .reason(what)
            .count(count)
            .build());
  }

  /** With the heap full even telling of it throws, and that must not end the thread. */
  private static void survive(Throwable failed) {
    try {
      LOG.warn("an alert could not be made", failed);
    } catch (RuntimeException | Error untold) {
      return;
    }
  }

  /** A way that throws must not keep an alert from the next one, nor from the trail. */
  private void tell(Alert alert) {
    Watch now = watch;
    if (now == null) {
      return;
    }
    for (Map.Entry<AlertSink, Outlet> each : now.outlets.entrySet()) {
      if (each.getKey().on().contains(alert.kind)) {
        try {
          each.getValue().offer(alert);
        } catch (RuntimeException | Error failed) {
          survive(failed);
        }
      }
    }
    record(alert, now.digest);
  }

  private void record(Alert alert, String policyDigest) {
    AuditTrail over = trail;
    if (over == null || alert.recorded) {
      return;
    }
    List<String> notes = new ArrayList<>(alert.evidence);
    if (!alert.decisions.isEmpty()) {
      notes.add("decisions " + String.join(" ", alert.decisions));
    }
    if (alert.heldBack > 0) {
      notes.add(alert.heldBack + " more since the last alert of this kind");
    }
    over.offer(
        new AuditEvent.Builder()
            .kind(AuditEvent.Kind.FINDING)
            .decisionId(alert.id)
            .timeMillis(alert.timeMillis)
            .mode(alert.mode)
            .application(alert.service)
            .policyDigest(policyDigest)
            .finding(alert.kind.word(), alert.severity)
            .reason(alert.title)
            .count(alert.count)
            .sinceMillis(alert.sinceMillis)
            .notes(notes)
            .build());
  }

  /** Waits so long at most until what was heard is told, by all ways. */
  public void drain(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Watch now = watch;
    List<Outlet> outlets = leaving.outlets();
    if (now != null) {
      outlets.addAll(now.outlets.values());
    }
    try {
      while (now != null && behind() && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Outlet outlet : outlets) {
      outlet.drain(Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    }
  }

  /**
   * Sends a trial alert by one way and waits for what comes of it.
   *
   * @return null if it was taken; otherwise why not
   * @throws AlertException if the way can't be used
   */
  public static @Nullable String attempt(AlertSink sink, Policy policy)
      throws AlertException, InterruptedException {
    Alert trial =
        new Alert.Builder(AlertKind.REFUSAL_BURST, "this is a trial: nothing has happened")
            .trial()
            .service(policy.application(), policy.mode().name().toLowerCase(Locale.ROOT))
            .build(0);
    try (Outlet outlet = open(sink)) {
      return outlet.attempt(trial);
    }
  }
}
