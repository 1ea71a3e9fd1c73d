package io.bartizan.policy.learn;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done at a path: by a method, and where a framework told it, by a SOAP operation. */
final class Action implements Comparable<Action> {

  private static final Comparator<Action> ORDER =
      Comparator.<Action, String>comparing(action -> action.method)
          .thenComparing(action -> action.operation == null ? "" : action.operation);

  final String method;
  final @Nullable String operation;

  Action(String method, @Nullable String operation) {
    this.method = method;
    this.operation = operation;
  }

  @Override
  public int compareTo(Action other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Action
        && method.equals(((Action) other).method)
        && Objects.equals(operation, ((Action) other).operation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, operation);
  }

  /** For people: {@code POST}, {@code POST transfer}. */
  @Override
  public String toString() {
    return operation == null ? method : method + " " + operation;
  }
}
