package io.bartizan.policy.analysis;

import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody whom a rule lets do something, and what still limits that. */
public final class Access {

  private final Rule rule;
  private final Who who;
  private final List<String> only;
  private final List<Rule> unless;

  Access(Rule rule, Who who, List<String> only, List<Rule> unless) {
    this.rule = rule;
    this.who = who;
    this.only = Collections.unmodifiableList(new ArrayList<>(only));
    this.unless = Collections.unmodifiableList(new ArrayList<>(unless));
  }

  /** The allow that permits it. */
  public Rule rule() {
    return rule;
  }

  /** Whom it is for. */
  public Who who() {
    return who;
  }

  /** What else the allow asks for, such as {@code from 10.0.0.0/8}; empty if nothing. */
  public List<String> only() {
    return only;
  }

  /** The denies that may match all the same, by another role or from elsewhere. */
  public List<Rule> unless() {
    return unless;
  }
}
