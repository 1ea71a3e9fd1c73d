package io.bartizan.servlet;

/** Where a request carries its permit. The name opens nothing: only the engine's object does. */
public final class PermitAttribute {

  /** The request attribute's name. */
  public static final String NAME = "io.bartizan.permit";

  private PermitAttribute() {}
}
