package io.bartizan.policy.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions, each with all its forms; operators and macros are the compiler's. */
final class Functions {

  private static final String[] PARTS = {
    "getFullYear",
    "getMonth",
    "getDate",
    "getDayOfMonth",
    "getDayOfYear",
    "getDayOfWeek",
    "getHours",
    "getMinutes",
    "getSeconds",
    "getMilliseconds",
    "weekday"
  };

  private static final Map<String, List<Overload>> ALL = new LinkedHashMap<>();

  static {
    texts();
    conversions();
    times();
    network();
  }

  private Functions() {}

  /** The forms of a function; null if there is none of that name. */
  static @org.jspecify.annotations.Nullable List<Overload> named(String name) {
    return ALL.get(name);
  }

  /** All names, macros included. */
  static Set<String> names() {
    Set<String> names = new LinkedHashSet<>(ALL.keySet());
    names.addAll(Compiler.MACROS);
    names.add("has");
    return names;
  }

  /** Every form, for the reference. */
  static List<Overload> all() {
    List<Overload> all = new ArrayList<>();
    ALL.values().forEach(all::addAll);
    return all;
  }

  private static void one(
      String name, boolean member, String meaning, Calls.One body, Type result, Type operand) {
    add(new Overload(name, member, meaning, body, result, operand));
  }

  private static void two(
      String name, String meaning, Calls.Two body, Type result, Type a, Type b) {
    add(new Overload(name, true, meaning, body, result, a, b));
  }

  private static void add(Overload overload) {
    ALL.computeIfAbsent(overload.name, name -> new ArrayList<>()).add(overload);
  }

  private static void texts() {
    String size = "characters, octets, elements or entries";
    for (boolean member : new boolean[] {false, true}) {
      for (Type type : Arrays.asList(Type.STRING, Type.BYTES, Type.LIST, Type.MAP)) {
        one("size", member, size, Texts::size, Type.INT, type);
      }
    }
    two(
        "contains",
        "whether it has the other in it",
        Texts::contains,
        Type.BOOL,
        Type.STRING,
        Type.STRING);
    two(
        "startsWith",
        "whether it begins with the other",
        Texts::startsWith,
        Type.BOOL,
        Type.STRING,
        Type.STRING);
    two(
        "endsWith",
        "whether it ends with the other",
        Texts::endsWith,
        Type.BOOL,
        Type.STRING,
        Type.STRING);
    String matches = "whether a pattern (RE2 syntax, a literal) is found in it";
    two("matches", matches, Texts::matches, Type.BOOL, Type.STRING, Type.STRING);
    add(
        new Overload(
            "matches",
            false,
            matches,
            (Calls.Two) Texts::matches,
            Type.BOOL,
            Type.STRING,
            Type.STRING));
  }

  private static void conversions() {
    convert(
        "int",
        (at, a) -> Conversions.toInt(a),
        Type.INT,
        Type.INT,
        Type.UINT,
        Type.DOUBLE,
        Type.STRING,
        Type.TIMESTAMP);
    convert(
        "uint",
        (at, a) -> Conversions.toUint(a),
        Type.UINT,
        Type.UINT,
        Type.INT,
        Type.DOUBLE,
        Type.STRING);
    convert(
        "double",
        (at, a) -> Conversions.toDouble(a),
        Type.DOUBLE,
        Type.DOUBLE,
        Type.INT,
        Type.UINT,
        Type.STRING);
    convert(
        "string",
        Conversions::toText,
        Type.STRING,
        Type.STRING,
        Type.INT,
        Type.UINT,
        Type.DOUBLE,
        Type.BOOL,
        Type.BYTES,
        Type.TIMESTAMP,
        Type.DURATION);
    convert("bytes", Conversions::toBytes, Type.BYTES, Type.BYTES, Type.STRING);
    convert("bool", (at, a) -> Conversions.toBool(a), Type.BOOL, Type.BOOL, Type.STRING);
    convert(
        "timestamp",
        (at, a) -> Conversions.toTimestamp(a),
        Type.TIMESTAMP,
        Type.TIMESTAMP,
        Type.STRING,
        Type.INT);
    convert(
        "duration",
        (at, a) -> Conversions.toDuration(a),
        Type.DURATION,
        Type.DURATION,
        Type.STRING);
    one(
        "dyn",
        false,
        "the value itself, its type not checked before",
        (at, a) -> a,
        Type.DYN,
        Type.DYN);
    one("type", false, "the type of a value", Functions::type, Type.TYPE, Type.DYN);
  }

  private static Object type(Attributes at, Object value) {
    Type type = Values.type(value);
    return type == null ? Failure.NO_OVERLOAD : type;
  }

  private static void convert(String name, Calls.One body, Type result, Type... operands) {
    for (Type operand : operands) {
      one(name, false, "conversion; an error where there is no such value", body, result, operand);
    }
  }

  private static void times() {
    for (String name : PARTS) {
      Type result = name.equals("weekday") ? Type.STRING : Type.INT;
      String meaning =
          name.equals("weekday")
              ? "`MON` to `SUN`; in a time zone if one is given, else in UTC"
              : "a part of it; of a timestamp in UTC or the given time zone";
      one(name, true, meaning, (at, a) -> part(name, a), result, Type.TIMESTAMP);
      two(name, meaning, (at, a, b) -> Zoned.part(name, a, b), result, Type.TIMESTAMP, Type.STRING);
      boolean ofDuration = Times.part(name, Duration.ZERO) != null;
      if (ofDuration) {
        one(name, true, meaning, (at, a) -> part(name, a), result, Type.DURATION);
      }
    }
    String between = "whether its time of day is from the first on and before the second";
    Calls.Many body = (at, operands) -> Zoned.timeBetween(operands);
    add(
        new Overload(
            "timeBetween",
            true,
            between,
            body,
            Type.BOOL,
            Type.TIMESTAMP,
            Type.STRING,
            Type.STRING));
    add(
        new Overload(
            "timeBetween",
            true,
            between,
            body,
            Type.BOOL,
            Type.TIMESTAMP,
            Type.STRING,
            Type.STRING,
            Type.STRING));
  }

  private static Object part(String name, Object value) {
    Object part =
        value instanceof Instant
            ? Times.part(name, (Instant) value, java.time.ZoneOffset.UTC)
            : value instanceof Duration ? Times.part(name, (Duration) value) : null;
    return part == null ? Failure.NO_OVERLOAD : part;
  }

  private static void network() {
    String meaning = "whether an address lies in a network, or in one of a list";
    for (boolean member : new boolean[] {false, true}) {
      for (Type networks : Arrays.asList(Type.STRING, Type.list(Type.STRING))) {
        add(
            new Overload(
                "inCidr",
                member,
                meaning,
                (Calls.Two) Networks::inCidr,
                Type.BOOL,
                Type.STRING,
                networks));
      }
    }
  }
}
