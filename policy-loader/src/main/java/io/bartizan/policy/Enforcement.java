package io.bartizan.policy;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is decided for good while the policy observes: all requests for what a rule with {@code
 * mode: enforce} names by method, host, port and path. They are decided by every rule that binds,
 * exactly as if the policy enforced, whatever else the rule asks for: who cannot be told yet must
 * not slip through because of that.
 *
 * <p>Paths are met under any reading (case folded, trailing slashes cut), of allows and denies
 * alike, and no host is every host: what is doubtful is enforced.
 */
public final class Enforcement {

  /** Of a policy in which every request is observed, or none is. */
  static final Enforcement NONE = new Enforcement(Collections.<Rule>emptyList());

  private final Set<Rule> rules = new LinkedHashSet<>();
  private final PathTrie paths = new PathTrie();

  private Enforcement(Collection<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.validity().enforcing()) {
        this.rules.add(rule);
        rule.paths().forEach(path -> paths.add(path, rule, true));
      }
    }
  }

  /** What the rules of a policy enforce, in the mode that the policy itself has. */
  static Enforcement of(Mode mode, List<Rule> rules) {
    return mode == Mode.OBSERVE ? new Enforcement(rules) : NONE;
  }

  /** Whether no rule enforces what the policy observes. */
  public boolean none() {
    return rules.isEmpty();
  }

  /** How many rules there are. */
  public int rules() {
    return rules.size();
  }

  /**
   * Whether a request is decided for good.
   *
   * @param host in lower case, without port; null if none was named
   * @param path one reading of it
   * @param millis when it arrived, since the epoch: what a rule has expired of is observed again
   */
  public boolean covers(String method, @Nullable String host, int port, String path, long millis) {
    String reading = Folding.trimmed(Folding.fold(path));
    for (Rule rule : paths.find(reading, host, true)) {
      if (named(rule, method, port, millis)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a servlet is reached only by decisions for good, because a rule covers one of its
   * mappings wholly.
   *
   * @param mappings as the container has them
   * @param denying whether only denies count: an allow of one mapping says nothing of another
   * @param millis as in {@link #covers}
   */
  public boolean coversMapping(
      String method, int port, String[] mappings, boolean denying, long millis) {
    for (Rule rule : rules) {
      if ((rule.effect() == Effect.DENY || !denying) && named(rule, method, port, millis)) {
        for (String mapping : mappings) {
          if (rule.paths().stream().anyMatch(path -> path.covers(mapping))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean named(Rule rule, String method, int port, long millis) {
    return !rule.validity().over(millis)
        && rule.isForMethodAsRead(method)
        && (rule.ports().isEmpty() || rule.ports().contains(port));
  }
}
