package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.Sessions;
import io.bartizan.policy.Sessions.Login;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is logged in to a session, as those say who keep the login there. */
final class SessionLogin {

  /** What Spring Security puts before a role's name in an authority. */
  private static final String ROLE_PREFIX = "ROLE_";

  private static final int MAX_NAME = 1024;
  private static final int MAX_ROLES = 1024;

  private final String name;
  private final Set<String> roles;

  private SessionLogin(String name, Set<String> roles) {
    this.name = name;
    this.roles = roles;
  }

  /**
   * The login of the session that was found; null if there is none.
   *
   * @throws Rejected if it is none that can be believed
   * @throws Exception if it can't be read
   */
  static @Nullable SessionLogin of(Exchange exchange, Sessions how) throws Exception {
    SessionLogin found = null;
    for (Login kept : how.adopted()) {
      String[] told = exchange.sessionLogin(kept.word());
      SessionLogin one = told == null ? null : of(told, kept);
      if (one == null) {
        continue;
      }
      if (found != null && !found.name.equals(one.name)) {
        // Which of the two the application would go by can't be known.
        throw new Rejected("session with two logins");
      }
      if (found != null) {
        one.roles.addAll(found.roles);
      }
      found = one;
    }
    return found;
  }

  private static SessionLogin of(String[] told, Login kept) throws Rejected {
    String name = told.length == 0 ? null : told[0];
    if (!usable(name) || name == null) {
      throw new Rejected("session whose login has no usable name");
    }
    if (told.length > MAX_ROLES) {
      throw new Rejected("session whose login has too many roles");
    }
    Set<String> roles = new LinkedHashSet<>();
    for (int i = 1; i < told.length; i++) {
      String role = told[i];
      if (!usable(role)) {
        continue;
      }
      roles.add(role);
      if (kept == Login.SPRING_SECURITY && role.startsWith(ROLE_PREFIX)) {
        String plain = role.substring(ROLE_PREFIX.length());
        if (!plain.isEmpty()) {
          roles.add(plain);
        }
      }
    }
    return new SessionLogin(name, roles);
  }

  private static boolean usable(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  String name() {
    return name;
  }

  Set<String> roles() {
    return Collections.unmodifiableSet(roles);
  }
}
