package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.Identity;
import io.bartizan.policy.LoadBalancer;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.Sessions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves a sender beside the usual token. */
class CredentialsTest {

  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188";

  private static Identity load(String identity) throws PolicyException {
    String whole =
        identity
            .replace("ARN", ARN)
            .replace("ISSUER", "{issuer: i, audience: a, jwks: k}")
            .replace(
                "LOGOUT", "{listen: '127.0.0.1:1', logout: [{issuer: i, audience: a, path: /out}]}")
            .replace("EVENTS", "{events: [{issuer: i, audience: a, poll: 'https://i.test/'}]}");
    String text = "version: 1\nidentity: {" + whole + "}\nrules: []\n";
    return PolicyLoader.parse(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8))
        .identity();
  }

  @Test
  void apiKeys_haveAFileAndAHeader() throws Exception {
    ApiKeys keys = load("apiKeys: {file: k.json}").apiKeys();
    assertNotNull(keys);
    assertEquals("/p/k.json", keys.file());
    assertEquals("X-API-Key", keys.header());
    keys = load("apiKeys: {file: /k.json, header: Api-Key}").apiKeys();
    assertNotNull(keys);
    assertEquals("Api-Key", keys.header());
  }

  @Test
  void sessions_areOfAnIssuersAccounts() throws Exception {
    String adopt = "issuers: [ISSUER], sessions: {adopt: container, issuer: i";
    Sessions sessions = load(adopt + "}, revocation: LOGOUT").sessions();
    assertNotNull(sessions);
    SessionAccounts accounts = sessions.accounts();
    assertNotNull(accounts);
    assertEquals("i", accounts.issuer());
    assertEquals(SessionAccounts.UserName.SUB, accounts.userName());
    sessions = load(adopt + ", userName: email}, revocation: EVENTS").sessions();
    assertNotNull(sessions);
    accounts = sessions.accounts();
    assertNotNull(accounts);
    assertEquals(SessionAccounts.UserName.EMAIL, accounts.userName());
    sessions = load("sessions: {adopt: container}").sessions();
    assertNotNull(sessions);
    assertNull(sessions.accounts());
  }

  @Test
  void sessions_areAdoptedBoundAndLimited() throws Exception {
    Sessions sessions = load("sessions: {adopt: container}").sessions();
    assertNotNull(sessions);
    assertEquals(Set.of(Sessions.Login.CONTAINER), sessions.adopted());
    assertEquals(Set.of(Sessions.Bond.NETWORK, Sessions.Bond.DEVICE), sessions.bonds());
    assertFalse(sessions.endsElsewhere());
    assertEquals(1800, sessions.idleSeconds());
    assertEquals(43_200, sessions.maxSeconds());
    assertEquals(24, sessions.prefix(true));
    assertEquals(48, sessions.prefix(false));
    sessions =
        load("sessions: {adopt: [springSecurity, container], bind: none, elsewhere: end, max: 10m,"
                + " networkPrefix: {ipv4: 16}}")
            .sessions();
    assertNotNull(sessions);
    assertEquals(2, sessions.adopted().size());
    assertEquals(Set.of(), sessions.bonds());
    assertTrue(sessions.endsElsewhere());
    assertEquals(600, sessions.idleSeconds());
    assertEquals(16, sessions.prefix(true));
  }

  @Test
  void loadBalancer_hasItsKeysInItsRegion() throws Exception {
    String one = "{arn: 'ARN', issuer: 'https://i.test', client: [a, b]}";
    LoadBalancer read =
        load("trustedProxies: 10.0.0.0/8, loadBalancers: [" + one + "]").loadBalancers().get(0);
    assertEquals(ARN, read.arn());
    assertEquals("https://public-keys.auth.elb.eu-west-1.amazonaws.com/", read.keys());
    assertEquals("https://i.test", read.issuer().issuer());
    assertEquals(Set.of("a", "b"), read.issuer().audience());
    assertEquals(Set.of("ES256"), read.issuer().algorithms());
  }

  @Test
  void audienceClaim_isAud_orClientId() throws Exception {
    String issuer = "issuers: [{issuer: i, audience: a, jwks: k.json, audienceClaim: client_id}]";
    assertEquals("client_id", load(issuer).issuers().get(0).terms().audienceClaim());
    issuer = issuer.replace(", audienceClaim: client_id", "");
    assertEquals("aud", load(issuer).issuers().get(0).terms().audienceClaim());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apiKeys: {header: A}|BZ1008|needs the key 'file'",
        "apiKeys: {file: k, header: Authorization}|BZ1010|can't stand in a header",
        "apiKeys: {file: k, header: 'a b'}|BZ1010|can't stand in a header",
        "tokens: {header: x-api-key}, apiKeys: {file: k}|BZ1010|the header of tokens",
        "apiKeys: [k]|BZ1009|is a mapping",
        "issuers: [{issuer: i, audience: a, jwks: k, audienceClaim: azp}]|BZ1010|client_id",
        "sessions: {}|BZ1008|needs the key 'adopt'",
        "sessions: {adopt: jetty}|BZ1010|can't be 'jetty'",
        "sessions: {adopt: container, bind: cookie}|BZ1010|can't be 'cookie'",
        "sessions: {adopt: container, bind: [none, device]}|BZ1010|can't be 'none'",
        "sessions: {adopt: container, elsewhere: allow}|BZ1010|can't be 'allow'",
        "sessions: {adopt: container, idle: 0s}|BZ1065|can't last for '0s'",
        "sessions: {adopt: container, idle: 10}|BZ1065|can't last for '10'",
        "sessions: {adopt: container, max: 25h}|BZ1065|can't last for '25h'",
        "sessions: {adopt: container, idle: 2h, max: 1h}|BZ1065|be idle for longer",
        "sessions: {adopt: container, networkPrefix: {ipv4: 33}}|BZ1065|can't have '33' bits",
        "sessions: {adopt: container, networkPrefix: {ipv6: 0}}|BZ1065|can't have '0' bits",
        "sessions: {adopt: container, userName: email}|BZ1061|no issuer is named",
        "sessions: {adopt: container, issuer: i}|BZ1061|is no issuer of 'identity.issuers'",
        "issuers: [ISSUER], sessions: {adopt: container, issuer: i}|BZ1062|nobody tells of the",
        "issuers: [ISSUER], revocation: LOGOUT, sessions: {adopt: container, issuer: i, userName:"
            + " email}|BZ1062|a logout names accounts by 'sub', and sessions have 'email'",
        "issuers: [ISSUER], revocation: LOGOUT, sessions: {adopt: container, issuer: i,"
            + " userName: mail}|BZ1010|can't be 'mail'",
        "issuers: [ISSUER], revocation: LOGOUT, sessions: {adopt: container,"
            + " issuer: [i, k]}|BZ1009|issuer",
        "resource: 'http://a.test/'|BZ1010|is no https URL",
        "resource: 'https://a.test/?q'|BZ1010|a query or a fragment",
        "resource: orders|BZ1010|is no https URL",
        "certificates: {}|BZ1008|needs the key 'principal'",
        "certificates: {principal: spiffe}|BZ1008|needs the key 'trustDomains'",
        "certificates: {principal: cn}|BZ1010|can't be 'cn'",
        "certificates: {principal: spiffe, trustDomains: 'spiffe://a'}|BZ1010|no SPIFFE trust",
        "certificates: {principal: dns, trustDomains: a}|BZ1010|of SPIFFE identities only",
        "issuers: [{issuer: 'spiffe://a', audience: b}]|BZ1019|does not lead to its keys",
        "issuers: [{issuer: 'spiffe://a/b', audience: b, jwks: k}]|BZ1010|no SPIFFE trust domain",
        "loadBalancers: [{arn: 'ARN', issuer: i, client: c}]|BZ1030|counts from nobody",
        "trustedProxies: 10.0.0.1, loadBalancers: [{arn: 'ARN', issuer: i}]|BZ1008|'client'",
        "trustedProxies: 10.0.0.1, loadBalancers: [{arn: a, issuer: i, client: c}]|BZ1010|ARN",
        "trustedProxies: 10.0.0.1, loadBalancers: [{arn: 'ARN', issuer: i, client: c,"
            + " keys: 'https://evil.test/'}]|BZ1010|on this machine",
        "trustedProxies: 10.0.0.1, loadBalancers: [{arn: 'ARN', issuer: i, client: c,"
            + " keys: 'http://localhost:1'}]|BZ1010|slash",
        "trustedProxies: 10.0.0.1, loadBalancers: [{arn: 'ARN', issuer: i, client: c},"
            + " {arn: 'ARN', issuer: j, client: c}]|BZ1016|twice",
      })
  void whatIsWrong_isTold(String identity, String code, String says) {
    PolicyException wrong = assertThrows(PolicyException.class, () -> load(identity));
    String message = String.valueOf(wrong.getMessage());
    assertTrue(message.contains(code) && message.contains(says), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accept-api-keys.md",
        "trust-an-aws-load-balancer.md",
        "identify-services-by-certificates.md",
        "adopt-the-apps-sessions.md"
      })
  void policiesOfTheHowTo_load(String page) throws Exception {
    Matcher blocks =
        Pattern.compile("(?m)^( *)```yaml\n(.*?)^ *```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/how-to", page)));
    int count = 0;
    while (blocks.find()) {
      String text = blocks.group(2).replaceAll("(?m)^" + blocks.group(1), "");
      PolicyLoader.parse(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8));
      count++;
    }
    assertTrue(count > 0, "no example");
  }
}
