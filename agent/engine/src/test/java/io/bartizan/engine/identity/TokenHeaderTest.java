package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.TokenPlaces;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenHeaderTest {

  private static TokenHeader of(String... values) {
    return TokenHeader.of(Request.with(values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer a.b-c_d~e+f/g=", "bearer   a.b-c_d~e+f/g=", " BEARER a.b-c_d~e+f/g= "})
  void of_token_isFoundWhateverTheSpacing(String value) {
    TokenHeader header = of(value);
    assertNull(header.error());
    assertTrue(header.present());
    assertNull(header.malformed());
    assertEquals("a.b-c_d~e+f/g=", header.token());
    assertEquals(header.token().length(), header.length());
    byte[] alone = header.token().getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        TokenHash.of(alone, 0, CredentialNames.OF_THIS_PROCESS),
        header.hash(CredentialNames.OF_THIS_PROCESS),
        "the hash is the token's, not the header's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer\ta", "Bearer=a"})
  void of_noTokenAfterTheScheme_isMalformed(String value) {
    rejected("malformed credential", value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer a, Bearer b",
        "Bearer a b,Bearer c",
        "Bearer \u00e9,\tBearer a",
        "Basic x, Bearer y"
      })
  void of_secondBearerAfterAComma_isMoreThanOneCredential(String value) {
    rejected("more than one credential", value);
  }

  /** What one octet can't hold must not become a token's character on the way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer a b",
        "Bearer a,b",
        "Bearer a\u00e9",
        "Bearer a\u0161",
        "Bearer \ud83d\ude00",
        "Bearer \ud83d",
        "Bearer a?",
        "Bearer a\u0000b",
        "Bearer \uff21"
      })
  void of_characterThatNoTokenHas_isMalformed(String value) {
    rejected("malformed token", value);
  }

  private static void rejected(String reason, String value) {
    TokenHeader header = of(value);
    CredentialError error = header.present() ? header.malformed() : header.error();
    assertNotNull(error, value);
    assertEquals(reason, error.reason());
  }

  @Test
  void of_noneOrAnotherScheme_isNoToken() {
    for (TokenHeader header : new TokenHeader[] {of(), of("Basic dXNlcg=="), of("Bearerer x")}) {
      assertNull(header.error());
      assertFalse(header.present());
    }
  }

  private static TokenHeader placed(String... headers) {
    Map<String, String[]> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.merge(headers[i], new String[] {headers[i + 1]}, (a, b) -> new String[] {a[0], b[0]});
    }
    return TokenHeader.of(new Request("192.0.2.1", all), new TokenPlaces("X-Token", "token"));
  }

  @Test
  void of_placesThatThePolicyNames_areLookedAtToo() {
    for (TokenHeader header :
        new TokenHeader[] {
          placed("X-Token", " a.b.c "),
          placed("Cookie", "other=x; token=a.b.c; third"),
          placed("Cookie", "token=\"a.b.c\""),
          placed("Cookie", "xtoken=z;token=a.b.c;token2=y"),
          placed("Authorization", "Bearer a.b.c", "Cookie", "other=x"),
          placed("Authorization", "Basic x", "X-Token", "a.b.c"),
        }) {
      assertNull(header.error());
      assertEquals("a.b.c", header.token());
      assertNull(header.malformed());
      assertEquals(
          of("Bearer a.b.c").hash(CredentialNames.OF_THIS_PROCESS),
          header.hash(CredentialNames.OF_THIS_PROCESS));
    }
    assertFalse(placed("Cookie", "other=x").present());
    Request unnamed = new Request("192.0.2.1", Map.of("X-Token", new String[] {"a"}));
    assertFalse(TokenHeader.of(unnamed, TokenPlaces.NONE).present());
  }

  @Test
  void of_tokenInTwoPlaces_isMoreThanOneCredential() {
    for (TokenHeader header :
        new TokenHeader[] {
          placed("X-Token", "a", "Cookie", "token=a"),
          placed("Authorization", "Bearer a", "X-Token", "a"),
          placed("Authorization", "DPoP a", "Cookie", "token=a"),
          placed("X-Token", "a", "X-Token", "a"),
          placed("Cookie", "token=a; token=b"),
          placed("Cookie", "token=a", "Cookie", "token=b"),
        }) {
      CredentialError error = header.error();
      assertNotNull(error);
      assertEquals("more than one credential", error.reason());
    }
    for (TokenHeader header :
        new TokenHeader[] {
          placed("X-Token", " "), placed("Cookie", "token="), placed("X-Token", "")
        }) {
      assertNotNull(header.error(), "an empty one is none, and not nobody's");
    }
    assertNotNull(placed("X-Token", "a b").malformed());
    assertNotNull(placed("X-Token", "x".repeat(9000)).error());
  }

  @Test
  void of_twoHeaders_isMoreThanOneCredential() {
    assertNotNull(of("Bearer a", "Bearer a").error());
  }
}
