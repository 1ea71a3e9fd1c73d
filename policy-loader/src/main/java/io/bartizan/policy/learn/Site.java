package io.bartizan.policy.learn;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A host and the port of the socket that was asked. */
final class Site implements Comparable<Site> {

  final String host;
  final int port;

  Site(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public int compareTo(Site other) {
    int hosts = host.compareTo(other.host);
    return hosts == 0 ? Integer.compare(port, other.port) : hosts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Site && compareTo((Site) other) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, port);
  }
}
