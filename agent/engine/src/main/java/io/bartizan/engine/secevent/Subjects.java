package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.identity.StatementException.Fault;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom or what an event is about (RFC 9493; OpenID Shared Signals 1.0, 3), in the terms that tokens
 * have: {@code sub}, {@code sid}, {@code jti}. What these can't name is refused, not passed over:
 * an event that was acknowledged and had no effect would be a revocation lost.
 *
 * <p>Where users of the application's own sessions have accounts of the issuer, these are told by
 * what the policy says: the subject, an e-mail address or an account.
 */
final class Subjects {

  private static final String ACCT = "acct:";

  private final String issuer;
  private final @Nullable UserName userName;
  private @Nullable String login;
  private @Nullable String user;
  private @Nullable String session;
  private @Nullable String token;

  private Subjects(String issuer, @Nullable SessionAccounts accounts) {
    this.issuer = issuer;
    this.userName = accounts == null ? null : accounts.userName();
  }

  /**
   * Reads a subject identifier.
   *
   * @param issuer whose subjects it may name
   * @param accounts by what of them sessions are told; null if there are none
   * @throws StatementException if it names another issuer's, or is not understood
   */
  static Subjects of(@Nullable Object identifier, String issuer, @Nullable SessionAccounts accounts)
      throws StatementException {
    Subjects subjects = new Subjects(issuer, accounts);
    subjects.whole(members(identifier));
    if (subjects.user == null
        && subjects.session == null
        && subjects.token == null
        && subjects.login == null) {
      throw unfit("a subject that tokens can't be told by");
    }
    return subjects;
  }

  private void whole(Map<?, ?> members) throws StatementException {
    String format = text(members, "format");
    if ("complex".equals(format) || (format == null && members.containsKey("user"))) {
      if (members.containsKey("user")) {
        user(members(members.get("user")));
      }
      if (members.containsKey("session")) {
        session = name(members(members.get("session")));
      }
    } else if ("jwt_id".equals(format)) {
      own(members);
      token = required(members, "jti");
    } else {
      user(members);
    }
  }

  /** All names of a user that are understood: of aliases, one is enough. */
  private void user(Map<?, ?> members) throws StatementException {
    String format = text(members, "format");
    Object aliases = members.get("identifiers");
    if ("aliases".equals(format) && aliases instanceof Collection) {
      StatementException last = unfit("no alias");
      for (Object alias : (Collection<?>) aliases) {
        try {
          one(members(alias));
        } catch (StatementException unknown) {
          last = unknown;
        }
      }
      if (user == null && login == null) {
        throw last;
      }
    } else {
      one(members);
    }
  }

  private void one(Map<?, ?> members) throws StatementException {
    String format = text(members, "format");
    if (userName == UserName.EMAIL && userName.word().equals(format)) {
      login = required(members, "email");
    } else if (userName == UserName.ACCOUNT && userName.word().equals(format)) {
      login = account(required(members, "uri"));
    } else {
      user = name(members);
    }
  }

  /** RFC 7565, 4; no name that people log in by needs an encoding. */
  private static String account(String uri) throws StatementException {
    if (!uri.regionMatches(true, 0, ACCT, 0, ACCT.length())
        || uri.length() == ACCT.length()
        || uri.indexOf('%') >= 0) {
      throw unfit("a uri that is no plain account");
    }
    return uri.substring(ACCT.length());
  }

  /** The name that an identifier of a user or a session gives. */
  private String name(Map<?, ?> members) throws StatementException {
    String format = text(members, "format");
    if ("iss_sub".equals(format)) {
      own(members);
      return required(members, "sub");
    }
    if ("opaque".equals(format)) {
      return required(members, "id");
    }
    throw unfit("a subject of format " + format);
  }

  private void own(Map<?, ?> members) throws StatementException {
    if (!issuer.equals(members.get("iss"))) {
      throw unfit("a subject of another issuer");
    }
  }

  private static Map<?, ?> members(@Nullable Object identifier) throws StatementException {
    if (!(identifier instanceof Map)) {
      throw unfit("no subject");
    }
    return (Map<?, ?>) identifier;
  }

  private static String required(Map<?, ?> members, String name) throws StatementException {
    String text = text(members, name);
    if (text == null) {
      throw unfit("a subject without " + name);
    }
    return text;
  }

  /**
   * A member's text; null if there is no such member.
   *
   * @throws StatementException if it is something else, or empty
   */
  static @Nullable String text(Map<?, ?> members, String name) throws StatementException {
    Object value = members.get(name);
    if (!members.containsKey(name)) {
      return null;
    }
    if (!(value instanceof String) || ((String) value).isEmpty()) {
      throw unfit(name + " is no text");
    }
    return (String) value;
  }

  private static StatementException unfit(String why) {
    return new StatementException(Fault.FORM, why);
  }

  /** The user; null if none is named. */
  @Nullable String user() {
    return user;
  }

  /** The name that its user logs in by; null if none is named, or nobody's sessions are told of. */
  @Nullable String login() {
    return userName == UserName.SUB ? user : login;
  }

  /** The session; null if none is named. */
  @Nullable String session() {
    return session;
  }

  /** The token; null if none is named. */
  @Nullable String token() {
    return token;
  }
}
