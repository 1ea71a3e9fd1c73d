package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatedTest {

  private static Identification state(String identity, Map<String, Object> claims) {
    String text = "version: 1\nidentity: {" + identity + "}\nrules: []\n";
    Policy policy =
        PolicySource.of(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8))
            .policy();
    assertNotNull(policy, text);
    return Stated.identify(policy, claims, Set.of());
  }

  private static Principal known(String identity, Map<String, Object> claims) {
    Principal principal = state(identity, claims).principal();
    assertNotNull(principal);
    return principal;
  }

  @Test
  void keyAndCertificate_areStatedByTheirIssuer() {
    String both =
        "issuers: [{issuer: 'https://i.test', audience: a}], apiKeys: {file: k},"
            + " certificates: {principal: spiffe, trustDomains: prod.test}";
    Principal key =
        known(both, Map.of("iss", "api-keys", "sub", "batch", "roles", List.of("reader")));
    assertEquals("batch", key.id());
    assertEquals("api-keys", key.issuer());
    assertEquals(Set.of("reader"), key.roles());
    assertEquals(
        "spiffe://prod.test",
        known(both, Map.of("iss", "spiffe://prod.test", "sub", "spiffe://prod.test/a")).issuer());
    assertEquals("https://i.test", known(both, Map.of("sub", "ada")).issuer());
    for (String stranger : new String[] {"certificates", "spiffe://evil.test", "x"}) {
      CredentialError error = state(both, Map.of("iss", stranger)).error();
      assertNotNull(error);
      assertEquals("unknown issuer", error.reason());
    }
  }

  @Test
  void whereThereIsNoOther_theIssuerNeedNotBeStated() {
    assertEquals("api-keys", known("apiKeys: {file: k}", Map.of("sub", "a")).issuer());
    assertEquals(
        "certificates", known("certificates: {principal: dns}", Map.of("sub", "a")).issuer());
  }
}
