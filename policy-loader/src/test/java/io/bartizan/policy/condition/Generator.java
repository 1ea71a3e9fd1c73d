package io.bartizan.policy.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes expressions and inputs at random; the seed says all. Where the reference for Java leaves
 * the language's definition, nothing is made: it fails on negative durations with a fraction, holds
 * NaN for equal to itself, orders the two zeros, takes anything for a map's key, and absorbs no
 * operand of {@code &&} that is no bool.
 */
final class Generator {

  static final Map<String, Type> VARIABLES = variables();

  private static final Type INTS = Type.list(Type.INT);
  private static final Type WORDS = Type.list(Type.STRING);
  private static final Type COUNTS = Type.map(Type.STRING, Type.INT);

  private static final Type[] ALL = {
    Type.BOOL,
    Type.BOOL,
    Type.BOOL,
    Type.INT,
    Type.INT,
    Type.UINT,
    Type.DOUBLE,
    Type.STRING,
    Type.STRING,
    Type.BYTES,
    Type.TIMESTAMP,
    Type.DURATION,
    INTS,
    WORDS,
    COUNTS,
    Type.DYN
  };

  private final Random random;

  /** Whether everything is of the type that is asked for. */
  private boolean strict;

  /** The variables of loops that are open, with their types. */
  private final Deque<Map.Entry<String, Type>> locals = new ArrayDeque<>();

  Generator(long seed) {
    random = new Random(seed);
  }

  private static Map<String, Type> variables() {
    Map<String, Type> variables = new LinkedHashMap<>();
    variables.put("b", Type.BOOL);
    variables.put("i", Type.INT);
    variables.put("j", Type.INT);
    variables.put("u", Type.UINT);
    variables.put("d", Type.DOUBLE);
    variables.put("s", Type.STRING);
    variables.put("t", Type.STRING);
    variables.put("o", Type.BYTES);
    variables.put("at", Type.TIMESTAMP);
    variables.put("span", Type.DURATION);
    variables.put("ints", Type.list(Type.INT));
    variables.put("words", Type.list(Type.STRING));
    variables.put("counts", Type.map(Type.STRING, Type.INT));
    variables.put("claims", Type.map(Type.STRING, Type.DYN));
    variables.put("x", Type.DYN);
    return variables;
  }

  Generated expression() {
    locals.clear();
    return make(ALL[random.nextInt(ALL.length)], 1 + random.nextInt(4));
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  private Generated make(Type type, int depth) {
    Type made = type;
    if (!strict && random.nextInt(60) == 0) {
      // Not what is asked for: what the type checker refuses must be refused by both.
      made = ALL[random.nextInt(ALL.length)];
    }
    if (depth <= 0 || random.nextInt(8) == 0) {
      return leaf(made);
    }
    if (random.nextInt(12) == 0) {
      return Generated.of(
          "(@ ? @ : @)", make(Type.BOOL, depth - 1), make(made, depth - 1), make(made, depth - 1));
    }
    if (random.nextInt(25) == 0) {
      return Generated.of("dyn(@)", make(made, depth - 1));
    }
    return node(made, depth - 1);
  }

  private Generated leaf(Type type) {
    List<String> fitting = new ArrayList<>();
    locals.forEach(local -> add(fitting, local.getKey(), local.getValue(), type));
    VARIABLES.forEach((name, declared) -> add(fitting, name, declared, type));
    if (!fitting.isEmpty() && random.nextInt(3) > 0) {
      return Generated.of(fitting.get(random.nextInt(fitting.size())));
    }
    return Generated.of(literal(type));
  }

  private static void add(List<String> fitting, String name, Type declared, Type type) {
    if (type.kind == declared.kind && declared.element().kind == type.element().kind) {
      fitting.add(name);
    }
  }

  private String literal(Type type) {
    switch (type.kind) {
      case BOOL:
        return pick("true", "false");
      case INT:
        return pick(
            "0", "1", "2", "-1", "7", "42", "9223372036854775807", "-9223372036854775808", "0x1f");
      case UINT:
        return pick("0u", "1u", "7u", "18446744073709551615u", "0x10u");
      case DOUBLE:
        return pick("1.0", "-1.5", "2.5e3", "1e20", "0.1");
      case STRING:
        return pick(
            "''",
            "'a'",
            "\"ab\"",
            "'b c'",
            "'7'",
            "'-7'",
            "'1.5'",
            "'true'",
            "r'\\d'",
            "'\\u00e9'",
            "'é😀'",
            "'''x'y'''");
      case BYTES:
        return pick("b''", "b'a'", "b'\\xff'", "b'é'");
      case TIMESTAMP:
        return pick(
            "timestamp('2024-02-29T12:30:45Z')",
            "timestamp('1969-12-31T23:59:59Z')",
            "timestamp(0)");
      case DURATION:
        return pick("duration('1h')", "duration('-90s')", "duration('0s')", "duration('1h30m5s')");
      case LIST:
        boolean ints = type.element().kind == Type.Kind.INT;
        return ints
            ? pick("[]", "[1]", "[1, 2, 7]", "[0, -1]")
            : pick("[]", "['a']", "['a', 'ab', '']");
      case MAP:
        return pick("{}", "{'a': 1}", "{'a': 1, 'b': -2}");
      default:
        return pick(
            "null",
            "dyn(1)",
            "dyn('a')",
            "dyn([1, 'a'])",
            "dyn({'a': 1})",
            "dyn(1u)",
            "dyn(1.0)",
            "[1, 'a', 2.0]",
            "{1: 'a', 'b': 2}");
    }
  }

  private Generated two(String form, Type a, Type b, int depth) {
    return Generated.of(form, make(a, depth), make(b, depth));
  }

  private Generated one(String form, Type a, int depth) {
    return Generated.of(form, make(a, depth));
  }

  private Generated node(Type type, int depth) {
    switch (type.kind) {
      case BOOL:
        return bool(depth);
      case INT:
        return whole(depth);
      case UINT:
        return random.nextInt(3) == 0
            ? one("uint(@)", choose(Type.INT, Type.DOUBLE, Type.STRING, Type.UINT), depth)
            : two("(@ " + pick("+", "-", "*", "/", "%") + " @)", Type.UINT, Type.UINT, depth);
      case DOUBLE:
        return random.nextInt(3) == 0
            ? one("double(@)", choose(Type.INT, Type.UINT, Type.STRING), depth)
            : random.nextInt(4) == 0
                ? one("(@ / " + pick("2.0", "-0.25", "3e2") + ")", Type.DOUBLE, depth)
                : two("(@ " + pick("+", "-", "*") + " @)", Type.DOUBLE, Type.DOUBLE, depth);
      case STRING:
        return string(depth);
      case BYTES:
        return random.nextBoolean()
            ? one("bytes(@)", Type.STRING, depth)
            : two("(@ + @)", Type.BYTES, Type.BYTES, depth);
      case TIMESTAMP:
        return two("(@ " + pick("+", "-") + " @)", Type.TIMESTAMP, Type.DURATION, depth);
      case DURATION:
        return random.nextBoolean()
            ? two("(@ " + pick("+", "-") + " @)", Type.DURATION, Type.DURATION, depth)
            : two("(@ - @)", Type.TIMESTAMP, Type.TIMESTAMP, depth);
      case LIST:
        return list(type, depth);
      case MAP:
        return Generated.of(
            "{@: @, @: @}",
            strict(Type.STRING, depth),
            make(Type.INT, depth),
            strict(Type.STRING, depth),
            make(Type.INT, depth));
      default:
        return dynamic(depth);
    }
  }

  private Generated strict(Type type, int depth) {
    boolean outer = strict;
    strict = true;
    Generated made = make(type, depth);
    strict = outer;
    return made;
  }

  private Type choose(Type... types) {
    return types[random.nextInt(types.length)];
  }

  private Generated dynamic(int depth) {
    switch (random.nextInt(4)) {
      case 0:
        return Generated.of("claims." + pick("a", "b", "c", "missing"));
      case 1:
        return two("claims[@]", Type.STRING, Type.STRING, depth).parts().size() == 2
            ? one("claims[@]", Type.STRING, depth)
            : Generated.of("claims.a");
      case 2:
        return one("dyn(@)", ALL[random.nextInt(ALL.length)], depth);
      default:
        return Generated.of(
            "[@, @][@]", make(Type.DYN, depth), make(Type.INT, depth), make(Type.INT, 0));
    }
  }

  private Generated bool(int depth) {
    switch (random.nextInt(16)) {
      case 0:
      case 1:
        return Generated.of("(@ && @)", strict(Type.BOOL, depth), strict(Type.BOOL, depth));
      case 2:
      case 3:
        return Generated.of("(@ || @)", strict(Type.BOOL, depth), strict(Type.BOOL, depth));
      case 4:
        return one("!@", Type.BOOL, depth);
      case 5:
      case 6:
        Type same = ALL[random.nextInt(ALL.length)];
        return two("(@ " + pick("==", "!=") + " @)", same, same, depth);
      case 7:
        Type ordered =
            choose(
                Type.INT,
                Type.UINT,
                Type.DOUBLE,
                Type.STRING,
                Type.BYTES,
                Type.BOOL,
                Type.TIMESTAMP,
                Type.DURATION);
        return two("(@ " + pick("<", "<=", ">", ">=") + " @)", ordered, ordered, depth);
      case 8:
        return two(
            "(@ " + pick("<", "<=", ">", ">=") + " @)",
            choose(Type.INT, Type.UINT, Type.DOUBLE),
            choose(Type.INT, Type.UINT, Type.DOUBLE, Type.DYN),
            depth);
      case 9:
        return random.nextBoolean()
            ? two("(@ in @)", Type.INT, INTS, depth)
            : two("(@ in @)", Type.STRING, choose(WORDS, COUNTS, Type.DYN), depth);
      case 10:
        return two(
            "@." + pick("startsWith", "endsWith", "contains") + "(@)",
            Type.STRING,
            Type.STRING,
            depth);
      case 11:
        return one(
            "@.matches(" + pick("'^a'", "'b$'", "'[a-c]+'", "r'\\d+'", "''", "'é'") + ")",
            Type.STRING,
            depth);
      case 12:
        return Generated.of("has(claims." + pick("a", "b", "c", "missing") + ")");
      case 13:
        return one("bool(@)", Type.STRING, depth);
      case 14:
        return two("(@ == @)", Type.DYN, ALL[random.nextInt(ALL.length)], depth);
      default:
        return loop(
            pick("all", "exists", "exists_one"), choose(INTS, WORDS, COUNTS), Type.BOOL, depth);
    }
  }

  private Generated loop(String name, Type range, Type body, int depth) {
    String variable = "e" + locals.size();
    Generated over = make(range, Math.min(depth, 1));
    Type element = range.kind == Type.Kind.MAP ? Type.STRING : range.element();
    locals.push(Map.entry(variable, element));
    Generated inner = make(body, depth);
    locals.pop();
    return Generated.of("@." + name + "(" + variable + ", @)", over, inner);
  }

  private Generated whole(int depth) {
    switch (random.nextInt(8)) {
      case 0:
        return one(
            "int(@)", choose(Type.UINT, Type.DOUBLE, Type.STRING, Type.TIMESTAMP, Type.INT), depth);
      case 1:
        return one("size(@)", choose(Type.STRING, Type.BYTES, INTS, WORDS, COUNTS), depth);
      case 2:
        return one("(-(@))", Type.INT, depth);
      case 3:
        return two("@[@]", INTS, Type.INT, depth);
      case 4:
        return random.nextBoolean()
            ? two("@[@]", COUNTS, Type.STRING, depth)
            : one("@.a", COUNTS, depth);
      case 5:
        String part =
            pick(
                "getFullYear",
                "getMonth",
                "getDate",
                "getDayOfMonth",
                "getDayOfYear",
                "getDayOfWeek",
                "getHours",
                "getMinutes",
                "getSeconds",
                "getMilliseconds");
        String zone = pick("", "", "'+05:30'", "'-08:00'", "'UTC'", "'America/New_York'");
        return random.nextInt(3) > 0
            ? one("@." + part + "(" + zone + ")", Type.TIMESTAMP, depth)
            : one(
                "@." + pick("getHours", "getMinutes", "getSeconds", "getMilliseconds") + "()",
                Type.DURATION,
                depth);
      default:
        return two("(@ " + pick("+", "-", "*", "/", "%") + " @)", Type.INT, Type.INT, depth);
    }
  }

  private Generated string(int depth) {
    switch (random.nextInt(4)) {
      case 0:
        return one(
            "string(@)",
            choose(
                Type.INT,
                Type.UINT,
                Type.BOOL,
                Type.BYTES,
                Type.TIMESTAMP,
                Type.DURATION,
                Type.STRING,
                Type.DOUBLE),
            depth);
      case 1:
        return two("@[@]", WORDS, Type.INT, depth);
      default:
        return two("(@ + @)", Type.STRING, Type.STRING, depth);
    }
  }

  private Generated list(Type type, int depth) {
    Type element = type.element();
    switch (random.nextInt(5)) {
      case 0:
        return two("[@, @]", element, element, depth);
      case 1:
        return two("(@ + @)", type, type, depth);
      case 2:
        return loop("map", choose(INTS, WORDS, COUNTS), element, depth);
      case 3:
        return loop("filter", type, Type.BOOL, depth);
      default:
        return one("[@]", element, depth);
    }
  }

  /** Values of all variables. */
  Map<String, Object> inputs() {
    Map<String, Object> values = new LinkedHashMap<>();
    VARIABLES.forEach((name, type) -> values.put(name, value(type)));
    return values;
  }

  private Object some(Object... values) {
    return values[random.nextInt(values.length)];
  }

  private Object value(Type type) {
    switch (type.kind) {
      case BOOL:
        return random.nextBoolean();
      case INT:
        return some(0L, 1L, -1L, 7L, 42L, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong());
      case UINT:
        return new Unsigned((Long) some(0L, 1L, 7L, -1L, random.nextLong()));
      case DOUBLE:
        return some(1.0, -2.5, 7.0, 1e20, random.nextGaussian());
      case STRING:
        return some("", "a", "ab", "b c", "é😀", "7", "true", "a\nb", "A");
      case BYTES:
        return new Bytes((byte[]) some(new byte[0], new byte[] {97}, new byte[] {-1, 0}));
      case TIMESTAMP:
        return Instant.ofEpochSecond(random.nextInt());
      case DURATION:
        return Duration.ofSeconds(random.nextInt());
      case LIST:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(type.element()));
        }
        return list;
      case MAP:
        List<Object> keys = new ArrayList<>();
        List<Object> held = new ArrayList<>();
        for (String key : new String[] {"a", "b", "c"}) {
          if (random.nextInt(3) > 0) {
            keys.add(key);
            held.add(value(type.element()));
          }
        }
        return MapValue.of(keys.toArray(), held.toArray());
      default:
        Type any = ALL[random.nextInt(ALL.length)];
        return any.kind == Type.Kind.DYN ? Null.NULL : value(any);
    }
  }
}
