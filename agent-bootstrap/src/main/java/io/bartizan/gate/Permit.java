package io.bartizan.gate;

/**
 * The right of one request to enter application code.
 *
 * <p>The engine's own subclass is the only one it honours; an object of any other class opens
 * nothing.
 */
public abstract class Permit {

  /** For the engine. */
  protected Permit() {}

  /** The request that this permit is bound to. */
  public abstract Exchange exchange();
}
