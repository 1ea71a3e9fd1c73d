package io.bartizan.agent.start;

import org.jspecify.annotations.Nullable;

/**
 * When to say that something listens and no policy is in force, because no server that is known is
 * loaded. Not at once: some products open other ports of theirs seconds before they load what
 * serves HTTP. Taken back where one is loaded later still.
 */
final class NoServer {

  /** Looks, of which there is one a second, until it is said. */
  static final int PATIENCE = 10;

  private int looks;

  /** What is so. */
  static String line() {
    return "version " + BuildVersion.get() + ", nothing decided: no server that is known is loaded";
  }

  /**
   * One more look.
   *
   * @param decided whether a server is loaded, so that the policy is in force
   * @param listening whether something listens
   * @return what to say; null for nothing
   */
  @Nullable String look(boolean decided, boolean listening) {
    if (decided) {
      boolean said = looks >= PATIENCE;
      looks = 0;
      return said
          ? "a server that is known is loaded now: that nothing is decided no longer holds"
          : null;
    }
    if (listening && looks < PATIENCE) {
      looks++;
      return looks == PATIENCE ? line() : null;
    }
    return null;
  }
}
