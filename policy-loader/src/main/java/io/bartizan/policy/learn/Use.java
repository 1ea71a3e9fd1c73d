package io.bartizan.policy.learn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done with a path: the action, the host and port, and as what somebody came. */
final class Use {

  final Action action;
  final String host;
  final int port;
  final Party party;

  Use(Action action, String host, int port, Party party) {
    this.action = action;
    this.host = host;
    this.port = port;
    this.party = party;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Use)) {
      return false;
    }
    Use use = (Use) other;
    return action.equals(use.action)
        && host.equals(use.host)
        && port == use.port
        && party.equals(use.party);
  }

  @Override
  public int hashCode() {
    return Objects.hash(action, host, port, party);
  }
}
