package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.revocation.Mark;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import io.bartizan.policy.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionHolderTest {

  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
  private static final String HOME = "192.0.2.1";

  /** In the same /24. */
  private static final String NEXT_DOOR = "192.0.2.250";

  private static final String ELSEWHERE = "192.0.3.1";

  private Instant now = START;
  private final Authenticator authenticator =
      new Authenticator(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private final Store store = new Store();

  @AfterEach
  void end() {
    authenticator.close();
  }

  /** One session, as a container keeps it. */
  private static final class Store {
    final Map<String, String[]> logins = new HashMap<>();
    long created = START.toEpochMilli();
    @Nullable Object note;
    @Nullable Throwable broken;
  }

  /** A request that names it. */
  private class Visit extends Request {
    Visit(String peer, String... headers) {
      super(
          peer,
          headers.length == 0
              ? Map.of("User-Agent", new String[] {"Firefox"})
              : Map.of("User-Agent", new String[] {headers[0]}));
    }

    @Override
    public String sessionId() throws Exception {
      if (store.broken instanceof Exception) {
        throw (Exception) store.broken;
      } else if (store.broken instanceof Error) {
        throw (Error) store.broken;
      }
      return "S1";
    }

    @Override
    public long sessionCreatedMillis() {
      return store.created;
    }

    @Override
    public String @Nullable [] sessionLogin(String kept) {
      return store.logins.get(kept);
    }

    @Override
    public @Nullable Object sessionNote() {
      return store.note;
    }

    @Override
    public boolean noteSession(@Nullable Object before, String text) {
      if (before != store.note) {
        return false;
      }
      store.note = text;
      return true;
    }
  }

  private Sessions.Builder both() {
    return new Sessions.Builder(EnumSet.allOf(Sessions.Login.class));
  }

  private void adopt(Sessions.Builder how) throws KeySetException {
    authenticator.configure(new Identity.Builder().sessions(how.build()).build());
  }

  private Identification from(String peer, String... browser) {
    return authenticator.identify(new Visit(peer, browser));
  }

  private Principal principal(Identification known) {
    Principal principal = known.principal();
    CredentialError error = known.error();
    assertNotNull(principal, error == null ? known.setAside() : error.reason());
    return principal;
  }

  private void refused(int status, String reason, boolean ends, Identification known) {
    CredentialError error = known.error();
    assertNotNull(error, reason);
    assertEquals(reason, error.reason());
    assertEquals(status, error.status());
    assertEquals(ends, known.endsSession());
  }

  private void logIn(String name, String... roles) {
    String[] login = new String[roles.length + 1];
    login[0] = name;
    System.arraycopy(roles, 0, login, 1, roles.length);
    store.logins.put("container", login);
  }

  @Test
  void sessionOfNobody_isAnonymous_andNothingIsKeptInIt() throws Exception {
    adopt(both());
    assertFalse(from(HOME).credentialPresent());
    assertNull(from(HOME).setAside());
    assertNull(store.note);
  }

  @Test
  void login_isThePrincipal_withTheRolesOfBothWhoKeepIt() throws Exception {
    adopt(both());
    logIn("ada", "clerk");
    store.logins.put("springSecurity", new String[] {"ada", "ROLE_ADMIN", "write", "ROLE_"});
    Principal ada = principal(from(HOME));
    assertEquals("ada", ada.id());
    assertEquals("sessions", ada.issuer());
    assertEquals(Set.of("ROLE_ADMIN", "ADMIN", "write", "ROLE_", "clerk"), ada.roles());
    assertEquals(START.getEpochSecond() + 12 * 3600, ada.expiresAt());
    assertFalse(ada.tokenHash().contains("S1"));
  }

  @Test
  void twoLoginsOfOneSession_areNone() throws Exception {
    adopt(both());
    logIn("ada");
    store.logins.put("springSecurity", new String[] {"bob"});
    refused(401, "session with two logins", false, from(HOME));
  }

  @Test
  void onlyTheLoginsCount_thatThePolicyNames() throws Exception {
    adopt(new Sessions.Builder(EnumSet.of(Sessions.Login.SPRING_SECURITY)));
    logIn("ada");
    assertFalse(from(HOME).credentialPresent());
  }

  @Test
  void elsewhere_theRequestGoesOnWithoutItsSession() throws Exception {
    adopt(both());
    logIn("ada");
    principal(from(HOME));
    principal(from(NEXT_DOOR));
    Identification thief = from(ELSEWHERE);
    assertEquals("session used from another network", thief.setAside());
    assertFalse(thief.credentialPresent());
    assertFalse(thief.endsSession());
    assertEquals("session used from another device", from(HOME, "curl").setAside());
    principal(from(HOME));
  }

  @Test
  void elsewhere_theSessionEnds_whereThePolicySaysSo() throws Exception {
    adopt(both().endsElsewhere(true));
    logIn("ada");
    principal(from(HOME));
    refused(401, "session used from another network", true, from(ELSEWHERE));
    Visit ending = new Visit(ELSEWHERE);
    try {
      SessionHolder.end(ending);
    } catch (UnsupportedOperationException hangs) {
      // Whoever still finds it is refused, though its container has not ended it.
      refused(401, "session has ended", true, from(HOME));
      store.logins.clear();
      refused(401, "session has ended", true, from(HOME));
      return;
    }
    throw new AssertionError("nothing was to end it");
  }

  @Test
  void bonds_areThoseOfThePolicy_andAPrefixIsItsOwn() throws Exception {
    adopt(both().bonds(EnumSet.of(Sessions.Bond.DEVICE)));
    logIn("ada");
    principal(from(HOME));
    principal(from(ELSEWHERE));
    assertNotNull(from(HOME, "curl").setAside());
    store.note = null;
    adopt(both().bonds(EnumSet.of(Sessions.Bond.NETWORK)).prefixes(23, 64));
    principal(from(HOME, "curl"));
    principal(from(ELSEWHERE));
    assertNotNull(from("192.0.4.1").setAside());
    store.note = null;
    principal(from("2001:db8::1"));
    principal(from("2001:db8::2"));
    assertNotNull(from("2001:db8:0:1::1").setAside());
  }

  @Test
  void clientBehindATrustedProxy_isTheOneThatItReports() throws Exception {
    authenticator.configure(
        new Identity.Builder()
            .sessions(both().build())
            .trustedProxies(List.of(Cidr.parse("10.0.0.0/8")))
            .build());
    logIn("ada");
    Visit proxied =
        new Visit("10.0.0.1") {
          @Override
          public String[] headers(String name) {
            return name.equals("X-Forwarded-For") ? new String[] {HOME} : super.headers(name);
          }
        };
    principal(authenticator.identify(proxied));
    principal(from(HOME));
    assertNotNull(from("10.0.0.1").setAside());
  }

  @Test
  void session_endsWhenIdle_andWhenTooOld_whateverTheContainerThinks() throws Exception {
    adopt(both().seconds(60, 150));
    logIn("ada");
    principal(from(HOME));
    now = now.plusSeconds(60);
    principal(from(HOME));
    now = now.plusSeconds(60);
    principal(from(HOME));
    now = now.plusSeconds(30);
    refused(401, "session expired", true, from(HOME));
    store.note = null;
    principal(from(HOME));
    now = now.plusSeconds(61);
    refused(401, "session idle", true, from(HOME));
  }

  @Test
  void revokedSession_ends() throws Exception {
    adopt(both());
    logIn("ada");
    Principal ada = principal(from(HOME));
    for (Mark mark :
        new Mark[] {
          Mark.of(Mark.Kind.SUBJECT, "sessions", "bob"),
          Mark.of(Mark.Kind.SUBJECT, "https://other.test", "ada"),
          Mark.of(Mark.Kind.SESSION, "sessions", "S2"),
        }) {
      authenticator.revocations().revoke(mark, "sessions", Long.MAX_VALUE);
    }
    Mark before = Mark.of(Mark.Kind.SUBJECT, "sessions", "ada");
    authenticator.revocations().revoke(before, "sessions", START.getEpochSecond() - 1);
    principal(from(HOME));
    assertFalse(authenticator.revoked(ada));
    Mark session = Mark.of(Mark.Kind.SESSION, "sessions", "S1");
    authenticator.revocations().revoke(session, "sessions", Long.MAX_VALUE);
    assertTrue(authenticator.revoked(ada), "open streams of it end, too");
    refused(401, "revoked", true, from(HOME));
  }

  private Sessions.Builder ofAccounts(UserName userName) {
    return both().accounts(new SessionAccounts("https://idp.test", userName));
  }

  private void revoke(Mark.Kind kind, String issuer, String value, long last) {
    authenticator.revocations().revoke(Mark.of(kind, issuer, value), issuer, last);
  }

  /** Found only where no mark of tokens, of another issuer or of another name has ended it. */
  @Test
  void sessionOfAnAccount_endsWithIt_howeverItsUserWritesTheName() throws Exception {
    adopt(ofAccounts(UserName.EMAIL));
    logIn("Ada@Example.com");
    long last = START.getEpochSecond();
    revoke(Mark.Kind.USER, "https://other.test", "ada@example.com", last);
    revoke(Mark.Kind.USER, "https://idp.test", "bob@example.com", last);
    revoke(Mark.Kind.USER, "https://idp.test", "ada@example.com", last - 1);
    revoke(Mark.Kind.SUBJECT, "https://idp.test", "ada@example.com", last);
    principal(from(HOME));
    revoke(Mark.Kind.USER, "https://idp.test", "ada@example.com", last);
    refused(401, "revoked", true, from(HOME));
  }

  @Test
  void sessionOfASubject_endsByTheFileToo_inAnyLetters() throws Exception {
    adopt(ofAccounts(UserName.SUB));
    logIn("ADA");
    revoke(Mark.Kind.SUBJECT, "https://idp.test", "bob", Long.MAX_VALUE);
    principal(from(HOME));
    revoke(Mark.Kind.SUBJECT, "https://idp.test", "ada", Long.MAX_VALUE);
    refused(401, "revoked", true, from(HOME));
  }

  @Test
  void noRoomForMore_endsTheSessionsOfTheIssuersAccounts() throws Exception {
    adopt(ofAccounts(UserName.EMAIL));
    logIn("ada@example.com");
    principal(from(HOME));
    authenticator.revocations().hold(0);
    revoke(Mark.Kind.USER, "https://idp.test", "bob@example.com", 0);
    refused(401, "revoked", true, from(HOME));
    adopt(both());
    principal(from(HOME));
  }

  /** Logged in before the event, and kept in reserve until after it. */
  @Test
  void sessionThatWasKeptUnused_isAsOldAsItWasMade() throws Exception {
    adopt(both());
    logIn("ada");
    now = now.plusSeconds(10);
    revoke(Mark.Kind.SUBJECT, "sessions", "ada", START.getEpochSecond() + 5);
    refused(401, "revoked", true, from(HOME));
    store.note = null;
    store.created = START.plusSeconds(6).toEpochMilli();
    principal(from(HOME));
  }

  @Test
  void olderThanTheProcess_andUnbound_ends_butBoundItGoesOn() throws Exception {
    adopt(both());
    logIn("ada");
    principal(from(HOME));
    store.created = START.toEpochMilli() - 1;
    principal(from(HOME));
    assertNotNull(from(ELSEWHERE).setAside());
    store.note = null;
    refused(401, "session older than this process and bound to nobody", true, from(HOME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 0 0 - ", "2 0 0 - -", "1 0 0 - -\n", "1 9999999999999 0 - -", "x"})
  void noteThatIsNone_endsTheSession(String text) throws Exception {
    adopt(both());
    logIn("ada");
    store.note = text;
    refused(401, "session whose note can't be read", true, from(HOME));
    store.note = new Object();
    refused(401, "session whose note can't be read", true, from(HOME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000"})
  void loginWithoutAUsableName_isRefused(String name) throws Exception {
    adopt(both());
    logIn(name);
    refused(401, "session whose login has no usable name", false, from(HOME));
    store.logins.put("container", new String[0]);
    refused(401, "session whose login has no usable name", false, from(HOME));
    logIn("ada", new String[2000]);
    refused(401, "session whose login has too many roles", false, from(HOME));
  }

  @Test
  void lookupThatThrows_isRefused_andNeverAnonymous() throws Exception {
    adopt(both());
    for (Throwable thrown :
        new Throwable[] {
          new IllegalStateException("gone"), new NoClassDefFoundError("a/B"), new Exception("x")
        }) {
      store.broken = thrown;
      refused(503, "the session can't be read: " + thrown, false, from(HOME));
    }
    Identification elsewhere = authenticator.identify(new Request(HOME, Map.of()));
    refused(
        503,
        "the session can't be read: java.lang.UnsupportedOperationException: sessions are not"
            + " adopted on test",
        false,
        elsewhere);
  }

  @Test
  void besideAToken_eitherIsOneTooMany() throws Exception {
    adopt(both());
    logIn("ada");
    Visit two =
        new Visit(HOME) {
          @Override
          public String[] headers(String name) {
            return name.equals("Authorization") ? new String[] {"Bearer x"} : super.headers(name);
          }
        };
    refused(400, "more than one credential", false, authenticator.identify(two));
  }
}
