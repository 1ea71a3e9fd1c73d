package io.bartizan.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once a minute for each handler that requests reach it without a decision. */
final class UnprotectedAlarm {

  private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Handlers are classes of the application: more than this many are told as one. */
  private static final int MAX_HANDLERS = 256;

  private static final Logger LOG = LoggerFactory.getLogger(UnprotectedAlarm.class);

  private final ConcurrentMap<String, Long> raised = new ConcurrentHashMap<>();

  /** Whether it is told by this call. */
  boolean raise(String handler) {
    String key = raised.size() < MAX_HANDLERS || raised.containsKey(handler) ? handler : "others";
    long now = System.nanoTime();
    Long before = raised.get(key);
    if (before != null && now - before < PERIOD_NANOS) {
      return false;
    }
    boolean mine =
        before == null ? raised.putIfAbsent(key, now) == null : raised.replace(key, before, now);
    if (mine) {
      LOG.error("UNPROTECTED: {} was reached without a decision", key);
    }
    return mine;
  }
}
