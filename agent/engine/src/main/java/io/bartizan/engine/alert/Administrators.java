package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.Mask;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Principals with an administrator's role, and when each was seen with it last. One that was not
 * seen for {@link #FORGET_MILLIS} is new again: an account that has slept so long is worth a look.
 * {@link KnownFile} has them stay known over a restart.
 */
final class Administrators {

  /** More than any application has; those beyond are told of again and again. */
  static final int MAX = 10_000;

  /** So long somebody stays known who does not come. */
  static final long FORGET_MILLIS = TimeUnit.DAYS.toMillis(90);

  /** So often it is noted that somebody still comes. */
  private static final long NOTE_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** One issuer's subject with one role; several of one id are linked. */
  private static final class Known {
    final String issuer;
    final String role;
    final @Nullable Known next;
    volatile long millis;

    Known(String issuer, String role, long millis, @Nullable Known next) {
      this.issuer = issuer;
      this.role = role;
      this.millis = millis;
      this.next = next;
    }
  }

  /** By id: two look-ups allocate nothing. */
  private final ConcurrentHashMap<String, Known> seen = new ConcurrentHashMap<>();

  private final KnownFile file = new KnownFile();

  /** Whether there is something to note of an event's principal. Asked for each request. */
  boolean news(String[] roles, AuditEvent event) {
    return unnoted(roles, event) != null;
  }

  /** The first of the roles that it has and was not noted with for a day; null if there is none. */
  private @Nullable String unnoted(String[] roles, AuditEvent event) {
    String id = event.principalId();
    if (id == null || roles.length == 0 || id.equals(Mask.SIGN)) {
      return null;
    }
    for (String role : roles) {
      if (event.roles().contains(role)) {
        Known known = known(id, issuer(event), role);
        if (known == null || event.timeMillis() - known.millis >= NOTE_MILLIS) {
          return role;
        }
      }
    }
    return null;
  }

  private @Nullable Known known(String id, String issuer, String role) {
    for (Known known = seen.get(id); known != null; known = known.next) {
      if (known.issuer.equals(issuer) && known.role.equals(role)) {
        return known;
      }
    }
    return null;
  }

  private static String issuer(AuditEvent event) {
    return event.issuer() == null ? "" : event.issuer();
  }

  /**
   * Takes note of it; what to tell if it is new, otherwise null.
   *
   * @param keptIn the file by which they stay known over a restart; null if there is none
   */
  Alert.@Nullable Builder see(String[] roles, AuditEvent event, @Nullable Path keptIn) {
    Alert.Builder alert = null;
    String role = unnoted(roles, event);
    // Each turn notes one of the roles.
    for (int i = 0; i < roles.length && role != null; i++) {
      boolean fresh = note(String.valueOf(event.principalId()), role, event, keptIn);
      alert = fresh && alert == null ? alert(role, event) : alert;
      role = unnoted(roles, event);
    }
    return alert;
  }

  private boolean note(String id, String role, AuditEvent event, @Nullable Path keptIn) {
    long now = event.timeMillis();
    String issuer = issuer(event);
    Known known = known(id, issuer, role);
    boolean fresh = known == null || now - known.millis >= FORGET_MILLIS;
    boolean kept = file.note(keptIn, issuer, id, role, now);
    if (known != null) {
      known.millis = now;
    } else if (seen.size() < MAX || seen.containsKey(id)) {
      seen.put(id, new Known(issuer, role, now, seen.get(id)));
    }
    return fresh && !kept;
  }

  private static Alert.Builder alert(String role, AuditEvent event) {
    String id = String.valueOf(event.principalId());
    String from = event.clientAddress();
    return new Alert.Builder(
            AlertKind.NEW_ADMINISTRATOR,
            id + " has the role " + role + " and was not seen with it before")
        .subject("principal " + id)
        .count(1, event.timeMillis())
        .evidence(event.issuer() == null ? null : "issuer " + event.issuer())
        .evidence(from == null ? null : "from " + from)
        .evidence(Deed.of(event))
        .decision(event.decisionId());
  }

  /** Writes down what was noted, if that is due. */
  void look(long nanos) {
    file.look(nanos);
  }
}
