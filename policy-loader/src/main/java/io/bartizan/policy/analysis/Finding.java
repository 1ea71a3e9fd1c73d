package io.bartizan.policy.analysis;

import io.bartizan.policy.load.Place;

/** One thing that a valid policy says and its author may not have meant. */
public final class Finding {

  private final Check check;
  private final Place place;
  private final String rule;
  private final String message;
  private final String hint;

  Finding(Check check, Place place, String rule, String message, String hint) {
    this.check = check;
    this.place = place;
    this.rule = rule;
    this.message = message;
    this.hint = hint;
  }

  /** Which check found it. */
  public Check check() {
    return check;
  }

  /** Where in the file it stands. */
  public Place place() {
    return place;
  }

  /** The name of the rule or role that it is about. */
  public String rule() {
    return rule;
  }

  /** What it says. */
  public String message() {
    return message;
  }

  /** How to mend it. */
  public String hint() {
    return hint;
  }
}
