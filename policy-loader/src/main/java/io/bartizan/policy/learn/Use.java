package io.bartizan.policy.learn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done with a path: the method, the host and port, and as what somebody came. */
final class Use {

  final String method;
  final String host;
  final int port;
  final Party party;

  Use(String method, String host, int port, Party party) {
    this.method = method;
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
    return method.equals(use.method)
        && host.equals(use.host)
        && port == use.port
        && party.equals(use.party);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, host, port, party);
  }
}
