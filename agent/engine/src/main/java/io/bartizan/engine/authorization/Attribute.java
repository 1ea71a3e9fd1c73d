package io.bartizan.engine.authorization;

/** One thing that a rule asks for, and what the request has of it. */
public final class Attribute {

  /** Whether the request has what is asked for. */
  public enum State {
    /** It has. */
    HOLDS,
    /** It has not. */
    FAILS,
    /** Nobody has stated it. */
    UNKNOWN
  }

  private final String name;
  private final String asked;
  private final String got;
  private final State state;

  Attribute(String name, String asked, String got, State state) {
    this.name = name;
    this.asked = asked;
    this.got = got;
    this.state = state;
  }

  /** Its key in the policy file, such as {@code method} or {@code who}. */
  public String name() {
    return name;
  }

  /** What the rule asks for, as the file says it. */
  public String asked() {
    return asked;
  }

  /** What the request has. */
  public String got() {
    return got;
  }

  /** Whether that is what is asked for. */
  public State state() {
    return state;
  }
}
