package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.Statement;
import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.identity.StatementException.Fault;
import io.bartizan.engine.identity.StatementVerifier;
import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6). */
final class LogoutTokens implements Taking {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** A logout token is used at once: one that says it lives longer is none. */
  private static final long MAX_LIFE_SECONDS = TimeUnit.HOURS.toSeconds(1);

  private final StatementVerifier verifier;
  private final Told told;
  private final Seen seen;
  private final Clock clock;

  LogoutTokens(StatementVerifier verifier, Told told, Clock clock) {
    this.verifier = verifier;
    this.told = told;
    this.clock = clock;
    this.seen = new Seen();
  }

  @Override
  public void take(String token) throws StatementException {
    Statement statement = verifier.verify(token);
    Map<String, Object> claims = statement.claims();
    Object events = claims.get("events");
    if (!(events instanceof Map) || !(((Map<?, ?>) events).get(EVENT) instanceof Map)) {
      throw unfit("no logout event");
    }
    if (claims.containsKey("nonce")) {
      throw unfit("a nonce");
    }
    String subject = Subjects.text(claims, "sub");
    String session = Subjects.text(claims, "sid");
    if (subject == null && session == null) {
      throw unfit("neither sub nor sid");
    }
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    long until = statement.expiresAt() + verifier.skewSeconds();
    if (statement.expiresAt() < 0) {
      throw unfit("no exp");
    }
    if (until - now > MAX_LIFE_SECONDS + 2L * verifier.skewSeconds()) {
      throw unfit("lives too long");
    }
    Seen.Outcome outcome = seen.first(statement.id(), until, now);
    boolean inForce = false;
    try {
      if (outcome == Seen.Outcome.KNOWN) {
        throw unfit("replayed");
      }
      if (outcome == Seen.Outcome.FULL) {
        throw new StatementException(Fault.UNAVAILABLE, "too many logout tokens");
      }
      revoke(subject, session, statement.issuedAt());
      try {
        revokeSessions(subject, Math.min(now, statement.issuedAt() + verifier.skewSeconds()));
      } catch (StatementException unnamed) {
        // Sent again, it would name no more.
        inForce = true;
        throw unnamed;
      }
      inForce = true;
    } finally {
      if (!inForce && outcome == Seen.Outcome.NEW) {
        // What could not be put in force is not taken: sent again, it is no replay.
        seen.forget(statement.id());
      }
    }
  }

  private void revoke(@Nullable String subject, @Nullable String session, long issuedAt) {
    String how = ", logged out at " + told.issuer();
    if (session != null) {
      told.revoke(Kind.SESSION, session, Long.MAX_VALUE, "session " + session + how);
    }
    if (subject != null) {
      // A token that names no session may be of the one that ended.
      Kind kind = session == null ? Kind.SUBJECT : Kind.SUBJECT_WITHOUT_SESSION;
      told.revoke(kind, subject, issuedAt, "subject " + subject + how);
    }
  }

  /** The application's own know nothing of the one that has ended: all of its user's have. */
  private void revokeSessions(@Nullable String subject, long last) throws StatementException {
    SessionAccounts accounts = told.accounts();
    boolean bySubject = accounts != null && accounts.userName() == UserName.SUB;
    told.revokeSessions(bySubject ? subject : null, last, ", logged out at " + told.issuer());
  }

  private static StatementException unfit(String why) {
    return new StatementException(Fault.FORM, why);
  }
}
