package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was done with one path by the same people at the same hosts. */
final class Uses {

  private final Set<String> methods = new TreeSet<>();
  final Set<String> operations = new TreeSet<>();
  final Map<String, Evidence> evidence = new LinkedHashMap<>();
  final List<String> leftOut = new ArrayList<>();
  private final Set<String> reviews = new LinkedHashSet<>();
  long learned;

  /** Those of one action: hosts with the same people and ports go together. */
  static Map<Alike, Uses> of(
      Action action,
      String path,
      Map<Site, Map<Party, Evidence>> bySite,
      Set<Party> refused,
      Map<Party, Evidence> everybody,
      Sites sites) {
    Map<Set<String>, Map<String, Set<Integer>>> places = new LinkedHashMap<>();
    Map<Set<String>, Map<String, Uses>> uses = new LinkedHashMap<>();
    bySite.forEach(
        (site, seen) -> {
          People people = new People(action + " " + path, seen, refused, everybody);
          Set<Integer> ports =
              places
                  .computeIfAbsent(people.who, w -> new TreeMap<>())
                  .computeIfAbsent(site.host, h -> new TreeSet<>());
          if (sites.severalPorts() && site.port > 0) {
            ports.add(site.port);
          }
          uses.computeIfAbsent(people.who, w -> new LinkedHashMap<>())
              .computeIfAbsent(site.host, h -> new Uses())
              .take(action, people);
        });
    Map<Alike, Uses> all = new LinkedHashMap<>();
    places.forEach(
        (who, hosts) -> {
          Map<Set<Integer>, Set<String>> byPorts = new LinkedHashMap<>();
          hosts.forEach(
              (host, ports) -> byPorts.computeIfAbsent(ports, p -> new TreeSet<>()).add(host));
          byPorts.forEach(
              (ports, alike) -> {
                Uses together = new Uses();
                uses.getOrDefault(who, new LinkedHashMap<>())
                    .forEach(
                        (host, one) -> {
                          if (alike.contains(host)) {
                            together.add(action, one);
                          }
                        });
                all.put(new Alike(who, alike, ports, action), together);
              });
        });
    return all;
  }

  private void add(Action action) {
    methods.add(action.method);
    if (action.operation != null) {
      operations.add(action.operation);
    }
  }

  private void take(Action action, People people) {
    add(action);
    people.told.forEach(
        (who, seen) ->
            evidence.computeIfAbsent(action + " by " + who, w -> new Evidence()).add(seen));
    leftOut.addAll(people.leftOut);
    reviews.addAll(people.reviews);
    learned += people.learned;
  }

  void add(Action action, Uses other) {
    add(action);
    other.evidence.forEach(
        (who, seen) -> evidence.computeIfAbsent(who, w -> new Evidence()).add(seen));
    leftOut.addAll(other.leftOut);
    reviews.addAll(other.reviews);
    learned += other.learned;
  }

  /** As a rule says them: {@code GET} includes {@code HEAD}. */
  Set<String> methods() {
    Set<String> said = new TreeSet<>(methods);
    if (said.contains("GET")) {
      said.remove("HEAD");
    }
    return said;
  }

  /** What somebody should look at, thin evidence first. */
  List<String> reviews() {
    List<String> all = new ArrayList<>();
    evidence.forEach(
        (what, seen) -> {
          if (seen.count < Drafts.FEW) {
            all.add(what + " was seen " + Word.count(seen.count, "time", "times") + " only");
          } else if (seen.people() < 2) {
            all.add(
                what
                    + " was seen of one "
                    + (what.endsWith(" anyone") ? "address" : "person")
                    + " only");
          }
        });
    all.addAll(reviews);
    return all;
  }
}
