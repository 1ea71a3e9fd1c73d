package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tokens are worth while keys come and go; the authenticator looks by itself meanwhile. */
class KeyFaultsTest {

  private final AtomicLong monotonic = new AtomicLong();
  private final AtomicInteger issued = new AtomicInteger();
  private Authenticator authenticator;
  private KeyServer server;
  private ECKey first;
  private ECKey second;

  @BeforeEach
  void start() throws Exception {
    first = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
    second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
    server = new KeyServer(monotonic::get);
    publish(first);
    authenticator = new Authenticator(Clock.systemUTC(), monotonic::get);
  }

  @AfterEach
  void end() {
    authenticator.close();
    server.close();
  }

  private void publish(ECKey... keys) {
    JWKSet set = new JWKSet(List.of(keys));
    server.behaviour =
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String issuer = server.url(path.replace("/.well-known/openid-configuration", ""));
          boolean metadata = path.endsWith("/.well-known/openid-configuration");
          KeyServer.answer(
              exchange,
              200,
              metadata
                  ? "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}"
                  : set.toString());
        };
  }

  private Issuer found(String path) {
    return new Issuer(server.url(path), Set.of("api"), Set.of("ES256"), null, null);
  }

  private String token(ECKey key, String issuer) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("api")
                .subject("alice")
                .jwtID(Integer.toString(issued.incrementAndGet()))
                .expirationTime(Date.from(Instant.now().plusSeconds(86_400)))
                .build());
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private Identification judge(String token) {
    return authenticator.identify(Request.with("Bearer " + token));
  }

  private int status(String token) {
    Identification identity = judge(token);
    CredentialError error = identity.error();
    return error == null ? 200 : error.status();
  }

  /** Some seconds at a time, as the look thread sees the clock about once in a real second. */
  private void pass(long seconds) {
    monotonic.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void identify_keysFoundThroughTheIssuer_verifyItsTokensOnly() throws Exception {
    authenticator.configure(Identity.of(found("/a"), found("/b")));
    assertEquals(200, status(token(first, server.url("/a"))));
    assertEquals(200, status(token(first, server.url("/b"))));
    assertEquals(401, status(token(first, server.url("/c"))), "an issuer that is not trusted");
    assertEquals(401, status(token(first, server.url("/a/"))), "nor is one like it");
    assertEquals(401, status(token(second, server.url("/a"))), "a key that is not published");
    assertEquals(4, server.asked.size(), "a document and a key set for each issuer");
  }

  @Test
  void configure_samePlace_keepsItsKeys() throws Exception {
    authenticator.configure(Identity.of(found("/a")));
    assertEquals(200, status(token(first, server.url("/a"))));
    server.serve(500, "");
    authenticator.configure(Identity.of(found("/a"), found("/b")));
    assertEquals(200, status(token(first, server.url("/a"))));
    assertEquals(503, status(token(first, server.url("/b"))), "which is a place of its own");
  }

  /** A token that was seen before is no way round its key's withdrawal. */
  @Test
  void f15_keyWithdrawn_rememberedTokenIsRefusedWithIt() throws Exception {
    authenticator.configure(Identity.of(found("/a")));
    String token = token(first, server.url("/a"));
    assertEquals(200, status(token));
    assertEquals(200, status(token), "remembered");
    publish(second);
    pass(151);
    long began = System.nanoTime();
    Eventually.holds("the token is refused", () -> status(token) == 401);
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    assertTrue(seconds < Authenticator.REMEMBERED_SECONDS / 2, "not by having been forgotten");
    assertEquals(401, status(token(first, server.url("/a"))));
    assertEquals(200, status(token(second, server.url("/a"))));
  }

  @Test
  void f12_keyServerDown_tokensAreAcceptedForAnHourAndThenAnsweredWith503() throws Exception {
    authenticator.configure(Identity.of(found("/a")));
    String token = token(first, server.url("/a"));
    assertEquals(200, status(token));
    server.serve(503, "");
    pass(1800);
    assertEquals(200, status(token(first, server.url("/a"))));
    pass(1800);
    assertEquals(200, status(token(first, server.url("/a"))));
    assertEquals(200, status(token));
    assertEquals(401, status(token(second, server.url("/a"))), "never seen, so not known");
    pass(1);
    CredentialError error = judge(token(first, server.url("/a"))).error();
    assertNotNull(error);
    assertEquals(503, error.status());
    assertTrue(error.retryAfterSeconds() > 0 && error.retryAfterSeconds() <= 31);
    Eventually.holds("a remembered one likewise", () -> status(token) == 503);
    assertNull(
        authenticator.identify(new Request("::1", Map.of())).error(), "who sends none is judged");
    publish(first);
    pass(31);
    Eventually.holds("it heals by itself", () -> status(token) == 200);
  }

  @Test
  void f14_rotation_newKeyAtOnceAndOldOneWhileItIsPublished() throws Exception {
    authenticator.configure(Identity.of(found("/a")));
    assertEquals(200, status(token(first, server.url("/a"))));
    publish(first, second);
    pass(30);
    assertEquals(200, status(token(second, server.url("/a"))), "the first one brings the key");
    assertEquals(200, status(token(first, server.url("/a"))));
  }
}
