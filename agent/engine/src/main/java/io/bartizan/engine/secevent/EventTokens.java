package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.Statement;
import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.identity.StatementException.Fault;
import io.bartizan.engine.identity.StatementVerifier;
import io.bartizan.engine.revocation.Mark.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Security event tokens (RFC 8417) as OpenID Shared Signals 1.0, 4 profiles them.
 *
 * <p>One that comes again is taken again (RFC 8935, 2): it revokes up to the same second as before,
 * and so nothing that was issued since.
 */
final class EventTokens implements Taking {

  private static final int MAX_EVENTS = 16;

  private final StatementVerifier verifier;
  private final Told told;
  private final Clock clock;

  EventTokens(StatementVerifier verifier, Told told, Clock clock) {
    this.verifier = verifier;
    this.told = told;
    this.clock = clock;
  }

  @Override
  public void take(String token) throws StatementException {
    Statement statement = verifier.verify(token);
    Map<String, Object> claims = statement.claims();
    // Neither may stand in an event, so that none is taken for another kind of token.
    if (claims.containsKey("exp") || claims.containsKey("sub")) {
      throw unfit(claims.containsKey("exp") ? "an exp" : "a sub");
    }
    Object events = claims.get("events");
    if (!(events instanceof Map)
        || ((Map<?, ?>) events).isEmpty()
        || ((Map<?, ?>) events).size() > MAX_EVENTS) {
      throw unfit("no events");
    }
    Map<EventType, Subjects> read = new LinkedHashMap<>();
    Map<EventType, Long> times = new LinkedHashMap<>();
    for (Map.Entry<?, ?> event : ((Map<?, ?>) events).entrySet()) {
      if (!(event.getValue() instanceof Map)) {
        throw unfit("an event that is no object");
      }
      EventType type = EventType.of(String.valueOf(event.getKey()));
      Map<?, ?> payload = (Map<?, ?>) event.getValue();
      if (type != null && !type.harmless(payload)) {
        // In the drafts before Shared Signals 1.0 the subject stood in the event.
        Object subject =
            claims.containsKey("sub_id") ? claims.get("sub_id") : payload.get("subject");
        read.put(type, Subjects.of(subject, told.issuer(), told.accounts()));
        times.put(type, lastIssued(type, payload, statement));
      }
    }
    // All of it is understood, or none of it counts.
    read.forEach((type, subjects) -> revoke(type, subjects, times.get(type)));
    StatementException untold = null;
    for (Map.Entry<EventType, Subjects> event : read.entrySet()) {
      try {
        revokeSessions(event.getKey(), event.getValue(), times.get(event.getKey()));
      } catch (StatementException without) {
        untold = without;
      }
    }
    if (untold != null) {
      throw untold;
    }
  }

  /**
   * Sessions begin by this machine's clock: those that began before word of the event, but the
   * clocks' skew after it at most, so that an event that comes again later does no more.
   */
  private void revokeSessions(EventType type, Subjects subjects, @Nullable Long time)
      throws StatementException {
    if (subjects.login() == null && subjects.session() == null && subjects.user() == null) {
      // It is about a token, and no session has one.
      return;
    }
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    long last = time == null ? now : Math.min(now, time + verifier.skewSeconds());
    String by = ", " + type.word() + " at " + told.issuer();
    told.revokeSessions(subjects.login(), last, by);
  }

  private void revoke(EventType type, Subjects subjects, @Nullable Long time) {
    long last = time == null ? Long.MAX_VALUE : time;
    String by = ", " + type.word() + " at " + told.issuer();
    String user = subjects.user();
    String session = subjects.session();
    String token = subjects.token();
    boolean one = type == EventType.SESSION_REVOKED && session != null;
    if (token != null) {
      told.revoke(Kind.TOKEN, token, Long.MAX_VALUE, "token " + token + by);
    }
    if (session != null && (one || user == null)) {
      told.revoke(Kind.SESSION, session, Long.MAX_VALUE, "session " + session + by);
    }
    if (user != null) {
      // A token that names no session may be of the one that was revoked.
      Kind kind = one ? Kind.SUBJECT_WITHOUT_SESSION : Kind.SUBJECT;
      told.revoke(kind, user, last, "subject " + user + by);
    }
  }

  /** Up to which second tokens are bad: that of the event, or of word of it. */
  private long lastIssued(EventType type, Map<?, ?> event, Statement statement)
      throws StatementException {
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis()) + verifier.skewSeconds();
    long time = time(event.get("event_timestamp"), -1);
    if (time < 0) {
      time = time(statement.claims().get("toe"), statement.issuedAt());
    }
    time = type.lasting() ? Math.max(time, statement.issuedAt()) : time;
    // Whatever the event says of the future: who logs in again goes on.
    return Math.min(time, now);
  }

  private static long time(@Nullable Object value, long absent) throws StatementException {
    if (value == null) {
      return absent;
    }
    if (!(value instanceof BigDecimal) || ((BigDecimal) value).signum() < 0) {
      throw unfit("a time that is none");
    }
    return ((BigDecimal) value)
        .min(BigDecimal.valueOf(Long.MAX_VALUE))
        .setScale(0, RoundingMode.FLOOR)
        .longValue();
  }

  private static StatementException unfit(String why) {
    return new StatementException(Fault.FORM, why);
  }
}
