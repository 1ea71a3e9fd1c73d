package io.bartizan.engine;

import io.bartizan.gate.Dispatch;
import org.jspecify.annotations.Nullable;

/** A handler of that name, by that route. */
class Handler extends Dispatch {
  private final String path;
  private final String[] names;
  private final @Nullable String route;
  private final boolean leadsOn;
  String[][] roles = {};

  /** What happens when the refusal is written. */
  Call.Writing refusal = () -> {};

  int refusedWith;

  Handler(String path, @Nullable String route, boolean leadsOn, String... names) {
    this.path = path;
    this.names = names;
    this.route = route;
    this.leadsOn = leadsOn;
  }

  static Handler of(String path, String... names) {
    return new Handler(path, "/other", false, names);
  }

  @Override
  public String kind() {
    return "RESOURCE";
  }

  @Override
  public String method() {
    return "GET";
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
  public boolean leadsOn() {
    return leadsOn;
  }

  @Override
  public String[] handlers() {
    return names;
  }

  @Override
  public @Nullable String route() {
    return route;
  }

  @Override
  public String[][] rolesAllowed() {
    return roles;
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    refusedWith = status;
    refusal.write();
  }
}
