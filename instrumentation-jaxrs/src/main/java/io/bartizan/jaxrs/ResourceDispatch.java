package io.bartizan.jaxrs;

import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Permit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource's method about to run, or a locator that leads to another resource. */
public final class ResourceDispatch extends Dispatch {

  private final Permit permit;
  private final String method;
  private final String path;
  private final Resource resource;
  private final Located located;
  private final String route;
  private final boolean locator;

  /**
   * A dispatch.
   *
   * @param permit whose exchange a refusal answers
   * @param method the request method as the framework sees it, which filters may have changed
   * @param rawPath the request's path, as undecoded as the framework has it
   * @param located what was run to find the resource
   * @param route see {@link Dispatch#route()}
   * @param locator whether the resource's method is a locator itself
   */
  public ResourceDispatch(
      Permit permit,
      String method,
      String rawPath,
      Resource resource,
      Located located,
      String route,
      boolean locator) {
    this.permit = permit;
    this.method = method;
    this.path = ResourcePath.of(rawPath);
    this.resource = resource;
    this.located = located;
    this.route = route;
    this.locator = locator;
  }

  @Override
  public String kind() {
    return "RESOURCE";
  }

  @Override
  public String method() {
    return method;
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
  public boolean leadsOn() {
    return locator;
  }

  @Override
  public boolean resource() {
    return true;
  }

  @Override
  public String[] handlers() {
    if (located.nowhere()) {
      return resource.names();
    }
    List<String> all = new ArrayList<>(Arrays.asList(resource.names()));
    all.addAll(Arrays.asList(located.names()));
    return all.toArray(new String[0]);
  }

  @Override
  public String route() {
    return route;
  }

  @Override
  public String[][] rolesAllowed() {
    String[] own = resource.roles();
    if (own == null) {
      return located.roles();
    }
    List<String[]> all = new ArrayList<>(Arrays.asList(located.roles()));
    all.add(own);
    return all.toArray(new String[0][]);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    permit.exchange().refuse(status, headers, body);
  }
}
