package io.bartizan.servlet.tomcat;

import io.bartizan.exchange.SpringLogin;
import java.io.IOException;
import java.security.Principal;
import org.apache.catalina.Context;
import org.apache.catalina.Loader;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.session.StandardSession;
import org.jspecify.annotations.Nullable;

/**
 * The session that a request to Tomcat names, found through the manager of the application that the
 * request was mapped to: the one that the application will get.
 */
final class TomcatSession {

  private static final String NOTE = "io.bartizan.session";
  private static final String CONTAINER = "container";

  /** A session of a cluster whose attributes go to other nodes by calls that we don't make. */
  private static final String REPLICATED = "org.apache.catalina.ha.";

  /** More than threads that write notes at the same time; a note is written in no time. */
  private static final Object[] LOCKS = new Object[64];

  static {
    for (int i = 0; i < LOCKS.length; i++) {
      LOCKS[i] = new Object();
    }
  }

  private final StandardSession session;
  private final Context context;
  private final String id;

  private TomcatSession(StandardSession session, Context context, String id) {
    this.session = session;
    this.context = context;
    this.id = id;
  }

  /**
   * The session that a request names; null if there is none, or it is over.
   *
   * @throws UnsupportedOperationException if it is of a kind that notes can't be kept in
   */
  static @Nullable TomcatSession of(Request request) throws IOException {
    String id = request.getRequestedSessionId();
    Context context = request.getContext();
    Manager manager = id == null || context == null ? null : context.getManager();
    Session session = manager == null ? null : manager.findSession(id);
    if (session == null || !session.isValid()) {
      return null;
    }
    if (!(session instanceof StandardSession)
        || session.getClass().getName().startsWith(REPLICATED)) {
      throw new UnsupportedOperationException(
          "sessions of " + session.getClass().getName() + " are not adopted");
    }
    return new TomcatSession((StandardSession) session, context, id);
  }

  String id() {
    return id;
  }

  long createdMillis() {
    return session.getCreationTimeInternal();
  }

  String @Nullable [] login(String kept) throws ReflectiveOperationException {
    if (kept.equals(CONTAINER)) {
      return login(session.getPrincipal());
    }
    if (!kept.equals(SpringLogin.KEPT)) {
      throw new UnsupportedOperationException("logins of " + kept + " are not adopted");
    }
    Object security = session.getAttribute(SpringLogin.ATTRIBUTE);
    Loader loader = context.getLoader();
    ClassLoader application = loader == null ? null : loader.getClassLoader();
    if (security != null && application == null) {
      throw new IllegalStateException("the application has no loader");
    }
    return application == null ? null : SpringLogin.of(security, application);
  }

  /** Of a principal that is not Tomcat's own the roles are not known. */
  private static String @Nullable [] login(@Nullable Principal principal) {
    if (principal == null) {
      return null;
    }
    String name = principal.getName();
    String[] roles =
        principal instanceof GenericPrincipal ? ((GenericPrincipal) principal).getRoles() : null;
    String[] login = new String[roles == null ? 1 : roles.length + 1];
    login[0] = name == null ? "" : name;
    if (roles != null) {
      System.arraycopy(roles, 0, login, 1, roles.length);
    }
    return login;
  }

  /** What the application can't reach counts, unless the session comes from a store without it. */
  @Nullable Object note() {
    Object own = session.getNote(NOTE);
    return own == null ? session.getAttribute(NOTE) : own;
  }

  /** The attribute goes wherever the session does; no listener is told of it. */
  boolean note(@Nullable Object before, String now) {
    synchronized (LOCKS[System.identityHashCode(session) & LOCKS.length - 1]) {
      Object kept = note();
      // What an application has put there in its place is not asked what it equals.
      if (before != kept && !(before instanceof String && before.equals(kept))) {
        return false;
      }
      session.setNote(NOTE, now);
      session.setAttribute(NOTE, now, false);
      return true;
    }
  }

  /** Asked in this way, a session that is too old is not ended on the spot. */
  boolean over() {
    try {
      return session.getCreationTime() < 0;
    } catch (IllegalStateException ended) {
      return true;
    }
  }

  /** Verified by the call that the application's own comes down to. */
  static void setAside(Request request) {
    request.setRequestedSessionId(null);
    request.setRequestedSessionCookie(false);
    request.setRequestedSessionURL(false);
    if (request.getSessionInternal(false) != null) {
      throw new IllegalStateException("the request has a session that it does not name");
    }
  }

  /** Listeners of the application are told, as by its own logout. */
  void end() {
    session.expire();
  }
}
