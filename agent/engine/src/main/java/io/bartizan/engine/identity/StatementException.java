package io.bartizan.engine.identity;

/** Why a {@link Statement} is not believed. Carries no stack: whoever sends may cause many. */
public final class StatementException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is at fault. */
  public enum Fault {
    /** Its form, or what it says. */
    FORM,
    /** Its issuer is another one. */
    ISSUER,
    /** It is meant for somebody else. */
    AUDIENCE,
    /** Its signature, or the key that made it. */
    KEY,
    /** Nothing of it: it can't be judged now. */
    UNAVAILABLE
  }

  private final Fault fault;
  private final String reason;

  /** A fault, and what is said of it to the sender. */
  public StatementException(Fault fault, String reason) {
    super(reason, null, false, false);
    this.fault = fault;
    this.reason = reason;
  }

  /** What is at fault. */
  public Fault fault() {
    return fault;
  }

  /** What the sender may read, in a few words. */
  public String reason() {
    return reason;
  }
}
