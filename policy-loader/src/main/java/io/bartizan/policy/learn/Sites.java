package io.bartizan.policy.learn;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The hosts and ports that were asked for. The host is whatever a client writes into its request:
 * one that hardly anybody asks for is taken for made up.
 */
final class Sites {

  /** A host must have one request in so many. */
  private static final int ONE_IN_REQUESTS = 100;

  /** And, where people have names, one person in so many. */
  private static final int ONE_IN_PEOPLE = 20;

  private final Set<String> pinned;
  private final Map<String, Evidence> hosts = new HashMap<>();
  private final Map<String, Evidence> named = new HashMap<>();
  private final Set<Integer> ports = new HashSet<>();
  private final Evidence people = new Evidence();
  private long requests;

  Sites(Set<String> pinned) {
    this.pinned = pinned;
  }

  /** Counts a request; false if there are too many hosts. */
  boolean add(Observation seen) {
    boolean known = hosts.containsKey(seen.host) && ports.contains(seen.port);
    if (!known && Math.max(hosts.size(), ports.size()) >= Learner.MAX_SITES) {
      return false;
    }
    requests++;
    ports.add(seen.port);
    hosts.computeIfAbsent(seen.host, h -> new Evidence()).add(seen);
    if (seen.party.kind != Party.Kind.ANONYMOUS) {
      people.add(seen);
      named.computeIfAbsent(seen.host, h -> new Evidence()).add(seen);
    }
    return true;
  }

  /** Whether rules may name it. */
  boolean known(String host) {
    if (!pinned.isEmpty()) {
      return pinned.contains(host);
    }
    Evidence of = hosts.get(host);
    Evidence ofNamed = named.get(host);
    int persons = ofNamed == null ? 0 : ofNamed.people();
    return of != null
        && of.count * ONE_IN_REQUESTS >= requests
        && (people.people() == 0 || persons > 0 && persons * ONE_IN_PEOPLE >= people.people());
  }

  /** Whether the port tells anything. */
  boolean severalPorts() {
    return ports.size() > 1;
  }
}
