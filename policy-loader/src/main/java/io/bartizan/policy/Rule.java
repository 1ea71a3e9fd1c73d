package io.bartizan.policy;

import io.bartizan.policy.condition.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule ({@code rules}); it matches when all that it names holds. */
public final class Rule {

  private final int order;
  private final String name;
  private final Path file;
  private final int line;
  private final Effect effect;
  private final Set<String> methods;
  private final Set<String> hosts;
  private final Set<Integer> ports;
  private final List<PathPattern> paths;
  private final List<Cidr> from;
  private final List<Who> who;
  private final List<Who> except;
  private final Set<Tolerance> tolerate;
  private final LateAttributes late;
  private final @Nullable Condition when;
  private final Validity validity;
  private final Verbosity verbosity;

  /** A value with every part given. */
  public Rule(
      int order,
      String name,
      Path file,
      int line,
      Effect effect,
      Set<String> methods,
      Set<String> hosts,
      Set<Integer> ports,
      List<PathPattern> paths,
      List<Cidr> from,
      List<Who> who,
      List<Who> except,
      Set<Tolerance> tolerate,
      LateAttributes late,
      @Nullable Condition when,
      Validity validity,
      Verbosity verbosity) {
    this.order = order;
    this.name = name;
    this.file = file;
    this.line = line;
    this.effect = effect;
    this.methods = Collections.unmodifiableSet(new LinkedHashSet<>(methods));
    this.hosts = Collections.unmodifiableSet(new LinkedHashSet<>(hosts));
    this.ports = Collections.unmodifiableSet(new LinkedHashSet<>(ports));
    this.paths = Collections.unmodifiableList(new ArrayList<>(paths));
    this.from = Collections.unmodifiableList(new ArrayList<>(from));
    this.who = Collections.unmodifiableList(new ArrayList<>(who));
    this.except = Collections.unmodifiableList(new ArrayList<>(except));
    this.tolerate = Collections.unmodifiableSet(new LinkedHashSet<>(tolerate));
    this.late = late;
    this.when = when;
    this.validity = validity;
    this.verbosity = verbosity;
  }

  /** Its place in the file, from 0; rules of included files stand after those of the policy's. */
  public int order() {
    return order;
  }

  /** Its name, unique in all files; {@code rule-N} (N from 1) where the file gives none. */
  public String name() {
    return name;
  }

  /** The absolute path of the file that it stands in: the policy's, or one that is included. */
  public Path file() {
    return file;
  }

  /** The line in its file where it begins, from 1. */
  public int line() {
    return line;
  }

  /** Allow or deny. */
  public Effect effect() {
    return effect;
  }

  /** The methods, upper case as written; empty means every method. */
  public Set<String> methods() {
    return methods;
  }

  /** Whether it is for a method as sent: GET includes HEAD (RFC 9110, 9.3.2) and nothing else. */
  public boolean isForMethod(String method) {
    return methods.isEmpty()
        || methods.contains("*")
        || methods.contains(method)
        || (method.equals("HEAD") && methods.contains("GET"));
  }

  /** The same under any reading: some containers take {@code get} for GET. */
  public boolean isForMethodAsRead(String method) {
    return isForMethod(method) || isForMethod(method.toUpperCase(Locale.ROOT));
  }

  /** Host names in lower case, {@code *.example.com} for a subdomain; empty means every host. */
  public Set<String> hosts() {
    return hosts;
  }

  /** Ports of the listening socket; empty means every port. */
  public Set<Integer> ports() {
    return ports;
  }

  /** The path patterns; never empty ({@code /**} where the file gives none). */
  public List<PathPattern> paths() {
    return paths;
  }

  /** Client networks; empty means everywhere. */
  public List<Cidr> from() {
    return from;
  }

  /** Who it is for; never empty (the default is filled in by effect). */
  public List<Who> who() {
    return who;
  }

  /** Who it is not for; may be empty. */
  public List<Who> except() {
    return except;
  }

  /** Ambiguous spellings it accepts; may be empty. */
  public Set<Tolerance> tolerate() {
    return tolerate;
  }

  /** What it asks for that is known only where a framework has chosen the handler. */
  public LateAttributes late() {
    return late;
  }

  /** The condition on which it matches; null where it has none. */
  public @Nullable Condition when() {
    return when;
  }

  /** How much the trail tells of the requests that it decides. */
  public Verbosity verbosity() {
    return verbosity;
  }

  /** Whether it binds, and for how long. */
  public Validity validity() {
    return validity;
  }

  /** The same rule for those whom its sample does not take. */
  Rule forOthers() {
    return new Rule(
        order,
        name,
        file,
        line,
        effect,
        methods,
        hosts,
        ports,
        paths,
        from,
        who,
        except,
        tolerate,
        late,
        when,
        validity.others(),
        verbosity);
  }

  /** Whether it may ask for something that is known only where a framework chose the handler. */
  public boolean decidedLate() {
    return !late.none() || (when != null && when.late());
  }
}
