package io.bartizan.engine.identity;

/** What befell an issuer's keys, for the audit trail. */
final class KeyNews {

  final String what;
  final boolean good;

  /**
   * A piece of news.
   *
   * @param good whether there are good keys after it, as new as they should be
   */
  KeyNews(String what, boolean good) {
    this.what = what;
    this.good = good;
  }
}
