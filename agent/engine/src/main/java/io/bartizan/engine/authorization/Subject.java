package io.bartizan.engine.authorization;

import io.bartizan.engine.identity.Principal;
import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.Sample;
import io.bartizan.policy.Who;
import io.bartizan.policy.condition.Condition;
import io.bartizan.policy.condition.Condition.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks: a principal or an anonymous client, from where, on which port and host. */
public final class Subject {

  /** Octets of an IPv6 address that are its network; an IPv4 address has fewer. */
  private static final int IPV6_NETWORK = 8;

  private final Policy policy;
  private final @Nullable Principal principal;
  private final byte[] client;
  private final @Nullable String host;
  private final int port;

  private final long millis;

  /** The rules that bind, as they were when the request arrived. */
  private final RuleIndex rules;

  private final @Nullable RuleIndex observed;

  /**
   * What conditions see; null where the policy has none. For one thread at a time: its own lock.
   */
  private final @Nullable RequestAttributes attributes;

  /**
   * A subject.
   *
   * @param principal null for an anonymous client
   * @param client the client's address, 4 or 16 octets
   * @param host the host asked for, in lower case and without port; null if none was named
   * @param millis when it asks, since the epoch: which rules have expired by then
   * @param attributes what conditions see; null where the policy has none
   */
  public Subject(
      Policy policy,
      @Nullable Principal principal,
      byte[] client,
      @Nullable String host,
      int port,
      long millis,
      @Nullable RequestAttributes attributes) {
    this.policy = policy;
    this.principal = principal;
    this.client = client.clone();
    this.host = host;
    this.port = port;
    this.millis = millis;
    this.rules = policy.timetable().binding(millis);
    this.observed = policy.timetable().observed(millis);
    this.attributes = attributes;
  }

  /** The policy that this subject is judged by. */
  public Policy policy() {
    return policy;
  }

  /** When it asks, since the epoch. */
  long millis() {
    return millis;
  }

  /** The rules that bind: those that there were when it asked, whenever they are looked at. */
  RuleIndex rules() {
    return rules;
  }

  /** The rules whose matches are only recorded; null if the policy has none. */
  @Nullable RuleIndex observed() {
    return observed;
  }

  /** The principal; null for an anonymous client. */
  public @Nullable Principal principal() {
    return principal;
  }

  /** The host asked for, in lower case and without port; null if none was named. */
  public @Nullable String host() {
    return host;
  }

  /** The port of the listening socket. */
  int port() {
    return port;
  }

  /** The client's address; not to be changed. */
  byte[] client() {
    return client;
  }

  /**
   * Whether one of the entries means this subject.
   *
   * @param failing whether a role counts as held whose condition fails
   */
  boolean isAny(List<Who> entries, boolean failing) {
    for (Who entry : entries) {
      if (is(entry, failing)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a principal has one of these roles; {@code **} stands for any principal (Servlet 4.0,
   * 13.3).
   */
  boolean hasAny(String[] roles) {
    for (String role : roles) {
      if (principal != null && (role.equals("**") || hasRole(principal, role, false))) {
        return true;
      }
    }
    return false;
  }

  /**
   * All roles that the principal has by its credential and by the policy; none if there is no
   * principal. A role whose condition fails is not held.
   */
  public Set<String> roles() {
    Principal known = principal;
    if (known == null) {
      return Collections.emptySet();
    }
    Set<String> roles = new LinkedHashSet<>(known.roles());
    for (String role : policy.roleNames()) {
      if (hasRole(known, role, false)) {
        roles.add(role);
      }
    }
    return roles;
  }

  /** Whether the rule's sample takes whoever asks: a principal, or the network of a client. */
  boolean isInSample(Rule rule) {
    Sample sample = rule.validity().sample();
    return sample.all() || sample.takes(rule.name(), sampled());
  }

  private byte[] sampled() {
    Principal known = principal;
    return known == null
        ? Arrays.copyOf(client, Math.min(client.length, IPV6_NETWORK))
        : (known.issuer() + ' ' + known.id()).getBytes(StandardCharsets.UTF_8);
  }

  private boolean is(Who entry, boolean failing) {
    if (entry.kind() == Who.Kind.ANYONE) {
      return true;
    }
    if (principal == null) {
      return false;
    }
    String name = entry.name();
    switch (entry.kind()) {
      case AUTHENTICATED:
        return true;
      case ROLE:
        return name != null && hasRole(principal, name, failing);
      case USER:
        return principal.id().equals(name);
      case CLIENT:
        return name != null && name.equals(principal.clientId());
      default:
        throw new IllegalStateException("no such kind of principal: " + entry.kind());
    }
  }

  private boolean hasRole(Principal known, String role, boolean failing) {
    if (holdsRole(known, role, failing)) {
      return true;
    }
    for (String senior : policy.seniors(role)) {
      if (holdsRole(known, senior, failing)) {
        return true;
      }
    }
    return false;
  }

  /** The role itself, not one above it. */
  private boolean holdsRole(Principal known, String role, boolean failing) {
    if (known.roles().contains(role)) {
      return true;
    }
    Condition condition = policy.roles().get(role);
    if (condition == null) {
      return false;
    }
    Outcome outcome = judge(condition);
    return outcome == Outcome.TRUE || (failing && outcome == Outcome.FAULT);
  }

  private Outcome judge(Condition condition) {
    RequestAttributes seen = attributes;
    if (seen == null) {
      return Outcome.FAULT;
    }
    synchronized (seen) {
      return condition.judge(seen);
    }
  }

  /**
   * What a rule's condition comes to.
   *
   * @param path by which the rule was found; its variables are taken from there
   * @param handled the handler's guard; null where the handler is not known yet
   */
  Outcome when(Rule rule, String path, @Nullable Dispatch handled) {
    Condition condition = rule.when();
    if (condition == null) {
      return Outcome.TRUE;
    }
    RequestAttributes seen = attributes;
    if (seen == null) {
      return Outcome.FAULT;
    }
    synchronized (seen) {
      return Circumstances.judge(rule, condition, seen, path, handled);
    }
  }
}
