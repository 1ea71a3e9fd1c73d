package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException;

/** Takes one token that an issuer has signed, and revokes what it says. */
interface Taking {

  /**
   * Takes a token. Waits for less than a second.
   *
   * @throws StatementException if it is not to be believed, or can't be judged now: nothing is
   *     revoked then; or if it does not name whose sessions it is about: its tokens are
   */
  void take(String token) throws StatementException;
}
