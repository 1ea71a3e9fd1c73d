package io.bartizan.engine.alert;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ways that no policy names any more. What waits there was promised before: it is sent still, for a
 * while, and what is not taken by then is told, exactly how much. Each is in the trail anyway.
 */
final class Leaving {

  /** So long a way that is left goes on sending. A receiver that restarts is back by then. */
  static final long BOUND_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** More would be threads and memory for whoever changes a policy again and again. */
  static final int MOST = 16;

  /** Hears what became of the alerts that waited. */
  interface Listener {
    /**
     * Called by the thread that looks.
     *
     * @param count how many were not taken; 0 if all were
     */
    void left(String what, long count);
  }

  private static final class Way {
    final String name;
    final Outlet outlet;
    final long nanos;
    final boolean waited;
    final long lost;

    Way(String name, Outlet outlet, long nanos) {
      this.name = name;
      this.outlet = outlet;
      this.nanos = nanos;
      this.waited = !outlet.idle();
      this.lost = outlet.lost();
    }
  }

  private final List<Way> ways = new ArrayList<>();

  /** Takes a way that is left. Closed by the thread that tells: it may be telling this one now. */
  synchronized void add(String name, Outlet outlet, long nanos) {
    ways.add(new Way(name, outlet, nanos));
  }

  /** Gives a way back that is named again; null if it is not here. */
  synchronized @Nullable Outlet takeBack(String name) {
    for (Iterator<Way> each = ways.iterator(); each.hasNext(); ) {
      Way way = each.next();
      if (way.name.equals(name)) {
        each.remove();
        return way.outlet;
      }
    }
    return null;
  }

  /** A look several times a second: closes those that have done, or had their time. */
  void look(long nanos, Listener listener) {
    for (Way way : due(nanos)) {
      boolean done = way.outlet.idle();
      way.outlet.close();
      long lost = way.outlet.lost() - way.lost;
      if (!way.waited && lost == 0) {
        continue;
      }
      String waited = " that waited for the " + way.name + ", which the policy no longer names, ";
      listener.left(
          done && lost == 0
              ? "the alerts" + waited + "were taken"
              : lost + " alerts" + waited + "were not taken: they stand in the trail alone",
          lost);
    }
  }

  private synchronized List<Way> due(long nanos) {
    List<Way> due = new ArrayList<>();
    for (Iterator<Way> each = ways.iterator(); each.hasNext(); ) {
      Way way = each.next();
      way.outlet.look();
      boolean over = nanos - way.nanos >= BOUND_NANOS || ways.size() - due.size() > MOST;
      if (over || way.outlet.idle()) {
        due.add(way);
      }
    }
    ways.removeAll(due);
    return due;
  }

  /** The ways that still send. */
  synchronized List<Outlet> outlets() {
    List<Outlet> all = new ArrayList<>();
    ways.forEach(way -> all.add(way.outlet));
    return all;
  }
}
