package io.bartizan.engine.secevent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.bartizan.engine.revocation.Marks;
import io.bartizan.engine.revocation.Revocations;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revocation.Listen;
import io.bartizan.policy.RevocationSource;
import io.bartizan.policy.RevocationSource.Kind;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receiver over its own socket: what is believed, what it means, and what is answered. */
class ReceptionTest {

  private static final long NOW = 1_795_000_000L;
  private static final String ISSUER = "https://issuer.test";
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String ADA =
      "\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"https://issuer.test\",\"sub\":\"ada\"}";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String EVENT = "application/secevent+jwt";
  private static final String LOGOUT =
      "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}";

  @TempDir Path folder;
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
  private final Revocations revocations = new Revocations(clock);
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Reception reception =
      new Reception(
          revocations, (what, taken, subject) -> told.add((taken ? "" : "! ") + what), clock);
  private ECKey key;
  private Path secret;
  private Revocation policy;

  @BeforeEach
  void open() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    Path jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, new JWKSet(key.toPublicJWK()).toString());
    secret = folder.resolve("secret");
    Files.writeString(secret, "Bearer let-me-in\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Issuer signer = new Issuer(ISSUER, Set.of("receiver"), Set.of("ES256"), jwks.toString(), null);
    policy =
        new Revocation(
            null,
            null,
            new Listen("127.0.0.1", freePort()),
            100,
            List.of(
                new RevocationSource(Kind.LOGOUT, ISSUER, signer, "/logout", null),
                new RevocationSource(Kind.PUSH, ISSUER, signer, "/events", null),
                new RevocationSource(Kind.PUSH, ISSUER, signer, "/guarded", secret.toString())));
    reception.use(reception.prepare(policy), policy);
  }

  @AfterEach
  void close() throws Exception {
    reception.use(reception.prepare(Revocation.NONE), Revocation.NONE);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private String sign(String type, String claims) throws Exception {
    return sign(type, claims, key);
  }

  private static String sign(String type, String claims, ECKey by) throws Exception {
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1");
    if (!type.isEmpty()) {
      header.type(new JOSEObjectType(type));
    }
    JWSObject token = new JWSObject(header.build(), new Payload(claims));
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  private static String claims(String more) {
    return "{\"iss\":\"https://issuer.test\",\"aud\":\"receiver\",\"jti\":\"j1\",\"iat\":"
        + NOW
        + (more.isEmpty() ? "" : ",")
        + more
        + "}";
  }

  private String event(String type, String subject, String payload) throws Exception {
    return sign(
        "secevent+jwt", claims(subject + ",\"events\":{\"" + type + "\":{" + payload + "}}"));
  }

  private String post(String path, String type, String body, String... fields) throws IOException {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: receiver\r\n");
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(body.length()).append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return send(head + "\r\n" + body);
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int octet = socket.getInputStream().read();
          octet >= 0;
          octet = socket.getInputStream().read()) {
        all.write(octet);
      }
      return all.toString(StandardCharsets.US_ASCII);
    }
  }

  private int port() {
    return reception.port();
  }

  private boolean refused(String subject, @Nullable String session, long issuedAt) {
    return revocations.any()
        && revocations.revoked(Marks.of(ISSUER, subject, "t-" + issuedAt, session, issuedAt));
  }

  private static void answered(String status, String reply) {
    assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
  }

  @Test
  void event_revokesWhatWasIssuedUpToIt() throws Exception {
    String payload = "\"event_timestamp\":" + (NOW - 10);
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, payload)));
    assertTrue(refused("ada", "s1", NOW - 10));
    assertFalse(refused("ada", "s1", NOW - 9), "issued since");
    assertFalse(refused("bob", "s1", NOW - 10));
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, payload)));
    assertFalse(refused("ada", "s1", NOW - 9), "sent again, it does no more");
    assertEquals("revoked subject ada, session-revoked at https://issuer.test", told.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "caep|session-revoked||true",
        "caep|token-claims-change||true",
        "caep|credential-change|\"change_type\":\"revoke\"|true",
        "caep|assurance-level-change|\"change_direction\":\"decrease\"|true",
        "caep|assurance-level-change|\"change_direction\":\"increase\"|false",
        "caep|device-compliance-change|\"current_status\":\"not-compliant\"|true",
        "caep|device-compliance-change|\"current_status\":\"compliant\"|false",
        "risc|account-disabled|\"reason\":\"hijacking\"|true",
        "risc|account-purged||true",
        "risc|credential-compromise||true",
        "risc|account-credential-change-required||true",
        "risc|sessions-revoked||true",
        "risc|account-enabled||false",
        "ssf|verification|\"state\":\"x\"|false",
      })
  void eachType_isTaken_andRevokesOrNot(
      String profile, String word, @Nullable String payload, boolean revokes) throws Exception {
    String type = "https://schemas.openid.net/secevent/" + profile + "/event-type/" + word;
    String sent = event(type, ADA, payload == null ? "" : payload);
    answered("202", post("/events", EVENT, sent));
    assertEquals(revokes, refused("ada", null, NOW));
    assertFalse(refused("ada", null, NOW + 1), "who logs in again goes on");
  }

  @Test
  void whatIsStolenOrOutOfLine_isRevokedUpToWordOfIt() throws Exception {
    String payload = "\"event_timestamp\":" + (NOW - 1000);
    answered("202", post("/events", EVENT, event(RISC + "credential-compromise", ADA, payload)));
    assertTrue(refused("ada", null, NOW), "tokens got by it since then, too");
  }

  @Test
  void timesOfTheFuture_countAsNow() throws Exception {
    String payload = "\"event_timestamp\":" + NOW + "000";
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, payload)));
    assertTrue(refused("ada", null, NOW + 60), "within the clocks' skew");
    assertFalse(refused("ada", null, NOW + 61));
  }

  @Test
  void subjects_areUnderstoodAsTheyAreMeant() throws Exception {
    String both =
        "\"sub_id\":{\"format\":\"complex\","
            + "\"user\":{\"format\":\"iss_sub\",\"iss\":\"https://issuer.test\",\"sub\":\"ada\"},"
            + "\"session\":{\"format\":\"opaque\",\"id\":\"s1\"}}";
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", both, "")));
    assertTrue(refused("ada", "s1", NOW + 1), "the session, whenever");
    assertFalse(refused("ada", "s2", NOW), "no other session");
    assertTrue(refused("ada", null, NOW), "but what may be of it");
    String token =
        "\"sub_id\":{\"format\":\"jwt_id\",\"iss\":\"https://issuer.test\",\"jti\":\"x\"}";
    answered("202", post("/events", EVENT, event(CAEP + "token-claims-change", token, "")));
    assertTrue(revocations.revoked(Marks.of(ISSUER, "bob", "x", null, NOW)));
    String draft = "\"subject\":{\"user\":{\"format\":\"opaque\",\"id\":\"cid\"}}";
    answered(
        "202", post("/events", EVENT, event(CAEP + "credential-change", "\"txn\":\"1\"", draft)));
    assertTrue(refused("cid", null, NOW));
    String aliases =
        "\"sub_id\":{\"format\":\"aliases\",\"identifiers\":["
            + "{\"format\":\"email\",\"email\":\"d@x\"},{\"format\":\"opaque\",\"id\":\"dan\"}]}";
    answered("202", post("/events", EVENT, event(RISC + "account-disabled", aliases, "")));
    assertTrue(refused("dan", null, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sub_id\":{\"format\":\"email\",\"email\":\"ada@x\"}|a subject of format email",
        "\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"https://o.test\",\"sub\":\"ada\"}|a subject"
            + " of another issuer",
        "\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"https://issuer.test\"}|a subject without sub",
        "\"sub_id\":{\"format\":\"complex\",\"device\":{\"format\":\"opaque\",\"id\":\"d\"}}|a"
            + " subject that tokens can't be told by",
        "\"sub_id\":7|no subject",
        "\"sub_id\":{\"format\":\"opaque\",\"id\":\"\"}|id is no text",
        "\"sub\":\"ada\"|a sub",
        "\"exp\":1795000100|an exp",
      })
  void whatCanNotBeRevoked_isRefused_notPassedOver(String subject, String why) throws Exception {
    String reply = post("/events", EVENT, event(CAEP + "session-revoked", subject, ""));
    answered("400", reply);
    assertTrue(
        reply.endsWith("{\"err\":\"invalid_request\",\"description\":\"" + why + "\"}"), reply);
    assertFalse(revocations.any());
    assertEquals(List.of("! event refused, of https://issuer.test: " + why), told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://issuer.test|https://o.test|invalid_issuer",
        "\"receiver\"|[\"other\"]|invalid_audience",
        "\"j1\"|7|invalid_request",
        "1795000000|1795000061|invalid_request",
        "1795000000|\"now\"|invalid_request",
        "\"events\"|\"happenings\"|invalid_request",
      })
  void claimsThatDoNotFit_areRefusedByTheirCode(String what, String instead, String code)
      throws Exception {
    String claims =
        claims("\"sub_id\":{\"format\":\"opaque\",\"id\":\"ada\"},\"events\":{\"" + CAEP)
            .replaceFirst("}$", "session-revoked\":{}}}");
    String reply = post("/events", EVENT, sign("secevent+jwt", claims.replace(what, instead)));
    answered("400", reply);
    assertTrue(reply.contains("{\"err\":\"" + code + "\""), reply);
    assertTrue(reply.contains("Content-Type: application/json"), reply);
    assertFalse(revocations.any());
  }

  @Test
  void forgeriesAndOtherTokens_areNoEvents() throws Exception {
    String claims = claims(ADA + ",\"events\":{\"" + CAEP + "session-revoked\":{}}");
    ECKey other = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    String forged = post("/events", EVENT, sign("secevent+jwt", claims, other));
    assertTrue(forged.contains("invalid_key"), forged);
    for (String type : new String[] {"", "JWT", "at+jwt", "logout+jwt", "dpop+jwt"}) {
      answered("400", post("/events", EVENT, sign(type, claims)));
    }
    answered("400", post("/events", EVENT, "x"));
    answered("400", post("/events", FORM, sign("secevent+jwt", claims)));
    answered("400", post("/logout", FORM, "logout_token=" + sign("secevent+jwt", claims)));
    assertFalse(revocations.any());
  }

  @Test
  void guardedPath_asksForItsAuthorization() throws Exception {
    String sent = event(CAEP + "session-revoked", ADA, "");
    for (String shown : new String[] {"X: y", "Authorization: Bearer let-me-out"}) {
      String reply = post("/guarded", EVENT, sent, shown);
      answered("401", reply);
      assertTrue(reply.contains("authentication_failed"), reply);
    }
    assertFalse(revocations.any());
    Files.delete(secret);
    answered("503", post("/guarded", EVENT, sent, "Authorization: Bearer let-me-in"));
    assertFalse(revocations.any());
    Files.writeString(secret, "Bearer let-me-in");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    answered("202", post("/guarded", EVENT, sent, "Authorization: Bearer let-me-in"));
    assertTrue(revocations.any());
  }

  @Test
  void logout_endsItsSession_orAllOfItsSubject() throws Exception {
    String exp = ",\"exp\":" + (NOW + 120) + ",";
    String one = sign("logout+jwt", claims("\"sub\":\"ada\",\"sid\":\"s1\"" + exp + LOGOUT));
    answered("200", post("/logout", FORM, "logout_token=" + one));
    assertTrue(refused("ada", "s1", NOW + 5));
    assertTrue(refused("ada", null, NOW));
    assertFalse(refused("ada", "s2", NOW));
    String all = sign("", claims("\"sub\":\"bob\"" + exp + LOGOUT).replace("\"j1\"", "\"j2\""));
    answered("200", post("/logout", FORM, "state=x&logout_token=" + all));
    assertTrue(refused("bob", "s7", NOW));
    assertFalse(refused("bob", "s7", NOW + 1));
    String replayed = post("/logout", FORM, "logout_token=" + one);
    answered("400", replayed);
    assertTrue(replayed.endsWith("\"error_description\":\"replayed\"}"), replayed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sid\":\"s1\",\"exp\":1795000120,\"nonce\":\"n\",LOGOUT|a nonce",
        "\"exp\":1795000120,LOGOUT|neither sub nor sid",
        "\"sid\":\"s1\",LOGOUT|no exp",
        "\"sid\":\"s1\",\"exp\":1794999940,LOGOUT|expired",
        "\"sid\":\"s1\",\"exp\":1795099999,LOGOUT|lives too long",
        "\"sid\":\"s1\",\"exp\":1795000120|no logout event",
        "\"sid\":\"s1\",\"exp\":1795000120,\"events\":{\"x\":{}}|no logout event",
        "\"sid\":7,\"exp\":1795000120,LOGOUT|sid is no text",
      })
  void logoutThatDoesNotFit_isRefused(String claims, String why) throws Exception {
    String token = sign("logout+jwt", claims(claims.replace("LOGOUT", LOGOUT)));
    String reply = post("/logout", FORM, "logout_token=" + token);
    answered("400", reply);
    assertTrue(reply.endsWith("\"error_description\":\"" + why + "\"}"), reply);
    assertFalse(revocations.any());
  }

  private void accounts(UserName userName) throws Exception {
    SessionAccounts accounts = new SessionAccounts(ISSUER, userName);
    reception.use(reception.prepare(policy, accounts), policy);
  }

  private boolean ended(String user, UserName userName, long begun) {
    return revocations.revoked(
        Marks.ofSession("sessions", user, "S1", new SessionAccounts(ISSUER, userName), begun));
  }

  private static String subject(String members) {
    return "\"sub_id\":{" + members + "}";
  }

  @Test
  void event_endsSessionsOfItsUser_thatBeganBeforeWordOfIt() throws Exception {
    accounts(UserName.SUB);
    String payload = "\"event_timestamp\":" + (NOW - 10);
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, payload)));
    assertTrue(ended("Ada", UserName.SUB, NOW), "by this clock, and not by the sender's");
    assertFalse(ended("ada", UserName.SUB, NOW + 1));
    assertFalse(ended("bob", UserName.SUB, NOW));
    assertFalse(refused("ada", null, NOW - 9), "tokens are the issuer's clock's");
    assertTrue(told.contains("revoked sessions of ada, session-revoked at " + ISSUER), "" + told);
  }

  @Test
  void eventThatComesAgain_endsNoLaterSession_thanTheClocksSkewLetsIt() throws Exception {
    accounts(UserName.SUB);
    String payload = "\"event_timestamp\":" + (NOW - 100);
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, payload)));
    assertTrue(ended("ada", UserName.SUB, NOW - 40));
    assertFalse(ended("ada", UserName.SUB, NOW - 39));
  }

  @Test
  void subjectsOfAStandardFormat_areNamesThatUsersLogInBy() throws Exception {
    accounts(UserName.EMAIL);
    String email = subject("\"format\":\"email\",\"email\":\"Ada@Example.com\"");
    answered("202", post("/events", EVENT, event(RISC + "account-disabled", email, "")));
    assertTrue(ended("ada@example.com", UserName.EMAIL, NOW));
    assertFalse(refused("Ada@Example.com", null, NOW), "no token's subject is an address");
    String both =
        subject(
            "\"format\":\"aliases\",\"identifiers\":[{\"format\":\"opaque\",\"id\":\"7\"},"
                + "{\"format\":\"email\",\"email\":\"bob@x\"},{\"format\":\"did\",\"url\":\"d\"}]");
    answered("202", post("/events", EVENT, event(CAEP + "credential-change", both, "")));
    assertTrue(ended("bob@x", UserName.EMAIL, NOW));
    assertTrue(refused("7", null, NOW));
    accounts(UserName.ACCOUNT);
    String account = subject("\"format\":\"account\",\"uri\":\"acct:cid@corp.test\"");
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", account, "")));
    assertTrue(ended("cid@corp.test", UserName.ACCOUNT, NOW));
  }

  /** Tokens are revoked, and whoever has told hears that sessions are not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email|\"format\":\"opaque\",\"id\":\"ada\"|email",
        "sub|\"format\":\"complex\",\"session\":{\"format\":\"opaque\",\"id\":\"s1\"}|sub",
      })
  void eventThatNamesNoSession_isRefused_thoughTokensAreRevoked(
      String userName, String members, String by) throws Exception {
    accounts(UserName.valueOf(userName.toUpperCase(Locale.ROOT)));
    String reply = post("/events", EVENT, event(CAEP + "session-revoked", subject(members), ""));
    answered("400", reply);
    String why = "tokens are revoked, but sessions are told by " + by + " only";
    assertTrue(reply.contains("{\"err\":\"invalid_request\",\"description\":\"" + why), reply);
    assertTrue(refused("ada", "s1", NOW));
    assertTrue(told.contains("! event refused, of https://issuer.test: " + why), "" + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\":\"email\",\"email\":\"a@x\"|a subject of format email",
        "\"format\":\"account\",\"uri\":\"acct:\"|a uri that is no plain account",
        "\"format\":\"account\",\"uri\":\"acct:a%40b@x\"|a uri that is no plain account",
        "\"format\":\"account\",\"uri\":\"mailto:a@x\"|a uri that is no plain account",
        "\"format\":\"account\"|a subject without uri",
        "\"format\":\"aliases\",\"identifiers\":[]|no alias",
      })
  void nameThatIsNone_isRefused(String members, String why) throws Exception {
    accounts(UserName.ACCOUNT);
    String reply = post("/events", EVENT, event(CAEP + "session-revoked", subject(members), ""));
    answered("400", reply);
    assertTrue(reply.endsWith("\"description\":\"" + why + "\"}"), reply);
    assertFalse(revocations.any());
  }

  @Test
  void eventAboutAToken_isAboutNoSession() throws Exception {
    accounts(UserName.EMAIL);
    String token = subject("\"format\":\"jwt_id\",\"iss\":\"https://issuer.test\",\"jti\":\"x\"");
    answered("202", post("/events", EVENT, event(CAEP + "token-claims-change", token, "")));
  }

  @Test
  void logout_endsSessionsOfItsUser_andFailsWhereItNamesNone() throws Exception {
    accounts(UserName.SUB);
    String exp = ",\"exp\":" + (NOW + 120) + ",";
    String one = sign("logout+jwt", claims("\"sub\":\"ada\",\"sid\":\"s1\"" + exp + LOGOUT));
    answered("200", post("/logout", FORM, "logout_token=" + one));
    assertTrue(ended("ada", UserName.SUB, NOW));
    assertFalse(ended("ada", UserName.SUB, NOW + 1));
    answered("400", post("/logout", FORM, "logout_token=" + one));
    String none = sign("", claims("\"sid\":\"s2\"" + exp + LOGOUT).replace("\"j1\"", "\"j2\""));
    String reply = post("/logout", FORM, "logout_token=" + none);
    answered("400", reply);
    assertTrue(reply.contains("sessions are told by sub only"), reply);
    assertTrue(refused("eve", "s2", NOW), "tokens of it are revoked");
    accounts(UserName.EMAIL);
    String sub = sign("", claims("\"sub\":\"bob\"" + exp + LOGOUT).replace("\"j1\"", "\"j3\""));
    reply = post("/logout", FORM, "logout_token=" + sub);
    answered("400", reply);
    assertTrue(reply.contains("sessions are told by email only"), reply);
    assertTrue(refused("bob", null, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /events HTTP/1.1|405",
        "POST /elsewhere HTTP/1.1\\nContent-Length: 0|404",
        "POST /events?x HTTP/1.1\\nContent-Length: 0|404",
        "POST /events HTTP/1.1|411",
        "POST /events HTTP/1.1\\nTransfer-Encoding: chunked|411",
        "POST /events HTTP/1.1\\nContent-Length: 25601|413",
        "POST /events HTTP/1.1\\nContent-Length: 1\\nContent-Length: 1|400",
        "POST /events HTTP/1.1\\nA b: c|400",
        "POST http://x/events HTTP/1.1|400",
        "HELO|400",
      })
  void messagesThatAreNotServed_areAnsweredAsSuch(String head, String status) throws Exception {
    answered(status, send(head.replace("\\n", "\r\n") + "\r\n\r\n"));
  }

  @Test
  void headWithoutEnd_isCutByItsSize() throws Exception {
    answered("431", send("POST /events HTTP/1.1\r\nX: " + "x".repeat(8192)));
  }

  @Test
  void portThatIsTaken_isTold_andNothingChanges() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Revocation other =
          new Revocation(
              null, null, new Listen("127.0.0.1", taken.getLocalPort()), 100, policy.sources());
      ListenException told = assertThrows(ListenException.class, () -> reception.prepare(other));
      assertTrue(String.valueOf(told.getMessage()).contains("BZ2021"), told.getMessage());
    }
    answered("202", post("/events", EVENT, event(CAEP + "session-revoked", ADA, "")));
  }

  @Test
  void use_ofAnotherPolicy_servesThatOne() throws Exception {
    int before = port();
    Revocation fewer =
        new Revocation(null, null, policy.listen(), 100, policy.sources().subList(0, 1));
    reception.use(reception.prepare(fewer), fewer);
    assertEquals(before, port());
    answered("404", post("/events", EVENT, event(CAEP + "session-revoked", ADA, "")));
    reception.use(reception.prepare(Revocation.NONE), Revocation.NONE);
    assertEquals(0, port());
    // A thread that is about to accept keeps the port open for a moment.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (open(before)) {
      assertTrue(System.nanoTime() < until, "it is still open");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean open(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException closed) {
      return false;
    }
  }
}
