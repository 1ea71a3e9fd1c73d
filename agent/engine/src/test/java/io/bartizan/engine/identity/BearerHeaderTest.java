package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerHeaderTest {

  private static BearerHeader of(String... values) {
    return BearerHeader.of(Request.with(values));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer a.b-c_d~e+f/g=", "bearer   a.b-c_d~e+f/g=", " BEARER a.b-c_d~e+f/g= "})
  void of_token_isFoundWhateverTheSpacing(String value) {
    BearerHeader header = of(value);
    assertNull(header.error());
    assertTrue(header.present());
    assertNull(header.malformed());
    assertEquals("a.b-c_d~e+f/g=", header.token());
    assertEquals(header.token().length(), header.length());
    byte[] alone = header.token().getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        TokenHash.of(alone, 0), header.hash(), "the hash is the token's, not the header's");
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
    BearerHeader header = of(value);
    CredentialError error = header.present() ? header.malformed() : header.error();
    assertNotNull(error, value);
    assertEquals(reason, error.reason());
  }

  @Test
  void of_noneOrAnotherScheme_isNoToken() {
    for (BearerHeader header : new BearerHeader[] {of(), of("Basic dXNlcg=="), of("Bearerer x")}) {
      assertNull(header.error());
      assertFalse(header.present());
    }
  }

  @Test
  void of_twoHeaders_isMoreThanOneCredential() {
    assertNotNull(of("Bearer a", "Bearer a").error());
  }
}
