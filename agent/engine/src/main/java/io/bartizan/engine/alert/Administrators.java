package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.policy.AlertKind;
import io.bartizan.policy.Mask;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Principals with an administrator's role that were seen since the process began. */
final class Administrators {

  /** More than any application has; those beyond are told of again and again. */
  private static final int MAX = 10_000;

  /** By id, the issuers under which it was seen: two look-ups allocate nothing. */
  private final ConcurrentHashMap<String, Set<String>> seen = new ConcurrentHashMap<>();

  /** Whether an event's principal is one that was not seen yet. Asked for each request. */
  boolean news(String[] roles, AuditEvent event) {
    String id = event.principalId();
    if (id == null || roles.length == 0 || id.equals(Mask.SIGN) || role(roles, event) == null) {
      return false;
    }
    Set<String> issuers = seen.get(id);
    return issuers == null || !issuers.contains(issuer(event));
  }

  private static String issuer(AuditEvent event) {
    return event.issuer() == null ? "" : event.issuer();
  }

  private static @Nullable String role(String[] roles, AuditEvent event) {
    for (String role : roles) {
      if (event.roles().contains(role)) {
        return role;
      }
    }
    return null;
  }

  /** Takes note of it; what to tell if it is news still, otherwise null. */
  Alert.@Nullable Builder see(String[] roles, AuditEvent event) {
    if (!news(roles, event)) {
      return null;
    }
    String id = String.valueOf(event.principalId());
    if (seen.size() < MAX || seen.containsKey(id)) {
      seen.computeIfAbsent(id, any -> ConcurrentHashMap.newKeySet()).add(issuer(event));
    }
    return new Alert.Builder(
            AlertKind.NEW_ADMINISTRATOR,
            id + " has the role " + role(roles, event) + " and was not seen before")
        .subject("principal " + id)
        .count(1, event.timeMillis())
        .evidence(event.issuer() == null ? null : "issuer " + event.issuer())
        .evidence("from " + event.clientAddress())
        .evidence(event.method() + " " + event.path())
        .decision(event.decisionId());
  }
}
