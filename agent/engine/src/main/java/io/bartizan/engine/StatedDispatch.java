package io.bartizan.engine;

import io.bartizan.engine.authorization.Canonical;
import io.bartizan.gate.Dispatch;
import io.bartizan.policy.trial.Given;
import org.jspecify.annotations.Nullable;

/** A handler that a framework would choose for a stated request. */
final class StatedDispatch extends Dispatch {

  private final Given given;
  private final String path;

  StatedDispatch(Given given) {
    this.given = given;
    this.path = Canonical.target(given.target());
  }

  @Override
  public String kind() {
    return "REQUEST";
  }

  @Override
  public String method() {
    return given.method();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public boolean hasPath(String other) {
    return path.equals(other);
  }

  @Override
  public String @Nullable [] mappings() {
    return null;
  }

  @Override
  public boolean mappedByPath() {
    return true;
  }

  @Override
  public boolean resource() {
    return true;
  }

  @Override
  public String @Nullable [] handlers() {
    String handler = given.handler();
    return handler == null ? null : new String[] {handler};
  }

  @Override
  public @Nullable String route() {
    return given.route();
  }

  @Override
  public @Nullable String operation() {
    return given.operation();
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    // Nobody reads it.
  }
}
