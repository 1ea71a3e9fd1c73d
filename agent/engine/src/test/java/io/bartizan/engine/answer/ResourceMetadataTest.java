package io.bartizan.engine.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.TokenTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceMetadataTest {

  private static ResourceMetadata of(String resource, Issuer... issuers) {
    Identity identity =
        new Identity.Builder().resource(resource).issuers(Arrays.asList(issuers)).build();
    return Objects.requireNonNull(ResourceMetadata.of(identity, "orders"));
  }

  private static Issuer issuer(String name, boolean dpop) {
    TokenTerms terms = new TokenTerms.Builder().dpopRequired(dpop).build();
    return new Issuer(name, Set.of("orders"), Set.of("ES256"), "/k.json", null, terms, null, null);
  }

  /** RFC 9728, 3.1. */
  @ParameterizedTest
  @CsvSource({
    "https://a.test,https://a.test/.well-known/oauth-protected-resource",
    "https://a.test/,https://a.test/.well-known/oauth-protected-resource",
    "https://a.test:8443/r/1,https://a.test:8443/.well-known/oauth-protected-resource/r/1",
  })
  void place_isBetweenHostAndPath(String resource, String url) {
    ResourceMetadata metadata = of(resource);
    assertEquals(url, metadata.url());
    String path = url.substring(url.indexOf("/.well-known"));
    assertNotNull(metadata.answer("GET", path));
    for (String other :
        new String[] {"/", path + "/", path + "x", path.replace("oauth", "OAUTH"), "/a" + path}) {
      assertNull(metadata.answer("GET", other), other);
    }
    assertNull(ResourceMetadata.of(Identity.NONE, "orders"));
  }

  @Test
  void document_namesIssuersThatClientsCanAsk_andWhatTheyMustProve() throws Exception {
    JsonNode json = read(of("https://a.test", issuer("https://i.test", true), issuer("in", false)));
    assertEquals("https://a.test", json.path("resource").asText());
    assertEquals("[\"https://i.test\"]", json.path("authorization_servers").toString());
    assertEquals("[\"header\"]", json.path("bearer_methods_supported").toString());
    assertTrue(json.path("dpop_bound_access_tokens_required").booleanValue());
    assertFalse(json.has("tls_client_certificate_bound_access_tokens"));
    assertFalse(read(of("https://a.test", issuer("in", true))).has("authorization_servers"));
    json =
        read(of("https://a.test", issuer("https://i.test", true), issuer("https://j.test", false)));
    assertFalse(json.has("dpop_bound_access_tokens_required"));
  }

  private static JsonNode read(ResourceMetadata metadata) throws Exception {
    Refusal served = metadata.answer("GET", "/.well-known/oauth-protected-resource");
    assertNotNull(served);
    Answer answer = Answer.to(served, "d", new String[] {"text/html"}, false);
    assertEquals(200, answer.status());
    List<String> headers = Arrays.asList(answer.headers());
    assertTrue(headers.contains("application/json"), headers.toString());
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void otherMethods_areRefused() {
    Refusal refusal = of("https://a.test").answer("POST", "/.well-known/oauth-protected-resource");
    assertNotNull(refusal);
    assertEquals(405, refusal.status());
    assertNull(refusal.document());
  }

  @Test
  void challenge_namesIt() {
    assertEquals(
        "Bearer realm=\"r\", resource_metadata=\"https://a.test/.well-known/"
            + "oauth-protected-resource\"",
        Challenge.with(of("https://a.test"), Challenge.bearer("r", null, null)));
    assertEquals("Bearer realm=\"r\"", Challenge.with(null, Challenge.bearer("r", null, null)));
  }
}
