package io.bartizan.benchmarks.server;

/** What is compared: the same server, protected in three ways. */
public enum Contender {
  /** By nothing. */
  BARE,
  /** By the agent, with every feature on. */
  AGENT,
  /** By a filter as somebody would write it by hand: it remembers verified tokens. */
  FILTER;

  /** The name in what is printed. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
