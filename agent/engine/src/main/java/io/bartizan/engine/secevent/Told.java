package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.identity.StatementException.Fault;
import io.bartizan.engine.revocation.Mark;
import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.engine.revocation.Revocations;
import io.bartizan.policy.SessionAccounts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts in force what one issuer's events say: of its own tokens, and of no others. */
final class Told {

  private static final Logger LOG = LoggerFactory.getLogger(Told.class);

  private final String issuer;
  private final @Nullable SessionAccounts accounts;
  private final Revocations revocations;
  private final RevocationListener listener;

  /**
   * What an issuer tells.
   *
   * @param accounts of the users of adopted sessions; null if they are not this issuer's
   */
  Told(
      String issuer,
      @Nullable SessionAccounts accounts,
      Revocations revocations,
      RevocationListener listener) {
    this.issuer = issuer;
    this.accounts = accounts;
    this.revocations = revocations;
    this.listener = listener;
  }

  /** The issuer whose tokens it is about. */
  String issuer() {
    return issuer;
  }

  /** Whose accounts the users of adopted sessions have; null if not this issuer's. */
  @Nullable SessionAccounts accounts() {
    return accounts;
  }

  /**
   * Revokes the sessions that a user has logged in to by an account of the issuer's.
   *
   * @param login the user's name; null if none was named that sessions can be told by
   * @param lastBegun those that were begun later than in this second of the epoch stay good
   * @param why what the trail says of it
   * @throws StatementException if there may be such sessions and they can't be told; whoever has
   *     told must hear that it was not enough
   */
  void revokeSessions(@Nullable String login, long lastBegun, String why)
      throws StatementException {
    if (accounts == null) {
      return;
    }
    if (login == null) {
      throw new StatementException(
          Fault.FORM,
          "tokens are revoked, but sessions are told by " + accounts.userName().word() + " only");
    }
    String folded = SessionAccounts.folded(login);
    revoke(Kind.USER, folded, lastBegun, "sessions of " + login + why);
  }

  /**
   * Revokes.
   *
   * @param why what the trail says of it
   */
  void revoke(Kind kind, String value, long lastIssued, String why) {
    boolean kept = revocations.revoke(Mark.of(kind, issuer, value), issuer, lastIssued);
    tell(
        kept
            ? "revoked " + why
            : "no room for more revocations: all tokens issued so far are refused, of " + issuer,
        true,
        kind == Kind.SUBJECT || kind == Kind.SUBJECT_WITHOUT_SESSION ? value : null);
  }

  /** Tells of what revokes nothing, and should have. */
  void refused(String why) {
    tell(why, false, null);
  }

  /** Tells that something is as it should be again. */
  void note(String what) {
    tell(what, true, null);
  }

  /** What is in force stays so, whatever becomes of its record. */
  private void tell(String what, boolean taken, @Nullable String subject) {
    try {
      listener.told(what, taken, subject);
    } catch (RuntimeException | Error untold) {
      LOG.error("a revocation could not be recorded", untold);
    }
  }
}
