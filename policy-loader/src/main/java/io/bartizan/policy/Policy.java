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
  private final Map<String, Set<String>> seniors;
  private final RuleTimetable timetable;
  private final boolean roleAnnotations;
  private final Set<Integer> acknowledged;
  private final boolean late;
  private final boolean conditional;
  private final List<Path> files;
  private final boolean ended;
  private final Enforcement enforcement;

  /**
   * A value with every part given.
   *
   * @param seniors by role, the other roles whose holders have it too
   */
  public Policy(
      Path file,
      String digest,
      Mode mode,
      String application,
      Identity identity,
      Map<String, Condition> roles,
      Map<String, Set<String>> seniors,
      List<Rule> rules,
      List<Limit> limits,
      AuditSink audit,
      RuleTimetable timetable,
      boolean roleAnnotations,
      Set<Integer> acknowledged,
      List<Path> files,
      boolean ended) {
    this(
        file,
        digest,
        mode,
        application,
        identity,
        roles,
        seniors,
        rules,
        limits,
        audit,
        timetable,
        roleAnnotations,
        acknowledged,
        files,
        ended,
        Enforcement.of(mode, rules));
  }

  private Policy(
      Path file,
      String digest,
      Mode mode,
      String application,
      Identity identity,
      Map<String, Condition> roles,
      Map<String, Set<String>> seniors,
      List<Rule> rules,
      List<Limit> limits,
      AuditSink audit,
      RuleTimetable timetable,
      boolean roleAnnotations,
      Set<Integer> acknowledged,
      List<Path> files,
      boolean ended,
      Enforcement enforcement) {
    this.enforcement = enforcement;
    this.file = file;
    this.digest = digest;
    this.mode = mode;
    this.application = application;
    this.identity = identity;
    this.roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    this.limits = Collections.unmodifiableList(new ArrayList<>(limits));
    this.audit = audit;
    this.seniors = Collections.unmodifiableMap(new LinkedHashMap<>(seniors));
    this.timetable = timetable;
    this.roleAnnotations = roleAnnotations;
    this.acknowledged = Collections.unmodifiableSet(new LinkedHashSet<>(acknowledged));
    this.files = Collections.unmodifiableList(new ArrayList<>(files));
    this.ended = ended;
    this.late = roleAnnotations || rules.stream().anyMatch(Rule::decidedLate);
    this.conditional = !roles.isEmpty() || rules.stream().anyMatch(rule -> rule.when() != null);
  }

  /** The same policy in another mode, which holds for all of it, whatever single rules say. */
  public Policy in(Mode other) {
    return new Policy(
        file,
        digest,
        other,
        application,
        identity,
        roles,
        seniors,
        rules,
        limits,
        audit,
        timetable,
        roleAnnotations,
        acknowledged,
        files,
        ended,
        Enforcement.NONE);
  }

  /** The absolute path of the file it was read from. */
  public Path file() {
    return file;
  }

  /** All files that it was read from, its own first and then those that it includes. */
  public List<Path> files() {
    return files;
  }

  /** Whether its files end with a document end marker: what does not is a piece of one. */
  public boolean ended() {
    return ended;
  }

  /**
   * {@code sha256:} and the hex digest of the file's bytes; where it includes others, of the
   * digests of all of them.
   */
  public String digest() {
    return digest;
  }

  /** Whether decisions bind, where no rule says otherwise. */
  public Mode mode() {
    return mode;
  }

  /** What is decided for good while {@link #mode()} is {@code OBSERVE}. */
  public Enforcement enforcement() {
    return enforcement;
  }

  /** Whether nothing is refused at all. */
  public boolean observesOnly() {
    return mode == Mode.OBSERVE && enforcement.none();
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

  /** The conditions of the roles that {@code roles:} gives one, by the role's name. */
  public Map<String, Condition> roles() {
    return roles;
  }

  /** The names of all roles that {@code roles:} tells something of. */
  public Set<String> roleNames() {
    Set<String> names = new LinkedHashSet<>(roles.keySet());
    names.addAll(seniors.keySet());
    seniors.values().forEach(names::addAll);
    return names;
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

  /** Which of {@link #rules()} there are when, and which of them bind. */
  public RuleTimetable timetable() {
    return timetable;
  }

  /** The other roles whose holders have this role too, however far above; may be empty. */
  public Set<String> seniors(String role) {
    return seniors.getOrDefault(role, Collections.emptySet());
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
