package io.bartizan.jaxrs.soap;

import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Resource;
import org.jspecify.annotations.Nullable;

/** An operation of a SOAP service about to be invoked. */
public final class OperationDispatch extends Dispatch {

  private static final String[][] NO_ROLES = {};

  private final Permit permit;
  private final String method;
  private final String path;
  private final @Nullable Resource service;
  private final @Nullable String operation;

  /**
   * A dispatch.
   *
   * @param permit whose exchange a refusal answers
   * @param method the request method as the framework sees it
   * @param path the request's path as the framework sees it, decoded
   * @param service the method that will run; null where the framework does not tell
   * @param operation see {@link Dispatch#operation()}
   */
  public OperationDispatch(
      Permit permit,
      String method,
      String path,
      @Nullable Resource service,
      @Nullable String operation) {
    this.permit = permit;
    this.method = method;
    this.path = path;
    this.service = service;
    this.operation = operation;
  }

  @Override
  public String kind() {
    return "OPERATION";
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
  public boolean resource() {
    return true;
  }

  @Override
  public String @Nullable [] handlers() {
    return service == null ? null : service.names();
  }

  @Override
  public @Nullable String operation() {
    return operation;
  }

  @Override
  public String[][] rolesAllowed() {
    String[] roles = service == null ? null : service.roles();
    return roles == null ? NO_ROLES : new String[][] {roles};
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    permit.exchange().refuse(status, headers, body);
  }
}
