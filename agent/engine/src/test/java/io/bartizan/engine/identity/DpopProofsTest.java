package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpopProofsTest {

  private static final long NOW = 1_795_000_000;
  private static final String TOKEN = "a.b.c";
  private static final String URI = "https://shop.test/orders";

  private final AtomicLong wall = new AtomicLong(NOW);
  private final AtomicLong monotonic = new AtomicLong();
  private final Proofs client = new Proofs();
  private final DpopProofs proofs = proofs(1 << 10);

  private DpopProofs proofs(int capacity) {
    return new DpopProofs(clock(), monotonic::get, capacity);
  }

  private Clock clock() {
    return new Clock() {
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
        return Instant.ofEpochSecond(wall.get());
      }
    };
  }

  private DpopProofs.Demand demand(boolean nonce) {
    try {
      return new DpopProofs.Demand("GET", URI, TOKEN, "hash", client.thumbprint(), nonce);
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String claims(long iat, String jti) {
    return Proofs.claims("GET", URI, TOKEN, iat, jti);
  }

  private String good(String jti) {
    return client.sign(claims(wall.get(), jti));
  }

  private @Nullable CredentialError judge(String... headers) {
    return proofs.judge(headers, demand(false)).error;
  }

  private void refused(String reason, String... headers) {
    CredentialError error = judge(headers);
    assertNotNull(error, reason);
    assertEquals("DPoP proof: " + reason, error.reason());
    assertEquals(401, error.status());
    assertEquals("invalid_dpop_proof", error.code());
    assertEquals(CredentialError.DPOP, error.scheme());
  }

  /** RFC 9449, figure 13, with the thumbprint of figure 9. */
  @Test
  void judge_figure13_isGoodOnceForItsRequestAndForNoOther() {
    String proof =
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNo"
            + "UklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10Nn"
            + "Y5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjo"
            + "iR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhd"
            + "CI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ"
            + "9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpL"
            + "jA";
    String token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    String uri = "https://resource.example.org/protectedresource";
    String key = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    wall.set(1_562_262_618);
    DpopProofs figure = proofs(64);
    String[] header = {proof};
    String otherKey = key.replace('0', '1');
    assertNotNull(
        figure.judge(header, new DpopProofs.Demand("POST", uri, token, "", key, false)).error);
    assertNotNull(
        figure.judge(header, new DpopProofs.Demand("GET", uri + "s", token, "", key, false)).error);
    assertNotNull(
        figure.judge(header, new DpopProofs.Demand("GET", uri, token + "x", "", key, false)).error);
    assertNotNull(
        figure.judge(header, new DpopProofs.Demand("GET", uri, token, "", otherKey, false)).error);
    DpopProofs.Demand right = new DpopProofs.Demand("GET", uri, token, "", key, false);
    assertNull(figure.judge(header, right).error);
    assertNotNull(figure.judge(header, right).error);
  }

  @Test
  void judge_absentOrDoubled_isRefused() {
    refused("missing");
    refused("more than one", good("a"), good("b"));
    refused("malformed base64url", good("a") + ", " + good("b").replace(".", ""));
    assertNull(judge(" " + good("c") + " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"typ\":\"dpop+jwt\" | \"typ\":\"JWT\" | token type",
        "\"typ\":\"dpop+jwt\", | '' | token type",
        "\"typ\":\"dpop+jwt\" | \"typ\":\"at+jwt\" | token type",
        "\"alg\":\"ES256\" | \"alg\":\"HS256\" | algorithm",
        "\"alg\":\"ES256\" | \"alg\":\"none\" | algorithm",
        "\"alg\":\"ES256\" | \"alg\":\"RS256\" | algorithm",
        "\"alg\":\"ES256\" | \"alg\":\"ES256\",\"crit\":[\"x\"],\"x\":1 | header parameter crit",
        "\"alg\":\"ES256\" | \"alg\":\"ES256\",\"x5c\":[] | header parameter x5c",
        "\"jwk\":{ | \"key\":{ | no key",
        "\"jwk\":{ | \"jwk\":{\"d\":\"AA\", | key of another thumbprint",
        "\"kty\":\"EC\" | \"kty\":\"oct\",\"k\":\"AA\" | key of another thumbprint",
        "\"crv\":\"P-256\" | \"crv\":\"P-384\" | key of another thumbprint",
      })
  void judge_headerThatMayNotBe_isRefused(String from, String to, String reason) {
    String header = client.header();
    assertTrue(header.contains(from), header);
    String proof = client.sign(header.replace(from, to), claims(NOW, "j"));
    CredentialError error = judge(proof);
    assertNotNull(error, to);
    boolean secret = to.contains("\"d\"") || to.contains("oct");
    boolean curve = to.contains("P-384");
    assertEquals(
        "DPoP proof: " + (secret ? "a secret key" : curve ? "a malformed key" : reason),
        error.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"jti\":\"j\", | '' | jti",
        "\"jti\":\"j\" | \"jti\":\"\" | jti",
        "\"jti\":\"j\" | \"jti\":7 | jti",
        "\"htm\":\"GET\" | \"htm\":\"get\" | htm",
        "\"htm\":\"GET\" | \"htm\":\"POST\" | htm",
        "https://shop.test/orders | https://shop.test/order | htu",
        "https://shop.test/orders | http://shop.test/orders | htu",
        "https://shop.test/orders | https://shop.test:8443/orders | htu",
        "https://shop.test/orders | https://shop.test/orders/ | htu",
        "https://shop.test/orders | https://shop.test/Orders | htu",
        "https://shop.test/orders | https://a@shop.test/orders | htu",
        "https://shop.test/orders | /orders | htu",
        "\"iat\":1795000000 | \"iat\":1795000061 | iat",
        "\"iat\":1795000000 | \"iat\":1795000060.5 | iat",
        "\"iat\":1795000000 | \"iat\":1794999699 | iat",
        "\"iat\":1795000000 | \"iat\":\"1795000000\" | iat",
        "\"iat\":1795000000, | '' | iat",
        "\"ath\":\" | \"ath\":\"x | ath",
        "\"ath\" | \"hath\" | ath",
      })
  void judge_claimsThatDoNotFit_areRefused(String from, String to, String reason) {
    String claims = claims(NOW, "j");
    assertTrue(claims.contains(from), claims);
    refused(reason, client.sign(claims.replace(from, to)));
    assertNull(judge(client.sign(claims)), "the same with nothing changed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.test/orders?a=b",
        "https://shop.test/orders#f",
        "HTTPS://Shop.TEST:443/%6Frders"
      })
  void judge_uriInAnotherSpelling_isTheSame(String uri) {
    assertNull(judge(client.sign(claims(NOW, "j").replace(URI, uri))));
  }

  @Test
  void judge_otherKeyOrSignature_isRefused() {
    Proofs thief = new Proofs();
    refused("key of another thumbprint", thief.sign(claims(NOW, "j")));
    refused("signature", thief.sign(client.header(), claims(NOW, "j")));
    assertNull(judge(good("first")), "its key is kept ready now");
    refused("signature", thief.sign(client.header(), claims(NOW, "k")));
  }

  @Test
  void judge_secondTime_isAReplayForAsLongAsTheProofIsGood() {
    String proof = good("once");
    assertNull(judge(proof));
    for (int second = 0; second <= DpopProofs.OLDEST_SECONDS; second += 25) {
      refused("replayed", proof);
      pass(25);
    }
    refused("iat", proof);
    pass(150);
    assertNull(judge(good("once")), "the word is free again");
  }

  /** Early and late: a clock that runs ahead gives a proof six minutes. */
  @Test
  void judge_proofOfAFastClock_isKeptForItsWholeTime() {
    String early = client.sign(claims(NOW + DpopProofs.SKEW_SECONDS, "early"));
    assertNull(judge(early));
    pass(DpopProofs.SKEW_SECONDS + DpopProofs.OLDEST_SECONDS);
    refused("replayed", early);
  }

  private void pass(long seconds) {
    wall.addAndGet(seconds);
    monotonic.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Whoever sets the clock back makes no old proof good again. */
  @Test
  void judge_clockSetBack_neverTakesAProofTwice() {
    String proof = good("once");
    assertNull(judge(proof));
    wall.addAndGet(-3600);
    refused("iat", proof);
    wall.addAndGet(3600);
    pass(1000);
    assertNull(judge(good("drops what is old")));
    for (long back = 1000; back > 700; back -= 50) {
      wall.set(NOW + 1000 - back);
      CredentialError error = judge(proof);
      assertNotNull(error, "back by " + back);
    }
  }

  @Test
  void judge_proofFromBeforeTheStart_needsANonceOfThisProcess() {
    String old = client.sign(claims(NOW - 1, "old"));
    CredentialError error = judge(old);
    assertNotNull(error);
    assertEquals("use_dpop_nonce", error.code());
    String nonce = error.nonce();
    assertNotNull(nonce);
    String again = claims(NOW - 1, "new").replace("}", ",\"nonce\":\"" + nonce + "\"}");
    assertNull(judge(client.sign(again)));
    refused("replayed", client.sign(again));
  }

  /** F21. */
  @Test
  void judge_storeFull_refusesWith503AndNeverForgets() {
    DpopProofs small = proofs(256);
    String first = good("first");
    assertNull(small.judge(new String[] {first}, demand(false)).error);
    int full = 0;
    for (int i = 0; i < 2 * 256; i++) {
      CredentialError error = small.judge(new String[] {good("flood" + i)}, demand(false)).error;
      if (error != null) {
        assertEquals(503, error.status());
        assertTrue(error.retryAfterSeconds() > 0);
        full++;
      }
    }
    assertTrue(full >= 256, "refused: " + full);
    CredentialError replay = small.judge(new String[] {first}, demand(false)).error;
    assertNotNull(replay);
    assertEquals("DPoP proof: replayed", replay.reason());
    pass(500);
    assertNull(small.judge(new String[] {good("later")}, demand(false)).error, "room again");
  }

  @Test
  void judge_nonceRequired_isAskedForAndGoodForItsLifeOnly() {
    DpopProofs.Demand demand = demand(true);
    CredentialError asked = proofs.judge(new String[] {good("a")}, demand).error;
    assertNotNull(asked);
    assertEquals("use_dpop_nonce", asked.code());
    String nonce = asked.nonce();
    assertNotNull(nonce);
    assertNull(withNonce("b", nonce).error);
    assertNull(withNonce("c", nonce).nextNonce, "the nonce is young");
    pass(Nonces.LIFE_SECONDS / 2 + 2);
    DpopProofs.Outcome late = withNonce("d", nonce);
    assertNull(late.error);
    assertNotNull(late.nextNonce);
    assertNotEquals(nonce, late.nextNonce);
    pass(Nonces.LIFE_SECONDS / 2);
    CredentialError expired = withNonce("e", nonce).error;
    assertNotNull(expired);
    assertEquals("use_dpop_nonce", expired.code());
    assertNull(withNonce("f", late.nextNonce).error);
    for (String foreign :
        new String[] {"", "x", "AAAA", nonce + "A", nonce.replace(nonce.charAt(20), '~')}) {
      assertNotNull(withNonce("g", foreign).error, foreign);
    }
  }

  private DpopProofs.Outcome withNonce(String jti, String nonce) {
    String claims = claims(wall.get(), jti).replace("}", ",\"nonce\":\"" + nonce + "\"}");
    return proofs.judge(new String[] {client.sign(claims)}, demand(true));
  }
}
