package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where alerts go (an entry of {@code audit.alerts}): exactly one of its three ways. */
public final class AlertSink {

  private final @Nullable Webhook webhook;
  private final @Nullable Syslog syslog;
  private final List<String> command;
  private final Set<AlertKind> on;

  private AlertSink(
      @Nullable Webhook webhook, @Nullable Syslog syslog, List<String> command, Set<AlertKind> on) {
    this.webhook = webhook;
    this.syslog = syslog;
    this.command = Collections.unmodifiableList(new ArrayList<>(command));
    this.on = Collections.unmodifiableSet(EnumSet.copyOf(on));
  }

  /**
   * To a URL.
   *
   * @param on of what kinds; not empty
   */
  public static AlertSink to(Webhook webhook, Set<AlertKind> on) {
    return new AlertSink(webhook, null, Collections.emptyList(), on);
  }

  /** To a syslog server. */
  public static AlertSink to(Syslog syslog, Set<AlertKind> on) {
    return new AlertSink(null, syslog, Collections.emptyList(), on);
  }

  /**
   * To a program.
   *
   * @param command the program and its arguments, as the system gets them; not empty
   */
  public static AlertSink to(List<String> command, Set<AlertKind> on) {
    return new AlertSink(null, null, command, on);
  }

  /** The URL; null if it is another way. */
  public @Nullable Webhook webhook() {
    return webhook;
  }

  /** The syslog server; null if it is another way. */
  public @Nullable Syslog syslog() {
    return syslog;
  }

  /** The program and its arguments; empty if it is another way. */
  public List<String> command() {
    return command;
  }

  /** The kinds that go there; not empty. */
  public Set<AlertKind> on() {
    return on;
  }

  /** The way alone, whatever goes there: a sink of the same goes on over a reload. */
  @Override
  public String toString() {
    if (webhook != null) {
      return "webhook " + webhook;
    }
    return syslog != null ? "syslog " + syslog : "command " + String.join(" ", command);
  }
}
