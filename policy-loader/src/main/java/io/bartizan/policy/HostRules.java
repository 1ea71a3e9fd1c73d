package io.bartizan.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that end at one place of the trie, by the hosts that they are for. */
final class HostRules {

  private static final String WILDCARD = "*.";

  /** RFC 1035, 2.3.4: longer ones name no host, and each of their dots would cost a look-up. */
  private static final int MAX_HOST = 255;

  private final List<Rule> everyHost = new ArrayList<>(1);
  private @Nullable Map<String, List<Rule>> byHost;

  void add(Rule rule) {
    if (rule.hosts().isEmpty()) {
      everyHost.add(rule);
      return;
    }
    Map<String, List<Rule>> hosts = byHost;
    if (hosts == null) {
      hosts = new HashMap<>();
      byHost = hosts;
    }
    for (String host : rule.hosts()) {
      hosts.computeIfAbsent(host, name -> new ArrayList<>(1)).add(rule);
    }
  }

  /**
   * Adds those that fit a host: by its name, or by {@code *.} and what follows one of its dots.
   *
   * @param every whether a request that names no host, or none that can be, gets the rules of all
   */
  void addTo(List<Rule> found, @Nullable String host, boolean every) {
    found.addAll(everyHost);
    Map<String, List<Rule>> hosts = byHost;
    if (hosts == null) {
      return;
    }
    if (host == null || host.length() > MAX_HOST) {
      if (every) {
        hosts.values().forEach(found::addAll);
      }
      return;
    }
    addAll(found, hosts.get(host));
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      addAll(found, hosts.get(WILDCARD + host.substring(dot + 1)));
    }
  }

  private static void addAll(List<Rule> found, @Nullable List<Rule> more) {
    if (more != null) {
      found.addAll(more);
    }
  }
}
