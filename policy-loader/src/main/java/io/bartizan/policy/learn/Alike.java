package io.bartizan.policy.learn;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a rule is for and where: methods that have all of this in common share a rule, and so do the
 * operations of one method.
 */
final class Alike {

  final Set<String> who;
  final Set<String> hosts;

  /** Empty where the port tells nothing. */
  final Set<Integer> ports;

  /** The method by which operations are invoked; null where none are. */
  final @Nullable String invoking;

  Alike(Set<String> who, Set<String> hosts, Set<Integer> ports, Action action) {
    this.invoking = action.operation == null ? null : action.method;
    this.who = who;
    this.hosts = hosts;
    this.ports = ports;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Alike
        && who.equals(((Alike) other).who)
        && hosts.equals(((Alike) other).hosts)
        && ports.equals(((Alike) other).ports)
        && Objects.equals(invoking, ((Alike) other).invoking);
  }

  @Override
  public int hashCode() {
    return Objects.hash(who, hosts, ports, invoking);
  }
}
