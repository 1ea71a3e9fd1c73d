package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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
    this.sinks = Collections.unmodifiableList(new ArrayList<>(sinks));
    this.refusals = refusals;
    this.credentials = credentials;
    this.administrators = Collections.unmodifiableSet(new LinkedHashSet<>(administrators));
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
