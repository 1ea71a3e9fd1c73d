package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A policy file that yields no policy. */
public final class PolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final boolean observe;

  PolicyException(List<Problem> problems, boolean observe) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.observe = observe;
  }

  PolicyException(Problem problem) {
    this(Collections.singletonList(problem), false);
  }

  /** All that is wrong, in the order of the file; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** Whether the file could be read far enough to see {@code mode: observe} at its top level. */
  public boolean observe() {
    return observe;
  }
}
