package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever stands where a condition should: a condition or one error with a place, soon. */
class FuzzTest {

  /** What other processes take of the machine is not the compiler's. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int CASES = 30_000;

  /** One text may take so long on a machine that does much else; the usual is microseconds. */
  private static final long LONGEST_NANOS = 2_000_000_000L;

  private static final List<String> SEEDS =
      List.of(
          "'refund' in token.scopes && path.customerId == principal.id",
          "client.address.inCidr(['10.0.0.0/8', '2001:db8::/32']) || now.timeBetween('08:00',"
              + " '18:00', 'Europe/Berlin')",
          "token.groups.exists(g, g.startsWith('team-')) ? request.headers['x-tenant'] =="
              + " token.tenant : false",
          "request.path.matches('^/orders/[0-9]+$') && size(token.roles) > 2u",
          "[1, 2, 3].map(x, x * 2).filter(y, y > 2) == [4, 6] && {'a': 1}['a'] == 1",
          "!has(token.a.b) && -9223372036854775808 < 1.5e3 && b'\\xff' != bytes(r'\\d')",
          "now - timestamp('2026-01-01T00:00:00Z') > duration('1h30m')");

  private static final String PIECES =
      "()[]{}.,:?!&|=<>+-*/%'\"\\ \n\t\r_aex0159u\u00e9\ud83d\ude00`#;";

  @Test
  void anyText_givesAConditionOrOneError_inBoundedTime() {
    Random random = new Random(7);
    Scope scope = Scope.rule(Map.of("v", "token.a == 1"), Set.of("customerId"), true);
    int compiled = 0;
    for (int i = 0; i < CASES; i++) {
      String text = mutated(random);
      long began = THREADS.getCurrentThreadCpuTime();
      try {
        Condition.compile(text, scope);
        compiled++;
      } catch (ConditionException wrong) {
        assertTrue(wrong.offset() >= 0 && wrong.offset() <= text.length(), text);
        assertTrue(!wrong.message().isEmpty(), text);
      }
      assertTrue(THREADS.getCurrentThreadCpuTime() - began < LONGEST_NANOS, text);
    }
    assertTrue(compiled > CASES / 100, "hardly any was a condition: " + compiled);
  }

  private static String mutated(Random random) {
    StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int k = random.nextInt(4); k > 0; k--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(5)) {
        case 0:
          text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
          break;
        case 1:
          text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
          break;
        case 2:
          String other = SEEDS.get(random.nextInt(SEEDS.size()));
          text.insert(at, other, 0, random.nextInt(other.length()));
          break;
        case 3:
          text.insert(
              at,
              String.valueOf(PIECES.charAt(random.nextInt(PIECES.length())))
                  .repeat(random.nextInt(200)));
          break;
        default:
          if (at < text.length()) {
            text.setCharAt(at, (char) random.nextInt(0x10000));
          }
      }
    }
    return text.toString();
  }

  @Test
  void nestedAndLongTexts_areRefused_withoutAStackOverflow() {
    Scope scope = Scope.rule(Map.of(), Set.of(), false);
    for (String piece :
        List.of(
            "(",
            "[",
            "{1:",
            "!",
            "-",
            "true ? ",
            "1 + ",
            "a.b(",
            "token[",
            "has(",
            "true && (",
            "x.map(y,",
            "1u-")) {
      for (int times : new int[] {60, 70, 500, 4000}) {
        String text = piece.repeat(times) + "1";
        try {
          Condition.compile(text, scope);
        } catch (ConditionException wrong) {
          assertTrue(wrong.offset() <= text.length(), text);
        }
      }
    }
  }
}
