package io.bartizan.policy.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A policy file that yields no policy. */
public final class PolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final boolean observe;
  private final transient List<Path> files;

  PolicyException(List<Problem> problems, boolean observe) {
    this(problems, observe, Collections.emptyList());
  }

  PolicyException(List<Problem> problems, boolean observe, List<Path> files) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = Collections.unmodifiableList(new ArrayList<>(problems));
    this.observe = observe;
    this.files = files;
  }

  PolicyException(Problem problem) {
    this(Collections.singletonList(problem), false);
  }

  /** All that is wrong, in the order of the file; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /** The files that would have to change to mend it; empty where only the policy's own is known. */
  List<Path> files() {
    return files;
  }

  /** Whether the file could be read far enough to see {@code mode: observe} at its top level. */
  public boolean observe() {
    return observe;
  }
}
