package io.bartizan.policy;

import io.bartizan.policy.condition.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One whole, validated policy. */
public final class Policy {

  private final Path file;
  private final String digest;
  private final Mode mode;
  private final String application;
  private final Identity identity;
  private final Map<String, Condition> roles;
  private final List<Rule> rules;
  private final List<Limit> limits;
  private final AuditSink audit;
  private final RuleIndex index;
  private final boolean roleAnnotations;
  private final Set<Integer> acknowledged;
  private final boolean late;
  private final boolean conditional;

  /** A value with every part given. */
  public Policy(
      Path file,
      String digest,
      Mode mode,
      String application,
      Identity identity,
      Map<String, Condition> roles,
      List<Rule> rules,
      List<Limit> limits,
      AuditSink audit,
      RuleIndex index,
      boolean roleAnnotations,
      Set<Integer> acknowledged) {
    this.file = file;
    this.digest = digest;
    this.mode = mode;
    this.application = application;
    this.identity = identity;
    this.roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    this.limits = Collections.unmodifiableList(new ArrayList<>(limits));
    this.audit = audit;
    this.index = index;
    this.roleAnnotations = roleAnnotations;
    this.acknowledged = Collections.unmodifiableSet(new LinkedHashSet<>(acknowledged));
    this.late = roleAnnotations || rules.stream().anyMatch(Rule::decidedLate);
    this.conditional = !roles.isEmpty() || rules.stream().anyMatch(rule -> rule.when() != null);
  }

  /** The same policy in another mode. */
  public Policy in(Mode other) {
    return new Policy(
        file,
        digest,
        other,
        application,
        identity,
        roles,
        rules,
        limits,
        audit,
        index,
        roleAnnotations,
        acknowledged);
  }

  /** The absolute path of the file it was read from. */
  public Path file() {
    return file;
  }

  /** {@code sha256:} and the hex digest of the file's bytes. */
  public String digest() {
    return digest;
  }

  /** Whether decisions bind. */
  public Mode mode() {
    return mode;
  }

  /** The name of the protected application, for the audit trail. */
  public String application() {
    return application;
  }

  /** Whom to believe about who sends a request. */
  public Identity identity() {
    return identity;
  }

  /** The trusted issuers; may be empty: then no token is accepted. */
  public List<Issuer> issuers() {
    return identity.issuers();
  }

  /** The peers whose forwarding headers count; may be empty. */
  public List<Cidr> trustedProxies() {
    return identity.trustedProxies();
  }

  /** The roles that {@code roles:} defines, by name. */
  public Map<String, Condition> roles() {
    return roles;
  }

  /** The rules in file order; may be empty: then everything is refused. */
  public List<Rule> rules() {
    return rules;
  }

  /** The limits in file order; may be empty. */
  public List<Limit> limits() {
    return limits;
  }

  /** Where the audit trail goes. */
  public AuditSink audit() {
    return audit;
  }

  /** The compiled index over {@link #rules()}. */
  public RuleIndex index() {
    return index;
  }

  /**
   * Whether the role annotations of the application's own code bind, whatever it does by itself.
   */
  public boolean roleAnnotations() {
    return roleAnnotations;
  }

  /** Whether anything is decided only where a framework has chosen the handler. */
  public boolean late() {
    return late;
  }

  /** Whether any rule or role has a condition. */
  public boolean conditional() {
    return conditional;
  }

  /** Ports that may listen without the agent's protection, and need not be told of. */
  public Set<Integer> acknowledged() {
    return acknowledged;
  }
}
