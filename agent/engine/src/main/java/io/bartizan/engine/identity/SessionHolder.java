package io.bartizan.engine.identity;

import io.bartizan.engine.revocation.Marks;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Sessions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from by the login that the application keeps in its session. What is known
 * of the session is kept in the session itself: it needs no memory of ours, and nothing can be
 * pushed out of it.
 */
public final class SessionHolder {

  /** What principals of sessions have for an issuer. */
  static final String ISSUER = "sessions";

  private static final int RETRY_SECONDS = 5;

  private final Sessions how;
  private final List<Cidr> proxies;
  private final CredentialNames names;
  private final Clock clock;
  private final long startedMillis;

  /**
   * A holder of sessions.
   *
   * @param names what sessions are called in the trail
   * @param startedMillis since when all logins have been seen; a session that is older and says
   *     nothing of them has been elsewhere meanwhile
   */
  SessionHolder(
      Sessions how, Identity identity, CredentialNames names, Clock clock, long startedMillis) {
    this.names = names;
    this.how = how;
    this.proxies = identity.trustedProxies();
    this.clock = clock;
    this.startedMillis = startedMillis;
  }

  /** Whom it comes from; null if it names no session, or one that nobody is logged in to. */
  @Nullable Identification identify(Exchange exchange) {
    String id = null;
    try {
      id = exchange.sessionId();
      return id == null ? null : identify(exchange, id);
    } catch (Rejected rejected) {
      return refused(rejected.reason(), String.valueOf(id));
    } catch (Exception | LinkageError unreadable) {
      // Whose request it is can't be known: it is nobody's, and not an anonymous one either.
      return Identification.rejected(
          CredentialError.unavailable(
              "the session can't be read: " + unreadable, RETRY_SECONDS, hash(String.valueOf(id))));
    }
  }

  private @Nullable Identification identify(Exchange exchange, String id) throws Exception {
    if (SessionNote.ENDED.equals(exchange.sessionNote())) {
      return ended("session has ended", id);
    }
    SessionLogin login = SessionLogin.of(exchange, how);
    if (login == null) {
      return null;
    }
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    String network = Whereabouts.network(exchange, proxies, how);
    String device = Whereabouts.device(exchange, how);
    Object kept = exchange.sessionNote();
    if (kept == null) {
      if (exchange.sessionCreatedMillis() < startedMillis) {
        return ended("session older than this process and bound to nobody", id);
      }
      String first = new SessionNote(now, now, network, device).toString();
      // Where another request was first, that one counts.
      kept = exchange.noteSession(null, first) ? first : exchange.sessionNote();
    }
    SessionNote note = kept == null ? null : SessionNote.read(kept);
    if (note == null) {
      return ended("session whose note can't be read", id);
    }
    if (now - note.firstSeconds() >= how.maxSeconds()) {
      return ended("session expired", id);
    }
    if (now - note.lastSeconds() > how.idleSeconds()) {
      return ended("session idle", id);
    }
    if (note.otherNetwork(network)) {
      return elsewhere("session used from another network", id);
    }
    if (note.otherDevice(device)) {
      return elsewhere("session used from another device", id);
    }
    if (now > note.lastSeconds()) {
      // Where this fails another request of this second has done the same, or ended it.
      exchange.noteSession(kept, note.usedAt(now).toString());
    }
    long created = TimeUnit.MILLISECONDS.toSeconds(exchange.sessionCreatedMillis());
    return Identification.of(principal(login, id, note.firstSeconds(), created));
  }

  /**
   * Why what goes on by a session that was found must end; null if it may go on. Called again and
   * again, on a thread that no application may hold up: whose login the session holds meanwhile is
   * not asked.
   */
  @Nullable String over(Exchange exchange) {
    try {
      if (exchange.sessionOver()) {
        return "session over";
      }
      Object kept = exchange.sessionNote();
      if (SessionNote.ENDED.equals(kept)) {
        return "session ended";
      }
      SessionNote note = kept == null ? null : SessionNote.read(kept);
      if (note == null) {
        return "session whose note can't be read";
      }
      long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
      return now - note.lastSeconds() > how.idleSeconds() ? "session idle" : null;
    } catch (RuntimeException | LinkageError unreadable) {
      return "the session can't be read";
    }
  }

  private Principal principal(SessionLogin login, String id, long since, long created) {
    Map<String, Object> known = new HashMap<>();
    known.put("sid", id);
    known.put("iat", BigDecimal.valueOf(since));
    Principal principal =
        new Principal(
            login.name(),
            ISSUER,
            null,
            login.roles(),
            new Claims(known),
            hash(id),
            0,
            since + how.maxSeconds(),
            Confirmation.NONE);
    // Of the login nothing is known but that it came after the session: one that was kept unused
    // must not look younger than what revoked it.
    long issuedAt = Math.min(created, since);
    String user = login.name();
    return principal.revokedBy(() -> Marks.ofSession(ISSUER, user, id, how.accounts(), issuedAt));
  }

  private Identification elsewhere(String why, String id) {
    return how.endsElsewhere() ? ended(why, id) : Identification.withoutSession(why);
  }

  /**
   * Ends the session that an exchange has found. From the first moment on it is of no use to
   * anybody, however long the application takes to hear that it ends.
   */
  public static void end(Exchange exchange) throws Exception {
    try {
      Object kept = exchange.sessionNote();
      while (!SessionNote.ENDED.equals(kept) && !exchange.noteSession(kept, SessionNote.ENDED)) {
        kept = exchange.sessionNote();
      }
    } finally {
      // Another request may have ended it meanwhile; once more does no harm.
      exchange.endSession();
    }
  }

  private Identification ended(String why, String id) {
    return refused(why, id).endingSession();
  }

  private Identification refused(String why, String id) {
    return Identification.rejected(CredentialError.invalidKey(why, hash(id)));
  }

  private String hash(String id) {
    return TokenHash.of(id.getBytes(StandardCharsets.UTF_8), 0, names).toString();
  }
}
