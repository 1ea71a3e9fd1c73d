package io.bartizan.engine.authorization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bartizan.engine.authorization.Verdict.Kind;
import io.bartizan.engine.identity.ClientAddress;
import io.bartizan.engine.identity.Principal;
import io.bartizan.engine.identity.Principals;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and roles with conditions: above all that what fails permits nothing. */
class ConditionsTest {

  private static final Principal ADA =
      Principals.of(
          Map.of(
              "sub",
              "ada",
              "scope",
              "read refund",
              "groups",
              List.of("sales"),
              "many",
              Collections.nCopies(9000, "a"),
              "tenant",
              "7",
              "level",
              new BigDecimal("3")),
          "clerk");

  private static final Principal BARE = Principals.of(Map.of("sub", "bob"));

  @TempDir Path folder;

  private Kind judge(String policy, @Nullable Principal principal, Asked asked) throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(file, "version: 1\naudit: {file: stdout}\n" + policy);
    Policy loaded = PolicyLoader.load(file);
    ClientAddress client = ClientAddress.of(asked, List.of());
    RequestAttributes attributes =
        new RequestAttributes(
            asked, principal, client, "app.test", "GET", asked.path(), asked.rawTarget(), 0);
    Subject subject =
        new Subject(loaded, principal, client.address(), "app.test", 8443, 0, attributes);
    Ambiguity ambiguity = Firewall.inspect(asked.rawTarget(), "app.test", true);
    return Authorizer.judge(subject, "GET", asked.path(), null, ambiguity).kind();
  }

  private Kind allow(String when, @Nullable Principal principal, Asked asked) throws Exception {
    return judge(
        "rules:\n  - allow: {path: '/o/{id}/**'}\n    who: anyone\n    when: \"" + when + "\"\n",
        principal,
        asked);
  }

  private Kind deny(String when, @Nullable Principal principal, Asked asked) throws Exception {
    return judge(
        "rules:\n"
            + "  - allow: {path: /**}\n"
            + "    who: anyone\n"
            + "  - deny: {path: '/o/{id}/**'}\n"
            + "    when: \""
            + when
            + "\"\n",
        principal,
        asked);
  }

  private static Asked asked() {
    return new Asked("/o/ada/x?page=2&a=1&a=2&n%61me=%C3%A9+b")
        .with("X-Tenant", "7")
        .with("X-Twice", "a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "path.id == principal.id && 'refund' in token.scopes",
        "request.headers['X-Tenant'] == token.tenant && token.level == 3",
        "query.page == '2' && query.name == 'é b' && 'a' in queryValues",
        "queryValues.a == ['1', '2'] && request.headerValues['X-Twice'] == ['a', 'b']",
        "client.address.inCidr('10.0.0.0/8') && client.network == '10.1.2.0/24'",
        "port == 8443 && host == 'app.test' && request.method == 'GET'",
        "now == timestamp('1970-01-01T00:00:00Z') && now.weekday() == 'THU'",
        "request.path == '/o/ada/x' && request.query.startsWith('page=')",
        "'clerk' in principal.roles && principal.issuer == 'https://issuer.test'",
        "!has(principal.clientId) && principal.authenticated"
      })
  void whatHolds_letsAnAllowPermit_andADenyRefuse(String when) throws Exception {
    assertEquals(Kind.ALLOWED, allow(when, ADA, asked()));
    assertEquals(Kind.DENIED, deny(when, ADA, asked()));
    assertEquals(Kind.UNMATCHED, allow("!(" + when + ")", ADA, asked()));
    assertEquals(Kind.ALLOWED, deny("!(" + when + ")", ADA, asked()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "token.missing == 'a'",
        "'a' in token.missing",
        "principal.clientId == 'a'",
        "request.headers['X-None'] == 'a'",
        "request.headers['X-Twice'] == 'a'",
        "query.a == '1'",
        "query.none == '1'",
        "token.level.startsWith('3')",
        "1 / (token.level - 3) == 1",
        "token.many.all(x, token.many.all(y, x == y))",
        "client.address.inCidr(token.sub)",
        "token.groups[7] == 'a'"
      })
  void whatFails_letsNoAllowPermit_andEachDenyRefuse(String when) throws Exception {
    assertEquals(Kind.UNMATCHED, allow(when, ADA, asked()));
    assertEquals(Kind.DENIED, deny(when, ADA, asked()));
    assertEquals(Kind.UNMATCHED, allow("!(" + when + ")", ADA, asked()));
    assertEquals(Kind.DENIED, deny("!(" + when + ")", ADA, asked()));
  }

  @ParameterizedTest
  @CsvSource({"/o/ada/x?a=%zz", "/o/ada/x?a=%c3", "/o/ada/x?a=%", "/o/ada/x?a=\u00e9"})
  void query_thatCannotBeRead_fails(String target) throws Exception {
    assertEquals(Kind.UNMATCHED, allow("query.b != 'x'", ADA, new Asked(target)));
    assertEquals(Kind.DENIED, deny("query.b == 'x'", ADA, new Asked(target)));
    assertEquals(Kind.DENIED, deny("has(query.b)", ADA, new Asked(target)));
    assertEquals(Kind.ALLOWED, allow("path.id == 'ada'", ADA, new Asked(target)));
  }

  @Test
  void query_andHeader_overTheirBounds_fail() throws Exception {
    Asked parameters = new Asked("/o/ada/x?b=x&" + "a=1&".repeat(QueryParameters.MAX_PARAMETERS));
    assertEquals(Kind.DENIED, deny("query.b == 'y'", ADA, parameters));
    Asked length = new Asked("/o/ada/x?b=x&a=" + "1".repeat(QueryParameters.MAX_QUERY));
    assertEquals(Kind.DENIED, deny("query.b == 'y'", ADA, length));
    Asked header = new Asked("/o/ada/x").with("X", "1".repeat(HeaderLookup.MAX_FIELD + 1));
    assertEquals(Kind.DENIED, deny("request.headers.X == 'y'", ADA, header));
    assertEquals(Kind.DENIED, deny("'y' in request.headerValues.X", ADA, header));
  }

  @Test
  void containerThatThrows_permitsNothing() throws Exception {
    Asked broken = asked();
    broken.broken = true;
    assertEquals(Kind.UNMATCHED, allow("request.headers.X != 'a'", ADA, broken));
    assertEquals(Kind.DENIED, deny("request.headers.X == 'a'", ADA, broken));
  }

  @Test
  void subjectWithoutAttributes_permitsNothing() throws Exception {
    Path file = folder.resolve("bartizan.yaml");
    Files.writeString(
        file,
        "version: 1\nrules:\n  - allow: {path: /a}\n    who: anyone\n    when: 'true'\n"
            + "  - allow: {path: /b}\n    who: anyone\n  - deny: {path: /b}\n    when: 'false'\n");
    Subject subject = new Subject(PolicyLoader.load(file), null, new byte[4], null, 80, 0, null);
    Ambiguity clean = Firewall.inspect("/a", null, true);
    assertEquals(Kind.UNMATCHED, Authorizer.judge(subject, "GET", "/a", null, clean).kind());
    assertEquals(Kind.DENIED, Authorizer.judge(subject, "GET", "/b", null, clean).kind());
  }

  @Test
  void anonymousClient_hasNoClaims_andNoId() throws Exception {
    assertEquals(Kind.UNMATCHED, allow("token.sub == 'ada'", null, asked()));
    assertEquals(Kind.UNMATCHED, allow("principal.id != 'ada'", null, asked()));
    assertEquals(
        Kind.ALLOWED, allow("!principal.authenticated && size(token) == 0", null, asked()));
  }

  @Test
  void deny_ofSeveralPatterns_holdsUnderEachReadingOfItsVariables() throws Exception {
    String policy =
        """
        rules:
          - {allow: {path: "/**"}, who: anyone}
          - deny: {path: ["/o/{x}/y", "/{x}/ada/y"]}
            when: path.x == 'o'
        """;
    assertEquals(Kind.DENIED, judge(policy, null, new Asked("/o/ada/y")));
    assertEquals(Kind.ALLOWED, judge(policy, null, new Asked("/p/ada/y")));
    assertEquals(Kind.DENIED, judge(policy.replace("'o'", "'O'"), null, new Asked("/O/ada/Y/")));
  }

  private static String roles(String condition, String rule) {
    return "roles:\n  special: \""
        + condition
        + "\"\nrules:\n  - {allow: {path: /**}, who: anyone}\n"
        + rule;
  }

  @Test
  void role_whoseClaimIsMissing_isNotHeld_whereItsConditionOnlyAffirms() throws Exception {
    String deny = "  - {deny: {path: /**}, who: [special]}\n";
    assertEquals(Kind.DENIED, judge(roles("'sales' in token.groups", deny), ADA, asked()));
    assertEquals(Kind.ALLOWED, judge(roles("'sales' in token.groups", deny), BARE, asked()));
    assertEquals(Kind.ALLOWED, judge(roles("token.a.b == 'x'", deny), BARE, asked()));
    assertEquals(Kind.DENIED, judge(roles("!('vip' in token.groups)", deny), BARE, asked()));
    assertEquals(Kind.DENIED, judge(roles("token.level < 5", deny), BARE, asked()));
  }

  @Test
  void role_whoseConditionFails_isHeldWhereThatRefuses_andNotWhereItWouldPermit() throws Exception {
    String fails = "token.sub < 1";
    String deny = "  - {deny: {path: /**}, who: [special]}\n";
    String spare = "  - {deny: {path: /**}, except: [special]}\n";
    assertEquals(Kind.DENIED, judge(roles(fails, deny), ADA, asked()));
    assertEquals(Kind.DENIED, judge(roles(fails, spare), ADA, asked()));
    String allow = "roles:\n  special: " + fails + "\nrules:\n  - {allow: {path: /**}, ";
    assertEquals(Kind.UNMATCHED, judge(allow + "who: [special]}\n", ADA, asked()));
    assertEquals(Kind.UNMATCHED, judge(allow + "except: [special]}\n", ADA, asked()));
  }
}
