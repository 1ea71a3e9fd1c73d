package io.bartizan.policy;

/** How much the trail tells of a request ({@code rules[].audit}). */
public enum Verbosity {
  /** Who did what and what became of it, without what describes client, route and handler. */
  MINIMAL,
  /** The same with all that describes it, and nothing that a client may hide secrets in. */
  STANDARD,
  /** The same with the query, secrets left out, and headers that hold none. */
  FULL;

  /** The word for it in a policy. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
