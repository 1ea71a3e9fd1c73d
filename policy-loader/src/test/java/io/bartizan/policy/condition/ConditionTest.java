package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.bartizan.policy.condition.Condition.Outcome;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions over a request's attributes: what they come to, and what they cost. */
class ConditionTest {

  /** What other processes take of the machine is not the condition's. */
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Far more than one takes that is warm. */
  private static final long LONGEST_NANOS = 2_000_000_000L;

  private static final Scope SCOPE =
      Scope.rule(Map.of("own", "path.id == principal.id"), Set.of("id"), true);

  private final Map<Attribute, Object> values = new EnumMap<>(Attribute.class);

  /** A request of ada's at noon on a Thursday. */
  private final Attributes request =
      new Attributes() {
        @Override
        protected Object get(int index) {
          return values.get(Attribute.at(index));
        }

        @Override
        protected Object pathVariable(String name) {
          return name.equals("id") ? "ada" : null;
        }

        @Override
        protected Object routeVariable(String name) {
          return LATE;
        }
      };

  ConditionTest() {
    values.put(Attribute.PRINCIPAL_ID, "ada");
    values.put(Attribute.CLIENT_ADDRESS, "10.1.2.3");
    values.put(Attribute.REQUEST_PATH, "/orders/ada");
    values.put(Attribute.NOW, Instant.parse("2026-11-26T12:00:00Z"));
    values.put(Attribute.HANDLER, Attributes.LATE);
    values.put(Attribute.REQUEST_HEADERS, (Lookup) name -> name.equals("x") ? "y" : null);
    values.put(
        Attribute.TOKEN,
        Attributes.json(
            Map.of(
                "sub",
                "ada",
                "groups",
                List.of("sales", "ops"),
                "level",
                new BigDecimal("7"),
                "rate",
                new BigDecimal("0.5"),
                "nested",
                Map.of("a", Map.of("b", "c")))));
  }

  private Outcome judge(String text, Scope scope) throws ConditionException {
    return Condition.compile(text, scope).judge(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "own;TRUE",
        "path['id'] == token.sub;TRUE",
        "'ops' in token.groups;TRUE",
        "token.level >= 7 && token.rate < 1;TRUE",
        "token.nested.a.b == 'c';TRUE",
        "token['nested']['a']['b'] == 'd';FALSE",
        "has(token.missing);FALSE",
        "has(principal.clientId);FALSE",
        "has(principal.id) && has(path.id);TRUE",
        "client.address.inCidr('10.0.0.0/8');TRUE",
        "inCidr(client.address, ['192.0.2.0/24', '2001:db8::/32']);FALSE",
        "client.address.inCidr(token.sub);FAULT",
        "now.weekday() == 'THU';TRUE",
        "now.timeBetween('08:00', '12:00');FALSE",
        "now.timeBetween('08:00', '12:00:01');TRUE",
        "now.timeBetween('22:00', '06:00');FALSE",
        "now.timeBetween('22:00', '13:00');TRUE",
        "now.timeBetween('13:00', '14:00', 'Europe/Berlin');TRUE",
        "now.getHours('+05:30') == 17;TRUE",
        "now > timestamp('2026-01-01T00:00:00Z');TRUE",
        "request.headers['x'] == 'y';TRUE",
        "'z' in request.headers;FALSE",
        "has(request.headers.x);TRUE",
        "request.path.matches('^/orders/[a-z]+$');TRUE",
        "handler == 'com.acme.A#b';LATE",
        "handler == 'com.acme.A#b' && false;FALSE",
        "handler == 'com.acme.A#b' || true;TRUE",
        "token.missing == 'a' || handler == 'b';LATE",
        "token.missing == 'a' && handler == 'b';LATE",
        "path.other == 'a';LATE",
        "token.groups.exists(g, g == handler);LATE",
        "token.missing == 'a' || true;TRUE",
        "1 / 0 == 1 || token.sub == 'ada';TRUE",
        "token.sub;FAULT",
        "token.sub < 1;FAULT",
        "token.missing == 'a';ABSENT",
        "'a' in token.missing;ABSENT",
        "!('a' in token.missing);FAULT",
        "token.missing != 'a';FAULT",
        "('a' in token.missing) == false;FAULT",
        "token.missing < 3;FAULT",
        "size(token.missing) == 0;FAULT",
        "token.groups.all(g, g == token.missing);FAULT",
        "token.missing == 'a' ? false : true;FAULT"
      })
  void condition_comesTo(String text, Outcome outcome) throws ConditionException {
    assertEquals(outcome, judge(text, SCOPE), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token.big.all(a, token.big.all(b, token.big.all(c, a + b + c >= 0)))",
        "token.big.map(a, token.big.map(b, token.big)).size() > 0",
        "token.big.exists(a, token.long.contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaab'))",
        "token.big.exists(a, token.long.matches('(a*)*b'))",
        "token.big.map(a, token.long + token.long).size() > 0",
        "token.big.exists(a, token.big == [a] || token.big in [token.big, [a]] && a < 0)"
      })
  void condition_thatWouldTakeLong_failsSoon(String text) throws ConditionException {
    List<Object> big = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      big.add(new BigDecimal(i));
    }
    values.put(Attribute.TOKEN, Attributes.json(Map.of("big", big, "long", "a".repeat(100_000))));
    Condition condition = Condition.compile(text, SCOPE);
    long began = THREADS.getCurrentThreadCpuTime();
    assertEquals(Outcome.FAULT, condition.judge(request));
    assertTrue(THREADS.getCurrentThreadCpuTime() - began < LONGEST_NANOS);
  }

  @Test
  void conditions_ofOneRequest_shareABudget() throws ConditionException {
    values.put(Attribute.TOKEN, Attributes.json(Map.of("big", Collections.nCopies(9000, "a"))));
    Condition costly = Condition.compile("token.big.all(a, a == 'a')", SCOPE);
    int held = 0;
    for (int i = 0; i < 1000; i++) {
      held += costly.judge(request) == Outcome.TRUE ? 1 : 0;
    }
    assertTrue(held > 5 && held < 200, "held " + held + " times");
    assertEquals(Outcome.FAULT, costly.judge(request));
  }

  @Test
  void attributes_thatThrow_areAFault() throws ConditionException {
    Attributes broken =
        new Attributes() {
          @Override
          protected Object get(int index) {
            throw new AssertionError("as a container may");
          }

          @Override
          protected Object pathVariable(String name) {
            throw new StackOverflowError();
          }

          @Override
          protected Object routeVariable(String name) {
            throw new IllegalStateException();
          }
        };
    assertEquals(Outcome.FAULT, Condition.compile("token.a == 1", SCOPE).judge(broken));
    assertEquals(Outcome.FAULT, Condition.compile("own", SCOPE).judge(broken));
    assertEquals(Outcome.TRUE, Condition.compile("true", SCOPE).judge(broken));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1].map(a, [2].map(b, [3].map(c, [4].map(d, d)))) == []|LIMIT",
        "has(token)|SYNTAX",
        "token.map(1, 2) == []|SYNTAX",
        "1|TYPE",
        "'a' + 1 == 'a'|TYPE",
        "true && 1|TYPE",
        "foo == 1|UNKNOWN",
        "foo(1)|UNKNOWN",
        "9223372036854775808 == 1|SYNTAX",
        "'\\q' == ''|SYNTAX",
        "'open|SYNTAX",
        "a = b|SYNTAX",
        "Message{a: 1} == 1|SYNTAX"
      })
  void wrongText_isNoCondition(String text, ConditionException.Kind kind) {
    ConditionException wrong =
        assertThrows(ConditionException.class, () -> Condition.compile(text, SCOPE));
    assertEquals(kind, wrong.kind(), wrong.message());
  }

  @Test
  void comparisons_allocateNothing() throws ConditionException {
    values.put(Attribute.REQUEST_METHOD, "GET");
    values.put(Attribute.PORT, 8443L);
    Condition condition =
        Condition.compile(
            "request.method == 'GET' && port == 8443 && token.sub == 'ada' && token.level >= 3",
            SCOPE);
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 50 && least > 0; round++) {
      long before = THREADS.getThreadAllocatedBytes(self);
      int held = 0;
      for (int i = 0; i < 10_000; i++) {
        held += condition.judge(request) == Outcome.TRUE ? 1 : 0;
      }
      least = Math.min(least, THREADS.getThreadAllocatedBytes(self) - before);
      assertEquals(10_000, held);
    }
    // What the measurement itself allocates is less than a byte for each evaluation.
    assertTrue(least < 10_000, least + " bytes in 10,000 evaluations");
  }
}
