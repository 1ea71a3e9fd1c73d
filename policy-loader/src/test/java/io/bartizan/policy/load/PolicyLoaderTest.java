package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.AuditSink;
import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.Introspection;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Seal;
import io.bartizan.policy.TokenPlaces;
import io.bartizan.policy.TokenTerms;
import io.bartizan.policy.Who;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLoaderTest {

  private static final Path FILE = Path.of("/policies/bartizan.yaml");

  static final String SAMPLE =
      """
      version: 1
      mode: enforce
      application: orders
      identity:
        issuers:
          - issuer: https://idp.example.com/realms/shop
            audience: [orders-api]
            algorithms: [ES256, RS256]
            jwks: https://idp.example.com/keys
            rolesClaim: realm_access.roles
        trustedProxies: [10.0.0.0/8, "2001:db8::/32"]
      roles:
        analyst: "'marketing' in token.groups"
        owner: token.sub == 'root'
      rules:
        - name: health
          allow: {method: [GET], path: /healthz}
          who: anyone
        - name: customers
          allow: {method: [GET, POST], host: "*.example.com", port: 8443, path: ["/customers/{id}/**", "/c/**"]}
          who: [analyst, user:ada, client:batch]
          from: [192.0.2.0/24]
          tolerate: [encodedSlash, matrix]
        - deny: {path: /admin/**}
          except: [owner]
      limits:
        - {name: per-user, key: principal.id, rate: 100/1m, burst: 20}
        - {key: token.tenant, rate: 5/s}
      audit:
        file: audit/bartizan.ndjson
      coverage: {acknowledge: [5005, 61616]}
      """;

  private static Policy load(String text) throws PolicyException {
    return PolicyLoader.parse(FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem problem(String text) {
    return assertThrows(PolicyException.class, () -> load(text)).problems().get(0);
  }

  @Test
  void load_sample_becomesAWholePolicy() throws PolicyException {
    Policy policy = load(SAMPLE);
    assertEquals(Mode.ENFORCE, policy.mode());
    assertEquals(Set.of(5005, 61616), policy.acknowledged());
    assertEquals("orders", policy.application());
    assertEquals("realm_access.roles", policy.issuers().get(0).rolesClaim());
    assertEquals(2, policy.trustedProxies().size());
    assertEquals(3, policy.rules().size());
    assertEquals("rule-3", policy.rules().get(2).name());
    assertEquals(Who.Kind.ANYONE, policy.rules().get(2).who().get(0).kind());
    assertEquals(Who.Kind.USER, policy.rules().get(1).who().get(1).kind());
    assertEquals(TimeUnit.MINUTES.toNanos(1), policy.limits().get(0).periodNanos());
    assertEquals(5, policy.limits().get(1).burst());
    assertEquals(Path.of("/policies/audit/bartizan.ndjson"), policy.audit().file());
    assertTrue(policy.digest().matches("sha256:[0-9a-f]{64}"));
  }

  @Test
  void load_leastPolicy_refusesEverythingAndRecordsBesideItself() throws PolicyException {
    Policy policy = load("version: 1\nrules: []\n");
    assertEquals(0, policy.rules().size());
    assertEquals(0, policy.issuers().size());
    assertEquals(AuditSink.Kind.FILE, policy.audit().kind());
    assertEquals(Path.of("/policies/bartizan-audit.ndjson"), policy.audit().file());
  }

  @Test
  void ruleThatEnforces_saysWhere_andKeepsABrokenPolicyFromPassingForAnObservingOne()
      throws PolicyException {
    String good = "version: 1\nmode: observe\nrules: [{mode: enforce, deny: {path: /admin/**}}]\n";
    Policy policy = load(good);
    assertEquals(Mode.OBSERVE, policy.mode());
    assertFalse(policy.observesOnly());
    assertEquals(1, policy.enforcement().rules());
    assertTrue(load(good.replace("mode: observe\n", "")).enforcement().none());
    Problem unnamed = problem(good.replace("path: /admin/**", "method: [PUT]"));
    assertEquals("BZ1021", unnamed.code());
    assertEquals(3, unnamed.line());
    String broken = good + "limit: []\n";
    assertFalse(assertThrows(PolicyException.class, () -> load(broken)).observe());
    String misspelt = good.replace("rules:", "rulez:");
    assertFalse(assertThrows(PolicyException.class, () -> load(misspelt)).observe());
    String observing = broken.replace("mode: enforce, ", "");
    assertTrue(assertThrows(PolicyException.class, () -> load(observing)).observe());
  }

  @Test
  void sampleOfARule_isAShare_andNoneOfARuleThatOnlyObserves() throws PolicyException {
    String good = "version: 1\nrules: [{sample: 7%, deny: {path: /a}}, {allow: {path: /a}}]\n";
    assertEquals("7%", load(good).rules().get(0).validity().sample().toString());
    assertTrue(load(good).rules().get(1).validity().sample().all());
    assertEquals("BZ1022", problem(good.replace("7%", "7%, mode: observe")).code());
  }

  /** F02: cut at every byte, the file is a policy or a problem with a place; nothing else. */
  @Test
  void f02_cutAtEveryByte_isAPolicyOrAProblemWithAPlace() {
    byte[] whole = SAMPLE.getBytes(StandardCharsets.UTF_8);
    int broken = 0;
    for (int length = 0; length < whole.length; length++) {
      String cut = new String(whole, 0, length, StandardCharsets.UTF_8);
      try {
        load(cut);
      } catch (PolicyException expected) {
        broken++;
        for (Problem problem : expected.problems()) {
          assertTrue(problem.line() > 0 && problem.column() > 0, problem.toString());
        }
      }
    }
    assertTrue(broken > whole.length / 2, "broken: " + broken);
  }

  /** F03: every key of the sample, misspelt, is refused. */
  @Test
  void f03_everyKeyMisspelt_isRefusedWithItsPlace() {
    Matcher keys = Pattern.compile("(?<=[ {\n])([a-zA-Z]+):(?= |\n)").matcher("\n" + SAMPLE);
    int tried = 0;
    while (keys.find()) {
      String text = "\n" + SAMPLE;
      String key = keys.group(1);
      boolean named = key.equals("analyst") || key.equals("owner");
      if (named) {
        continue;
      }
      String misspelt = text.substring(0, keys.start()) + key + "Q" + text.substring(keys.end(1));
      PolicyException refused = assertThrows(PolicyException.class, () -> load(misspelt), key);
      assertTrue(
          refused.problems().stream().anyMatch(p -> p.code().equals("BZ1007")),
          refused.getMessage());
      tried++;
    }
    assertTrue(tried > 30, "keys: " + tried);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 2 | version: 1 | BZ1010",
        "rules: [x | rules: [] | BZ1003",
        "mode: observed | mode: enforce | BZ1010",
        "application: &a x | application: orders | BZ1005",
        "application: !!str x | application: orders | BZ1005",
        "application: [x] | application: orders | BZ1009",
        "audience: [] | audience: [orders-api] | BZ1009",
        "algorithms: [HS256] | algorithms: [ES256, RS256] | BZ1010",
        "algorithms: [HS256, RS256] | algorithms: [ES256, RS256] | BZ1010",
        "algorithms: [HS224] | algorithms: [ES256, RS256] | BZ1010",
        "algorithms: [none] | algorithms: [ES256, RS256] | BZ1010",
        "jwks: http://idp.example.com/keys | jwks: https://idp.example.com/keys | BZ1010",
        "jwks: https://ada@idp.example.com/keys | jwks: https://idp.example.com/keys | BZ1010",
        "jwks: ftp://idp.example.com/keys | jwks: https://idp.example.com/keys | BZ1010",
        "jwks: https://idp example com/keys | jwks: https://idp.example.com/keys | BZ1010",
        "jwks: [] | jwks: https://idp.example.com/keys | BZ1009",
        "[10.0.0.1/8] | [10.0.0.0/8, \"2001:db8::/32\"] | BZ1012",
        "analyst: groups in | analyst: \"'marketing' in token.groups\" | BZ1014",
        "method: [get] | method: [GET] | BZ1010",
        "handler: com.acme.Ord* | path: /admin/** | BZ1020",
        "handler: [] | path: /admin/** | BZ1009",
        "route: \"orders/{id}\" | path: /admin/** | BZ1020",
        "operation: bank:close | path: /admin/** | BZ1055",
        "operation: close | path: /admin/** | BZ1055",
        "mode: observed | tolerate: [encodedSlash, matrix] | BZ1010",
        "sample: 100% | tolerate: [encodedSlash, matrix] | BZ1022",
        "sample: 0.1 | tolerate: [encodedSlash, matrix] | BZ1022",
        "expires: 2026-12-01 | tolerate: [encodedSlash, matrix] | BZ1057",
        "expires: 2026-13-01T00:00:00Z | tolerate: [encodedSlash, matrix] | BZ1057",
        "expires: '2026-12-01T00:00:00' | tolerate: [encodedSlash, matrix] | BZ1057",
        "expires: [] | tolerate: [encodedSlash, matrix] | BZ1009",
        "roleAnnotations: enforced | mode: enforce | BZ1010",
        "path: healthz | path: /healthz | BZ1011",
        "path: /a/../b | path: /healthz | BZ1011",
        "who: service:billing | who: anyone | BZ1013",
        "who: nobody:x | who: anyone | BZ1013",
        "port: 70000 | port: 8443 | BZ1010",
        "acknowledge: [65536] | acknowledge: [5005, 61616] | BZ1010",
        "acknowledge: [] | acknowledge: [5005, 61616] | BZ1009",
        "acknowledged: [5005] | acknowledge: [5005, 61616] | BZ1007",
        "tolerate: [dots] | tolerate: [encodedSlash, matrix] | BZ1010",
        "rate: 100 | rate: 100/1m | BZ1015",
        "key: user | key: principal.id | BZ1010",
        "burst: 0 | burst: 20 | BZ1015"
      })
  void load_wrongValue_hasItsCode(String wrong, String right, String code) {
    assertTrue(SAMPLE.contains(right) || right.equals("rules: []"), right);
    String text =
        right.equals("rules: []")
            ? "version: 1\n" + wrong
            : SAMPLE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    assertEquals(code, problem(text).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: {inherits: [a]} | BZ1056 2 20 | a from a",
        "a: {inherits: [b]}; b: {inherits: [c]}; c: {inherits: [b]} | BZ1056 4 20 | b from c from"
            + " b",
        "a: {when: 'true', inherits: [b]}; b: {inherits: a} | BZ1056 3 19 | a from b from a",
        "a: {inherits: [nobody]} | BZ1013 2 20 | nothing defines the role 'nobody'",
        "a: {inherits: [anyone]} | BZ1013 2 20 | nothing defines the role 'anyone'",
        "a: {} | BZ1008 2 8 | needs the key 'when' or 'inherits'",
        "a: {when: token.} | BZ1014 2 21 | ",
        "a: {inherits: []} | BZ1009 2 19 | 'inherits' is an empty list",
        "a: {inherit: [b]} | BZ1007 2 9 | unknown key 'inherit'",
        "a: [b] | BZ1014 2 8 | "
      })
  void load_wrongRole_isAnErrorAtItsPlace(String roles, String expected, String message) {
    String text = "roles:\n    " + roles.replace("; ", "\n    ") + "\nversion: 1\nrules: []\n";
    Problem problem = problem(text);
    String place = problem.code() + " " + problem.line() + " " + problem.column();
    assertEquals(expected, place, problem.toString());
    assertTrue(problem.message().contains(message == null ? "" : message), problem.message());
  }

  @Test
  void load_longChainOfRoles_isReadUpToABound() throws PolicyException {
    assertEquals(149, load(chain(150)).seniors("r0").size());
    assertEquals("BZ1018", problem(chain(20_000)).code());
  }

  private static String chain(int length) {
    StringBuilder roles = new StringBuilder("version: 1\nrules: []\nroles:\n  r0: 'true'\n");
    for (int i = 1; i < length; i++) {
      roles.append("  r").append(i).append(": {inherits: r").append(i - 1).append("}\n");
    }
    return roles.toString();
  }

  private static String asking(String terms) {
    String last = "      rolesClaim: realm_access.roles\n";
    assertTrue(SAMPLE.contains(last));
    return SAMPLE.replace(last, last + "      " + terms + "\n");
  }

  @Test
  void load_termsOfAnIssuer_areRead() throws PolicyException {
    TokenTerms terms =
        load(asking("type: at+jwt\n      skew: 2m\n      proof: {dpop: required, nonce: required}"))
            .issuers()
            .get(0)
            .terms();
    assertEquals("at+jwt", terms.type());
    assertEquals(120, terms.skewSeconds());
    assertTrue(terms.dpopRequired() && terms.nonceRequired() && !terms.mtlsRequired());
    assertEquals(
        Map.of("jti", Set.of(), "client_id", Set.of()),
        load(asking("requiredClaims: [jti, client_id]")).issuers().get(0).terms().requiredClaims());
    assertEquals(
        Map.of("tenant", Set.of("acme"), "org.unit", Set.of("a", "b")),
        load(asking("requiredClaims: {tenant: acme, org.unit: [a, b]}"))
            .issuers()
            .get(0)
            .terms()
            .requiredClaims());
    TokenTerms none = load(SAMPLE).issuers().get(0).terms();
    assertNull(none.type());
    assertEquals(60, none.skewSeconds());
    assertFalse(none.dpopRequired() || none.nonceRequired() || none.mtlsRequired());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: JWT | BZ1010",
        "skew: 6m | BZ1031",
        "skew: 60 | BZ1031",
        "skew: -1s | BZ1031",
        "requiredClaims: jti | BZ1009",
        "requiredClaims: [[jti]] | BZ1009",
        "requiredClaims: ['', jti] | BZ1009",
        "requiredClaims: {tenant: } | BZ1009",
        "requiredClaims: {tenant: []} | BZ1009",
        "requiredClaims: {tenant: {a: b}} | BZ1009",
        "proof: required | BZ1009",
        "proof: {dpop: yes} | BZ1010",
        "proof: {dopp: required} | BZ1007",
        "proof: {mtls: [required]} | BZ1009",
      })
  void load_termsThatAreNone_haveTheirCode(String terms, String code) {
    assertEquals(code, problem(asking(terms)).code());
  }

  private static final String ASKED =
      "introspection: {url: https://idp.example.com/introspect, clientId: api, clientSecret:"
          + " s.txt}";

  @Test
  void load_introspectionAndTrust_areRead() throws PolicyException {
    Issuer issuer = load(asking(ASKED + "\n      trust: ca.pem")).issuers().get(0);
    assertEquals("/policies/ca.pem", issuer.trust());
    Introspection how = Objects.requireNonNull(issuer.introspection());
    assertEquals("https://idp.example.com/introspect", how.url());
    assertEquals("api", how.clientId());
    assertEquals("/policies/s.txt", how.secretFile());
    assertEquals(10, how.cacheSeconds());
    assertFalse(how.ofAllTokens());
    String all = asking(ASKED.replace("s.txt", "s.txt, tokens: all, cache: 60s"));
    how = Objects.requireNonNull(load(all).issuers().get(0).introspection());
    assertTrue(how.ofAllTokens());
    assertEquals(60, how.cacheSeconds());
    // Who is asked about all tokens needs no keys, and no name that leads to them.
    String keyless = all.replaceFirst(" *jwks: .*\n", "").replace("issuer: https", "issuer: urn");
    assertNull(load(keyless).issuers().get(0).jwks());
    assertEquals("BZ1019", problem(keyless.replace("tokens: all", "tokens: opaque")).code());
    assertNull(load(SAMPLE).issuers().get(0).introspection());
    assertNull(load(SAMPLE).issuers().get(0).trust());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://idp.example.com/introspect | http://idp.example.com/introspect | BZ1010",
        "url: https://idp.example.com/introspect, | '' | BZ1008",
        "clientId: api, | '' | BZ1008",
        "clientSecret: s.txt | clientSecrets: s.txt | BZ1007",
        "s.txt | 's.txt, cache: 0s' | BZ1032",
        "s.txt | 's.txt, cache: 61s' | BZ1032",
        "s.txt | 's.txt, cache: 1m' | BZ1032",
        "s.txt | 's.txt, tokens: signed' | BZ1010"
      })
  void load_introspectionThatIsNone_hasItsCode(String from, String to, String code) {
    assertTrue(ASKED.contains(from), from);
    assertEquals(code, problem(asking(ASKED.replace(from, to))).code());
  }

  @Test
  void load_twoIssuersThatAreAsked_areOneTooMany() {
    String second =
        "    - issuer: https://b.test\n      audience: a\n      jwks: b.json\n      "
            + ASKED
            + "\n";
    String text = asking(ASKED).replace("  trustedProxies:", second + "  trustedProxies:");
    assertEquals("BZ1033", problem(text).code());
  }

  @Test
  void load_placesOfTokens_areRead() throws PolicyException {
    String with = "  tokens: {header: X-Token, cookie: session}\n  trustedProxies:";
    TokenPlaces places = load(SAMPLE.replace("  trustedProxies:", with)).identity().tokenPlaces();
    assertEquals("X-Token", places.header());
    assertEquals("session", places.cookie());
    for (String wrong :
        new String[] {
          "{header: Authorization}", "{header: Cookie}", "{header: 'a b'}", "{cookie: 'a;b'}"
        }) {
      String text =
          SAMPLE.replace("  trustedProxies:", "  tokens: " + wrong + "\n  trustedProxies:");
      assertEquals("BZ1010", problem(text).code(), wrong);
    }
  }

  @Test
  void load_certificateHeader_needsProxiesThatSetIt() throws PolicyException {
    String with =
        SAMPLE.replace("  trustedProxies:", "  certificateHeader: client-cert\n  trustedProxies:");
    assertEquals(CertificateHeader.CLIENT_CERT, load(with).identity().certificateHeader());
    String envoys = with.replace("client-cert", "X-Forwarded-Client-Cert");
    assertEquals(
        CertificateHeader.FORWARDED_CLIENT_CERT, load(envoys).identity().certificateHeader());
    assertEquals(CertificateHeader.NONE, load(SAMPLE).identity().certificateHeader());
    assertEquals(1 << 19, load(SAMPLE).identity().maxProofs());
    String proofs = SAMPLE.replace("  trustedProxies:", "  maxProofs: 1000\n  trustedProxies:");
    assertEquals(1000, load(proofs).identity().maxProofs());
    for (String wrong : new String[] {"999", "4194305", "-1000", "1e6", "99999999999"}) {
      assertEquals(
          "BZ1010", problem(proofs.replace("maxProofs: 1000", "maxProofs: " + wrong)).code());
    }
    assertEquals("BZ1010", problem(with.replace("client-cert", "X-SSL-Cert")).code());
    String alone = with.replaceFirst("  trustedProxies: .*\n", "");
    assertEquals("BZ1030", problem(alone).code());
  }

  @Test
  void load_sharedSecret_comesFromAFileAndStandsAlone() throws PolicyException {
    String text = SAMPLE.replace("[ES256, RS256]", "[HS256]");
    String fromFile = text.replace("https://idp.example.com/keys", "secret.json");
    assertTrue(load(fromFile).issuers().get(0).symmetric());
    assertFalse(load(SAMPLE).issuers().get(0).symmetric());
    String hint = String.valueOf(problem(text).hint());
    assertTrue(hint.contains("only the server's user may read"), hint);
    String mixed = fromFile.replace("[HS256]", "[HS256, ES256]");
    assertTrue(String.valueOf(problem(mixed).hint()).startsWith("name one kind"), mixed);
  }

  @Test
  void load_unknownKey_hasPlaceAndSuggestion() {
    Problem problem = problem("version: 1\nrulse: []\nrules: []\n");
    assertEquals("BZ1007", problem.code());
    assertEquals(2, problem.line());
    assertEquals(1, problem.column());
    assertEquals("did you mean 'rules'?", problem.hint());
    assertEquals(
        FILE
            + ":2:1: error BZ1007: unknown key 'rulse' in the policy\n  hint: did you mean"
            + " 'rules'?",
        problem.toString());
  }

  private static String discovering(String issuer) {
    return "version: 1\nidentity: {issuers: [{issuer: '"
        + issuer
        + "', audience: a}]}\nrules: []\n";
  }

  @ParameterizedTest
  @CsvSource({
    "https://idp.example.com, https://idp.example.com",
    "https://idp.example.com/, https://idp.example.com",
    "https://idp.example.com:8443/realms/shop, https://idp.example.com:8443/realms/shop",
    "https://idp.example.com/a/, https://idp.example.com/a",
    "http://localhost:8080/realms/shop, http://localhost:8080/realms/shop",
    "http://[::1]:8080, http://[::1]:8080"
  })
  void load_issuerWithoutKeys_isAskedForItsMetadata(String issuer, String base)
      throws PolicyException {
    Issuer read = load(discovering(issuer)).issuers().get(0);
    assertNull(read.jwks());
    assertEquals(base + "/.well-known/openid-configuration", read.metadata());
    assertEquals(issuer, read.issuer());
  }

  @Test
  void load_issuerWithKeys_isNotAskedForItsMetadata() throws PolicyException {
    Issuer read = load(SAMPLE).issuers().get(0);
    assertEquals("https://idp.example.com/keys", read.jwks());
    assertNull(read.metadata());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "urn:shop",
        "http://idp.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1@idp.example.com",
        "https://idp.example.com?tenant=a",
        "https://idp.example.com/#a",
        "https://ada:secret@idp.example.com",
        "https://idp.example.com:0",
        "https://idp.example.com:65536",
        "https:///realms/shop",
        "https://idp example.com",
        "HTTPS://idp.example.com",
        ""
      })
  void load_issuerThatDoesNotLeadToItsKeys_isToldAtItsPlace(String issuer) {
    Problem problem = problem(discovering(issuer));
    assertEquals("BZ1019", problem.code(), problem.toString());
    assertEquals(2, problem.line());
    assertEquals(31, problem.column());
    assertTrue(problem.message().contains("without 'jwks'"), problem.message());
  }

  @Test
  void load_roleThatNothingDefines_isRefusedUnlessTokensCarryRoles() throws PolicyException {
    String text = "version: 1\nrules: [{allow: {path: /a}, who: [admin]}]\n";
    assertEquals("BZ1013", problem(text).code());
    String claimed =
        "identity: {issuers: [{issuer: i, audience: a, jwks: k.json, rolesClaim: roles}]}\n";
    assertEquals(1, load(text + claimed).rules().size());
  }

  @Test
  void load_brokenButObserving_says() {
    PolicyException broken =
        assertThrows(PolicyException.class, () -> load("version: 1\nmode: observe\nrule: []\n"));
    assertTrue(broken.observe());
    assertFalse(assertThrows(PolicyException.class, () -> load("rule: []\n")).observe());
  }

  /** F09: nothing is expanded, so that a bomb is refused as fast as any other file. */
  @Test
  void f09_bombTagAndMergeKey_areRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(("*a" + (i - 1) + ",").repeat(9)).append("]\n");
    }
    assertEquals("BZ1005", problem(bomb.toString()).code());
    assertEquals("BZ1005", problem("x: !!javax.script.ScriptEngineManager [a]\n").code());
    assertEquals("BZ1005", problem("x: {<<: 1}\n").code());
    assertEquals("BZ1006", problem("version: 1\nversion: 1\nrules: []\n").code());
    assertEquals("BZ1005", problem("version: 1\nrules: []\n---\nversion: 1\n").code());
  }

  @Test
  void load_nestedWithoutEnd_isRefused() {
    String text = "[".repeat(100_000);
    assertThrows(PolicyException.class, () -> load(text));
    assertThrows(PolicyException.class, () -> load("{a: ".repeat(100_000)));
  }

  @Test
  void parse_auditAsSyslogAndForwarded_isRead() throws Exception {
    io.bartizan.policy.AuditSink audit =
        load(sealed(
                "{file: a.ndjson, trace: forward, format: syslog,"
                    + " syslog: {server: \"tls://[::1]:6514\", trust: keys/ca.pem}}"))
            .audit();
    assertTrue(audit.forwardsTrace());
    assertTrue(audit.syslogFormat());
    io.bartizan.policy.Syslog server = audit.syslog();
    assertEquals(io.bartizan.policy.Syslog.Transport.TLS, server.transport());
    assertEquals("::1", server.host());
    assertEquals(6514, server.port());
    assertEquals(Path.of("/policies/keys/ca.pem"), server.trust());
    io.bartizan.policy.AuditSink plain = load(sealed("{file: a.ndjson}")).audit();
    assertFalse(plain.forwardsTrace() || plain.syslogFormat());
    assertNull(plain.syslog());
  }

  @Test
  void parse_copyInClearOfAnEncryptedTrail_takesTheWordOfThePolicy() throws Exception {
    String seal = "{file: a.ndjson, seal: {key: k, encryptTo: e}, syslog: {server: 'udp://a:514'";
    assertEquals("a", load(sealed(seal + ", clear: true}}")).audit().syslog().host());
    String plain = "{file: a.ndjson, seal: {key: k}, syslog: {server: 'udp://a:514'}}";
    assertEquals("a", load(sealed(plain)).audit().syslog().host());
  }

  private static String sealed(String audit) {
    return "version: 1\nrules: []\naudit: " + audit + "\n";
  }

  @Test
  void parse_seal_resolvesPathsAndTime() throws Exception {
    Policy policy =
        load(
            sealed(
                "{file: a.ndjson, seal: {key: keys/audit.jwk, encryptTo: auditor.pub.jwk,"
                    + " checkpoint: 500ms, export: stdout}}"));
    Seal seal = policy.audit().seal();
    assertEquals(Path.of("/policies/keys/audit.jwk"), seal.key());
    assertEquals(Path.of("/policies/auditor.pub.jwk"), seal.encryptTo());
    assertEquals(500, seal.checkpointMillis());
    assertEquals(AuditSink.Kind.STDOUT, seal.export().kind());
    Seal told =
        load(sealed("{seal: {key: k, export: {webhook: 'https://soc.test/c', hmac: keys/hook}}}"))
            .audit()
            .seal();
    assertEquals("https://soc.test/c", told.webhook().url());
    assertEquals(Path.of("/policies/keys/hook"), told.webhook().key());
    assertNull(told.export());
    Policy least = load(sealed("{seal: {key: k.jwk}}"));
    assertEquals(10_000, least.audit().seal().checkpointMillis());
    assertNull(least.audit().seal().encryptTo());
    assertNull(load(sealed("{file: a.ndjson}")).audit().seal());
  }

  @Test
  void parse_rotation_isBySizeAndTime() throws PolicyException {
    AuditSink sink = load(sealed("{rotate: {size: 100MB, every: 1d, keep: 30}}")).audit();
    assertEquals(100_000_000, sink.rotation().bytes());
    assertEquals(86_400_000, sink.rotation().everyMillis());
    assertEquals(30, sink.rotation().keepFiles());
    assertEquals(0, sink.rotation().keepMillis());
    AuditSink aged = load(sealed("{rotate: {every: 12h, keep: 90d}}")).audit();
    assertEquals(0, aged.rotation().bytes());
    assertEquals(0, aged.rotation().keepFiles());
    assertEquals(7_776_000_000L, aged.rotation().keepMillis());
    assertEquals(sink.toString(), aged.toString(), "the same trail, however it is rotated");
  }

  @Test
  void parse_hashKey_standsInAFileOrInTheEnvironment() throws PolicyException {
    AuditSink file = load(sealed("{hashKey: keys/hash, trace: forward}")).audit();
    assertEquals(Path.of("/policies/keys/hash"), file.hashKey().file());
    assertNull(file.hashKey().variable());
    AuditSink variable = load(sealed("{hashKey: {env: AUDIT_HASH_KEY}}")).audit();
    assertEquals("AUDIT_HASH_KEY", variable.hashKey().variable());
    assertNull(load(sealed("{file: a.ndjson}")).audit().hashKey());
    assertFalse(variable.toString().contains("HASH"), "the same trail, whatever names it holds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{seal: {}} | BZ1008 | needs the key 'key'",
        "{seal: {key: k, export: {hmac: h}}} | BZ1008 | a webhook needs the key 'webhook'",
        "{seal: {key: k, export: {webhook: 'https://a.test/'}}} | BZ1075 | and here is none",
        "{seal: {key: k, export: [stdout]}} | BZ1009 | 'export' is a text",
        "{seal: yes} | BZ1009 | audit.seal is a mapping",
        "{seal: {key: k, chekpoint: 1s}} | BZ1007 | chekpoint",
        "{seal: {key: k, checkpoint: 10}} | BZ1010 | no time between two checkpoints",
        "{seal: {key: k, checkpoint: 50ms}} | BZ1010 | no time between two checkpoints",
        "{seal: {key: k, checkpoint: 11m}} | BZ1010 | no time between two checkpoints",
        "{file: stdout, seal: {key: k}} | BZ1010 | can't be sealed",
        "{format: syslog, seal: {key: k}} | BZ1010 | can't be in syslog messages",
        "{format: cef} | BZ1010 | can't be said of the format",
        "{trace: pass} | BZ1010 | can't be said of a trace",
        "{durability: sync} | BZ1010 | can't be said of a trail",
        "{mask: [user]} | BZ1071 | nothing that the trail tells",
        "{mask: [token.email]} | BZ1071 | nothing that the trail tells",
        "{mask: path.id} | BZ1072 | no rule's path has {id}",
        "{mask: []} | BZ1009 | empty list",
        "{rotate: {keep: 3}} | BZ1073 | nothing says when",
        "{rotate: {size: 10kB}} | BZ1073 | no size of a file",
        "{rotate: {size: 10}} | BZ1073 | no size of a file",
        "{rotate: {every: day}} | BZ1073 | does not say how often",
        "{rotate: {every: 1d, keep: some}} | BZ1073 | how many old files are kept",
        "{file: stdout, rotate: {every: 1d}} | BZ1073 | is no file that could be left",
        "{hashKey: {}} | BZ1008 | needs the key 'env'",
        "{hashKey: [a]} | BZ1009 | audit.hashKey is a mapping",
        "{hashKey: {env: $KEY}} | BZ1010 | no name of a variable",
        "{seal: {key: k, encryptTo: e}, syslog: {server: 'tls://a:6514'}} | BZ1074 | in clear",
        "{seal: {key: k, encryptTo: e}, syslog: {server: 'tls://a:6514', clear: false}} | BZ1074 |"
            + " in clear",
        "{syslog: {server: 'tls://a:6514', clear: perhaps}} | BZ1010 | neither true nor false",
        "{alerts: [{syslog: {server: 'tls://a:6514', clear: true}}]} | BZ1007 | unknown key",
        "{syslog: {}} | BZ1008 | needs the key 'server'",
        "{syslog: {server: 'http://a:514'}} | BZ1010 | no syslog server",
        "{syslog: {server: 'udp://a'}} | BZ1010 | no syslog server",
        "{syslog: {server: 'udp://a:65536'}} | BZ1010 | no syslog server",
        "{syslog: {server: 'udp://a:514', trust: ca.pem}} | BZ1010 | only a server by tls://"
      })
  void parse_brokenSeal_saysWhatAndWhere(String audit, String code, String said) {
    String message =
        String.valueOf(assertThrows(PolicyException.class, () -> load(sealed(audit))).getMessage());
    assertTrue(message.contains(code) && message.contains(said), message);
    assertTrue(message.contains("/policies/bartizan.yaml:3:"), message);
  }
}
