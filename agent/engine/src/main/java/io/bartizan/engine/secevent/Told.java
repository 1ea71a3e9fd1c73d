package io.bartizan.engine.secevent;

import io.bartizan.engine.revocation.Mark;
import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.engine.revocation.Revocations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts in force what one issuer's events say: of its own tokens, and of no others. */
final class Told {

  private static final Logger LOG = LoggerFactory.getLogger(Told.class);

  private final String issuer;
  private final Revocations revocations;
  private final RevocationListener listener;

  Told(String issuer, Revocations revocations, RevocationListener listener) {
    this.issuer = issuer;
    this.revocations = revocations;
    this.listener = listener;
  }

  /** The issuer whose tokens it is about. */
  String issuer() {
    return issuer;
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
