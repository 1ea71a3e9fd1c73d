package io.bartizan.policy;

import io.bartizan.policy.AlertKind.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What alerts there are and where they go ({@code audit.alerts}, {@code audit.detect}). */
public final class Alerts {

  /** How many within what time. */
  public static final class Threshold {
    private final int count;
    private final long periodNanos;

    /**
     * A value.
     *
     * @param count 2 to 100,000
     * @param periodNanos 1 s to 1 d
     */
    public Threshold(int count, long periodNanos) {
      this.count = count;
      this.periodNanos = periodNanos;
    }

    /** How many. */
    public int count() {
      return count;
    }

    /** Within what time. */
    public long periodNanos() {
      return periodNanos;
    }
  }

  /** More than a person who clicks on what is not theirs, less than a tool does in a second. */
  public static final Threshold REFUSALS = new Threshold(30, TimeUnit.MINUTES.toNanos(1));

  /** More than a client whose token has expired, before it gets another. */
  public static final Threshold CREDENTIALS = new Threshold(20, TimeUnit.MINUTES.toNanos(1));

  /** Roles that make an administrator where a policy names none. */
  public static final Set<String> ADMINISTRATORS = Collections.singleton("admin");

  private final List<AlertSink> sinks;
  private final Threshold refusals;
  private final Threshold credentials;
  private final Set<String> administrators;
  private final Map<AlertKind, Severity> severities;

  /**
   * A value.
   *
   * @param sinks may be empty: then alerts stand in the trail alone
   * @param administrators roles of tokens that make an administrator
   */
  public Alerts(
      List<AlertSink> sinks,
      Threshold refusals,
      Threshold credentials,
      Set<String> administrators) {
    this(sinks, refusals, credentials, administrators, Collections.emptyMap());
  }

  private Alerts(
      List<AlertSink> sinks,
      Threshold refusals,
      Threshold credentials,
      Set<String> administrators,
      Map<AlertKind, Severity> severities) {
    this.sinks = Collections.unmodifiableList(new ArrayList<>(sinks));
    this.refusals = refusals;
    this.credentials = credentials;
    this.administrators = Collections.unmodifiableSet(new LinkedHashSet<>(administrators));
    Map<AlertKind, Severity> rated = new EnumMap<>(AlertKind.class);
    rated.putAll(severities);
    this.severities = Collections.unmodifiableMap(rated);
  }

  /** The same with kinds that are as bad as these say. */
  public Alerts rated(Map<AlertKind, Severity> as) {
    return new Alerts(sinks, refusals, credentials, administrators, as);
  }

  /** How bad an alert of a kind is. */
  public Severity severity(AlertKind kind) {
    Severity rated = severities.get(kind);
    return rated == null ? kind.severity() : rated;
  }

  /** Where alerts go. */
  public List<AlertSink> sinks() {
    return sinks;
  }

  /** From how many refusals of one on there is a burst. */
  public Threshold refusals() {
    return refusals;
  }

  /** From how many refused credentials of one on they are tried out. */
  public Threshold credentials() {
    return credentials;
  }

  /** Roles of tokens that make an administrator; may be empty. */
  public Set<String> administrators() {
    return administrators;
  }
}
