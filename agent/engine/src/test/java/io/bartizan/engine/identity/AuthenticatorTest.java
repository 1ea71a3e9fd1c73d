package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import io.bartizan.policy.HashKey;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

  private static final long NOW = 1_795_000_000L;
  private static final RSAKey RSA = rsa();
  private static final ECKey EC = ec();

  @TempDir Path folder;
  private Authenticator authenticator;

  private final AtomicLong now = new AtomicLong(NOW);
  private final Clock clock =
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
          return Instant.ofEpochSecond(now.get());
        }
      };

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("r1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Issuer issuer(String jwks) {
    return new Issuer(
        "https://issuer.test", Set.of("api"), Set.of("RS256", "ES256", "PS256"), jwks, "roles");
  }

  @BeforeEach
  void trust() throws Exception {
    Path file = folder.resolve("jwks.json");
    JWKSet keys = new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK()));
    Files.writeString(file, keys.toString());
    authenticator = new Authenticator(clock);
    authenticator.configure(Identity.of(issuer(file.toString())));
  }

  private static final String CLAIMS =
      "{\"iss\":\"https://issuer.test\",\"aud\":\"api\",\"sub\":\"alice\",\"exp\":"
          + (NOW + 300)
          + ",\"roles\":[\"clerk\"]}";

  private static String sign(String header, String claims) {
    return sign(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(byte[] header, byte[] claims) {
    try {
      boolean ec = new String(header, StandardCharsets.UTF_8).contains("ES256");
      boolean ps = new String(header, StandardCharsets.UTF_8).contains("PS256");
      String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
      JWSSigner signer = ec ? new ECDSASigner(EC) : new RSASSASigner(RSA);
      JWSAlgorithm algorithm =
          ec ? JWSAlgorithm.ES256 : ps ? JWSAlgorithm.PS256 : JWSAlgorithm.RS256;
      return input
          + "."
          + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String good() {
    return sign("{\"alg\":\"RS256\",\"kid\":\"r1\"}", CLAIMS);
  }

  private Identification judge(String token) {
    return authenticator.identify(Request.with("Bearer " + token));
  }

  private void refused(String token) {
    Identification identity = judge(token);
    assertNull(identity.principal(), token);
    CredentialError error = identity.error();
    assertNotNull(error, token);
    assertTrue(error.status() == 401 || error.status() == 400, error.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"r1\"}",
        "{\"alg\":\"PS256\",\"kid\":\"r1\"}",
        "{\"alg\":\"ES256\",\"kid\":\"e1\"}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"x\":1}"
      })
  void identify_goodToken_provesItsPrincipal(String header) {
    Principal principal = judge(sign(header, CLAIMS)).principal();
    assertNotNull(principal);
    assertEquals("alice", principal.id());
    assertEquals(Set.of("clerk"), principal.roles());
    assertEquals(32, principal.tokenHash().length());
  }

  @Test
  void hashKeyFile_thatChanges_countsOnceItHoldsStill_andIsTold() throws Exception {
    Path file = folder.resolve("hash-key");
    Files.writeString(file, "0123456789abcdef0123456789abcdef");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path jwks = folder.resolve("jwks.json");
    Identity identity = Identity.of(issuer(jwks.toString()));
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    // A thread of its own looks every second; here each look is asked for, and more do no harm.
    Authenticator watched = new Authenticator(clock);
    watched.tell((what, good) -> told.add(good + " " + what));
    watched.configure(identity, HashKey.inFile(file));
    String first = name(watched);
    assertEquals(first, name(watched));
    Files.writeString(file, "too short");
    watched.lookAtHashKey();
    watched.lookAtHashKey();
    assertEquals(first, name(watched), "what can't be used changes nothing");
    Files.writeString(file, "fedcba9876543210fedcba9876543210");
    watched.lookAtHashKey();
    watched.lookAtHashKey();
    String second = name(watched);
    assertNotEquals(first, second, "a token that was remembered has the new name as well");
    Files.writeString(file, "0123456789abcdef0123456789abcdef");
    watched.lookAtHashKey();
    watched.lookAtHashKey();
    assertEquals(first, name(watched));
    assertEquals(3, told.size(), told.toString());
    assertTrue(told.get(0).startsWith("false credentials keep their names: "), told.toString());
    assertTrue(told.get(0).contains("BZ3008"), told.toString());
    assertTrue(told.get(1).startsWith("true credentials have other names "), told.toString());
    watched.close();
  }

  private static String name(Authenticator by) {
    Principal principal = by.identify(Request.with("Bearer " + good())).principal();
    assertNotNull(principal);
    return principal.tokenHash();
  }

  @Test
  void configure_anotherHashKey_namesTheSameTokenAnew() throws Exception {
    Path file = folder.resolve("hash");
    Identity identity = Identity.of(issuer(folder.resolve("jwks.json").toString()));
    String own = judge(good()).principal().tokenHash();
    Files.writeString(file, "0123456789abcdef0123456789abcdef");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    authenticator.configure(identity, HashKey.inFile(file));
    String shared = judge(good()).principal().tokenHash();
    assertNotEquals(own, shared, "what was remembered is forgotten");
    assertEquals(shared, judge(good()).principal().tokenHash());
    CredentialError broken = judge(good() + "x").error();
    assertEquals(32, broken.tokenHash().length());
    assertNotEquals(shared, broken.tokenHash());
    Files.writeString(file, "short");
    assertThrows(
        KeySetException.class, () -> authenticator.configure(identity, HashKey.inFile(file)));
    assertEquals(shared, judge(good()).principal().tokenHash(), "nothing has changed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"RS512\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"rs256\"}",
        "{\"alg\":null}",
        "{}",
        "{\"alg\":\"RS256\",\"kid\":\"other\"}",
        "{\"alg\":\"RS256\",\"kid\":\"e1\"}",
        "{\"alg\":\"RS256\",\"kid\":7}",
        "{\"alg\":\"RS256\",\"jku\":\"https://x\"}",
        "{\"alg\":\"RS256\",\"jwk\":{}}",
        "{\"alg\":\"RS256\",\"x5c\":[]}",
        "{\"alg\":\"RS256\",\"crit\":[\"x\"],\"x\":1}",
        "{\"alg\":\"RS256\",\"b64\":false}",
        "{\"alg\":\"RS256\",\"zip\":\"DEF\"}",
        "{\"alg\":\"RS256\",\"typ\":\"secevent+jwt\"}",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\"}x",
        "{'alg':'RS256'}",
        "[\"RS256\"]"
      })
  void identify_headerThatMayNotBe_isRefused(String header) {
    refused(sign(header, CLAIMS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":\"api\"=\"aud\":\"other\"",
        "\"aud\":\"api\"=\"aud\":[\"api\",7]",
        "issuer.test=issuer.test/",
        "\"exp\":1795000300=\"exp\":1794999940",
        "\"exp\":1795000300=\"exp\":\"1795000300\"",
        "\"exp\":1795000300=\"exp\":1e400",
        "\"exp\":1795000300=\"exp\":-1",
        "\"exp\":1795000300=\"x\":1",
        "\"exp\":1795000300=\"exp\":1,\"exp\":1795000300",
        "\"sub\":\"alice\"=\"sub\":7",
        "\"sub\":\"alice\"=\"sub\":\"ali\\u0000ce\"",
        "\"sub\":\"alice\"=\"sub\":\"alice\",\"nbf\":1795000061",
        "\"sub\":\"alice\"=\"sub\":\"alice\",\"iat\":1795000061",
        "\"sub\":\"alice\"=\"sub\":\"alice\",\"cnf\":{\"jkt\":\"x\"}",
        "\"sub\":\"alice\",=",
        "\"sub\":\"alice\"=\"sub\":\"\"",
        "\"exp\":1795000300=\"exp\":1795086461",
        "\"exp\":1795000300=\"exp\":1e2147483648",
        "[\"clerk\"]=\"clerk\"",
        "[\"clerk\"]=[[\"clerk\"]]",
        "[\"clerk\"]=true"
      })
  void identify_claimsThatMayNotBe_areRefused(String change) {
    String[] parts = change.split("=", 2);
    assertTrue(CLAIMS.contains(parts[0]), parts[0]);
    refused(sign("{\"alg\":\"RS256\"}", CLAIMS.replace(parts[0], parts[1])));
  }

  @Test
  void identify_clockSkewOfAMinute_isAllowed() {
    String soon = CLAIMS.replace("\"exp\":1795000300", "\"exp\":1794999941.5,\"nbf\":1795000060");
    assertNotNull(judge(sign("{\"alg\":\"RS256\"}", soon)).principal());
  }

  /** F29: the wall clock jumps; a token is judged by what it says now, remembered or not. */
  @ParameterizedTest
  @ValueSource(longs = {3600, -3600, 86_400, -86_400})
  void identify_wallClockJumps_tokensFollowIt(long jump) {
    String token =
        sign("{\"alg\":\"RS256\"}", CLAIMS.replace("\"sub\"", "\"nbf\":" + NOW + ",\"sub\""));
    assertNotNull(judge(token).principal(), "first sight");
    assertNotNull(judge(token).principal(), "remembered");
    now.addAndGet(jump);
    refused(token);
    String reason = jump > 0 ? "expired" : "not valid yet";
    assertEquals(reason, judge(token).error().reason());
    String there =
        sign(
            "{\"alg\":\"RS256\"}",
            CLAIMS.replace("\"exp\":1795000300", "\"exp\":" + (NOW + jump + 300)));
    assertNotNull(judge(there).principal(), "a token of the new time");
    now.addAndGet(-jump);
    assertNotNull(judge(token).principal(), "and back");
  }

  @Test
  void identify_wallClockWithinAMinute_remembersTheSameBounds() {
    String token =
        sign(
            "{\"alg\":\"RS256\"}",
            CLAIMS.replace("\"exp\":1795000300", "\"exp\":1795000299.5,\"nbf\":1795000000"));
    for (int sight = 0; sight < 2; sight++) {
      now.set(NOW - 60);
      assertNotNull(judge(token).principal(), "a minute early");
      now.set(NOW + 359);
      assertNotNull(judge(token).principal(), "a minute late");
      now.set(NOW - 61);
      refused(token);
      now.set(NOW + 360);
      refused(token);
    }
  }

  @Test
  void identify_everyFlippedBit_isRefused() {
    String token = good();
    for (int i = 0; i < token.length(); i += 3) {
      char flipped = (char) (token.charAt(i) ^ 1);
      refused(token.substring(0, i) + flipped + token.substring(i + 1));
    }
  }

  @Test
  void identify_otherSpellingsOfAGoodToken_areRefused() {
    String token = good();
    assertNotNull(judge(token).principal());
    String[] parts = token.split("\\.");
    for (String other :
        List.of(
            token + ".x",
            token + "=",
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1],
            parts[0] + ".." + parts[2],
            token + "AA",
            token.substring(0, token.length() - 4),
            "\"" + token + "\"",
            token + "," + token,
            parts[0] + ". " + parts[1] + "." + parts[2])) {
      refused(other);
    }
    refused("x".repeat(StrictJws.MAX_LENGTH + 1));
    refused(sign("{\"alg\":\"RS256\",\"x\":\"" + "y".repeat(4096) + "\"}", CLAIMS));
    String deep = "[".repeat(17) + "]".repeat(17);
    refused(sign("{\"alg\":\"RS256\"}", CLAIMS.replace("[\"clerk\"]", deep)));
    refused(
        sign(
            "{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8),
            new byte[] {'{', (byte) 0xff, '}'}));
  }

  /** The JDK of this test has Ed25519; where one lacks it, such keys are left out of the set. */
  @Test
  void identify_edwardsSignature_isVerifiedByTheJdk() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] octets = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    Path file = folder.resolve("ed.json");
    Files.writeString(
        file,
        "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"d1\",\"x\":\""
            + Base64URL.encode(octets)
            + "\"}]}");
    authenticator.configure(
        Identity.of(
            new Issuer(
                "https://issuer.test", Set.of("api"), Set.of("EdDSA"), file.toString(), null)));
    String input =
        Base64URL.encode("{\"alg\":\"EdDSA\",\"kid\":\"d1\"}") + "." + Base64URL.encode(CLAIMS);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(input.getBytes(StandardCharsets.US_ASCII));
    byte[] signature = signer.sign();
    assertNotNull(judge(input + "." + Base64URL.encode(signature)).principal());
    signature[10] ^= 1;
    refused(input + "." + Base64URL.encode(signature));
    refused(input + "." + Base64URL.encode(new byte[64]));
    refused(input + "." + Base64URL.encode(new byte[63]));
    refused(good());
  }

  @Test
  void identify_zeroSignature_isRefused() {
    String token = sign("{\"alg\":\"ES256\"}", CLAIMS);
    String input = token.substring(0, token.lastIndexOf('.') + 1);
    refused(input + Base64URL.encode(new byte[64]));
    refused(input + Base64URL.encode(new byte[63]));
  }

  @Test
  void identify_otherCredentials() {
    assertFalse(authenticator.identify(new Request("::1", java.util.Map.of())).credentialPresent());
    assertFalse(authenticator.identify(Request.with("Basic YTpi")).credentialPresent());
    assertNotNull(authenticator.identify(Request.with("bearer " + good())).principal());
    for (String[] wrong :
        new String[][] {
          {"Bearer " + good(), "Bearer " + good()},
          {"Bearer"},
          {"Bearer " + good() + ", Bearer " + good()},
          {"Basic YTpi, Bearer " + good()},
          {"Bearer " + good() + "\r\n"},
          {"Bearer " + good() + ",\tBearer x"},
          {"Bearer {\"payload\":\"x\",\"protected\":\"y\"}"},
          {"Bearer " + "x".repeat(2_000_000)},
          {(String) null}
        }) {
      CredentialError error = authenticator.identify(Request.with(wrong)).error();
      assertNotNull(error, wrong[0]);
      assertTrue(error.status() >= 400);
    }
  }

  @Test
  void configure_rememberedTokenOfAnIssuerNoLongerTrusted_isForgotten() throws Exception {
    String token = good();
    assertNotNull(judge(token).principal());
    assertNotNull(judge(token).principal(), "remembered");
    authenticator.configure(Identity.NONE);
    refused(token);
  }

  /** Names that are URIs have dots of their own, and are no paths. */
  @Test
  void identify_rolesInAClaimNamedByAUri_areFound() throws Exception {
    String jwks = folder.resolve("jwks.json").toString();
    for (String name : List.of("https://shop.example/claims/roles", "urn:shop.example:roles")) {
      Set<String> algorithms = Set.of("RS256");
      authenticator.configure(
          Identity.of(new Issuer("https://issuer.test", Set.of("api"), algorithms, jwks, name)));
      String claims = CLAIMS.replace("\"roles\"", "\"" + name + "\"");
      String header = "{\"alg\":\"RS256\",\"kid\":\"r1\"}";
      assertEquals(Set.of("clerk"), judge(sign(header, claims)).principal().roles());
      assertEquals(Set.of(), judge(sign(header, CLAIMS)).principal().roles());
      String inside =
          CLAIMS.replace(
              "\"roles\":[\"clerk\"]", "\"https://shop\":{\"example/claims/roles\":[\"clerk\"]}");
      assertEquals(Set.of(), judge(sign(header, inside)).principal().roles());
    }
  }

  /** A secret shared with an application that mints its own tokens. */
  @Test
  void identify_sharedSecret_verifiesHmacsOnlyAndOnlyFromAFileOfItsOwn() throws Exception {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    OctetSequenceKey key = new OctetSequenceKey.Builder(secret).keyID("s1").build();
    Path file = folder.resolve("secret.json");
    Files.writeString(file, new JWKSet(key).toString(false));
    Issuer shared =
        new Issuer("https://issuer.test", Set.of("api"), Set.of("HS256"), file.toString(), "roles");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    KeySetException open =
        assertThrows(KeySetException.class, () -> authenticator.configure(Identity.of(shared)));
    assertTrue(String.valueOf(open.getMessage()).contains("chmod o-r"), open.getMessage());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    authenticator.configure(Identity.of(shared));
    String token = mac(secret, "{\"alg\":\"HS256\",\"kid\":\"s1\"}");
    assertEquals(Set.of("clerk"), judge(token).principal().roles());
    refused(mac(new byte[32], "{\"alg\":\"HS256\",\"kid\":\"s1\"}"));
    refused(mac(secret, "{\"alg\":\"HS384\",\"kid\":\"s1\"}"));
    refused(good());
    // The same file is no public key set, whatever was known of it before.
    assertThrows(
        KeySetException.class, () -> authenticator.configure(Identity.of(issuer(file.toString()))));
    assertNotNull(judge(token).principal(), "nothing has changed");
  }

  private static String mac(byte[] secret, String header) throws Exception {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(CLAIMS);
    JWSHeader hs256 = new JWSHeader(JWSAlgorithm.HS256);
    byte[] octets = input.getBytes(StandardCharsets.US_ASCII);
    return input + "." + new MACSigner(secret).sign(hs256, octets);
  }

  @Test
  void configure_setWithAWeakKey_usesTheOthers() throws Exception {
    Path file = folder.resolve("mixed.json");
    String weak =
        RSA.toPublicJWK()
            .toJSONString()
            .replace("\"e\":\"AQAB\"", "\"e\":\"AQ\"")
            .replace("r1", "w1");
    Files.writeString(file, "{\"keys\":[" + weak + "," + EC.toPublicJWK() + "]}");
    authenticator.configure(Identity.of(issuer(file.toString())));
    assertNotNull(judge(sign("{\"alg\":\"ES256\"}", CLAIMS)).principal());
    refused(sign("{\"alg\":\"RS256\",\"kid\":\"w1\"}", CLAIMS));
    refused(good());
  }

  @Test
  void configure_keySetsThatAreUnsafe_areRefused() throws Exception {
    Path file = folder.resolve("bad.json");
    String symmetric = new OctetSequenceKey.Builder(new byte[32]).build().toJSONString();
    String key = RSA.toPublicJWK().toJSONString();
    for (String keys :
        List.of(
            "",
            "<html>",
            "{}",
            "{\"keys\":[" + symmetric + "]}",
            "{\"keys\":[" + RSA.toJSONString() + "]}",
            "{\"keys\":[" + key + "," + key + "]}",
            "{\"keys\":["
                + key.replace("\"kty\":\"RSA\"", "\"kty\":\"RSA\",\"alg\":\"ES256\"")
                + "]}",
            "{\"keys\":[" + key + "],\"keys\":[]}",
            " ".repeat(60_000))) {
      Files.writeString(file, keys);
      KeySetException refused =
          assertThrows(
              KeySetException.class,
              () -> authenticator.configure(Identity.of(issuer(file.toString()))),
              keys);
      assertTrue(String.valueOf(refused.getMessage()).contains("BZ2001"));
    }
    assertNotNull(judge(good()).principal(), "nothing has changed");
  }

  @Test
  void identify_keysFromAUrl_fetchedOnceWhateverTokensAsk() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys =
        new JWKSet(List.of(RSA.toPublicJWK())).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/keys",
        exchange -> {
          fetches.incrementAndGet();
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
      authenticator.configure(Identity.of(issuer(url)));
      // On a busy machine the fetch takes longer than a request waits for it.
      Eventually.holds("keys are there", () -> judge(good()).principal() != null);
      for (int i = 0; i < 50; i++) {
        refused(sign("{\"alg\":\"RS256\",\"kid\":\"unknown" + i + "\"}", CLAIMS));
      }
      assertEquals(1, fetches.get());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void identify_keyServerDownOrHanging_is503WithinASecond() throws Exception {
    try (java.net.ServerSocket hanging =
        new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      authenticator.configure(
          Identity.of(issuer("http://127.0.0.1:" + hanging.getLocalPort() + "/keys")));
      long start = System.nanoTime();
      CredentialError error = judge(good()).error();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertNotNull(error);
      assertEquals(503, error.status());
      int retry = error.retryAfterSeconds();
      assertTrue(retry > 20 && retry <= 30, "to be asked again after " + retry + " s");
      // Half a second on a quiet machine; who waits for the fetch itself waits far longer.
      assertTrue(millis < 4000, "waited " + millis + " ms");
      assertFalse(
          authenticator.identify(new Request("::1", java.util.Map.of())).credentialPresent(),
          "requests without a token are not touched");
    }
  }
}
