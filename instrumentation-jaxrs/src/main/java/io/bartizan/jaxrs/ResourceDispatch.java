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
  private final List<Resource> locators;
  private final String route;
  private final boolean locator;

  /**
   * A dispatch.
   *
   * @param permit whose exchange a refusal answers
   * @param method the request method as the framework sees it, which filters may have changed
   * @param rawPath the request's path, as undecoded as the framework has it
   * @param locators what was run to find the resource, the nearest last
   * @param route see {@link Dispatch#route()}
   * @param locator whether the resource's method is a locator itself
   */
  public ResourceDispatch(
      Permit permit,
      String method,
      String rawPath,
      Resource resource,
      List<Resource> locators,
      String route,
      boolean locator) {
    this.permit = permit;
    this.method = method;
    this.path = ResourcePath.of(rawPath);
    this.resource = resource;
    this.locators = locators;
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
    if (locators.isEmpty()) {
      return resource.names();
    }
    List<String> all = new ArrayList<>(Arrays.asList(resource.names()));
    for (Resource way : locators) {
      all.addAll(Arrays.asList(way.names()));
    }
    return all.toArray(new String[0]);
  }

  @Override
  public String route() {
    return route;
  }

  @Override
  public String[][] rolesAllowed() {
    List<String[]> all = new ArrayList<>();
    for (Resource way : locators) {
      add(all, way);
    }
    add(all, resource);
    return all.toArray(new String[0][]);
  }

  private static void add(List<String[]> all, Resource resource) {
    String[] roles = resource.roles();
    if (roles != null) {
      all.add(roles);
    }
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    permit.exchange().refuse(status, headers, body);
  }
}
