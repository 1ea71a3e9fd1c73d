package io.bartizan.policy.condition;

import io.bartizan.policy.condition.TextProto.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public conformance cases of CEL, and which of them ask for what the subset leaves out. */
final class Conformance {

  /** One case. */
  record Case(String file, String name, Message message) {
    String expression() {
      return message.text("expr");
    }
  }

  /** What is left out, by what a case's text has in it; the first that fits names the reason. */
  static final Map<String, Pattern> LEFT_OUT = leftOut();

  private Conformance() {}

  private static Map<String, Pattern> leftOut() {
    Map<String, Pattern> reasons = new LinkedHashMap<>();
    reasons.put(
        "protocol buffer messages, their wrappers and enumerations",
        Pattern.compile(
            "TestAllTypes|TestRequired|NestedTestAllTypes|GlobalEnum|google\\.protobuf\\.(?!Timestamp\\b|Duration\\b)"
                + "|\\b(Any|Struct|ListValue|Int64Value|Int32Value|UInt64Value|UInt32Value|StringValue|BoolValue|BytesValue|DoubleValue|FloatValue|NullValue)\\b\\s*\\{"
                + "|google\\.protobuf\\.(Timestamp|Duration)\\{"
                + "|googleapis.com/(?!google.protobuf.(Timestamp|Duration)\\])|message_type|proto\\.(has|get)Ext|wrapper:"));
    reasons.put(
        "optional values",
        Pattern.compile("optional|\\.\\?|\\[\\?|optMap|optFlatMap|orValue|\\{\\?"));
    reasons.put("`cel.bind` and `cel.block`", Pattern.compile("cel\\.(bind|block|iterVar|index)"));
    reasons.put("the extension `math`", Pattern.compile("math\\.\\w+"));
    reasons.put("the extension `base64`", Pattern.compile("base64\\."));
    reasons.put(
        "the extension of addresses (`inCidr` is ours)",
        Pattern.compile("\\b(ip|cidr|isIP|isCIDR)\\(|\\bip\\.|net\\.(IP|CIDR)"));
    reasons.put(
        "the extension of strings",
        Pattern.compile(
            "\\.(charAt|format|indexOf|join|lastIndexOf|lowerAscii|quote|replace|reverse|split|substring|trim|upperAscii)\\("));
    reasons.put(
        "comprehensions of two variables",
        Pattern.compile(
            "\\.(transformList|transformMap|transformMapEntry|existsOne)\\(|\\.(all|exists|exists_one)\\(\\s*\\w+\\s*,\\s*\\w+\\s*,"));
    reasons.put("names in backticks", Pattern.compile("`"));
    reasons.put(
        "patterns of `matches` that are no literals",
        Pattern.compile("matches\\((?!r?['\"])[^'\"]*\\)$"));
    return reasons;
  }

  static List<Case> cases(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".textproto")).sorted().toList();
    }
    for (Path path : files) {
      String file = String.valueOf(path.getFileName()).replace(".textproto", "");
      for (Object section : TextProto.parse(Files.readString(path)).all("section")) {
        Message whole = (Message) section;
        for (Object test : whole.all("test")) {
          Message message = (Message) test;
          cases.add(new Case(file, whole.text("name") + "/" + message.text("name"), message));
        }
      }
    }
    return cases;
  }

  /** Why a case is outside of the subset; empty if it is within. */
  static String leftOut(Case one) {
    Message message = one.message();
    if (message.scalar("disable_check").equals("true")) {
      return "evaluation of what the type checker refuses";
    }
    if (!message.text("container").isEmpty()
        || message.all("type_env").stream().anyMatch(d -> ((Message) d).text("name").contains("."))
        || message.all("bindings").stream()
            .anyMatch(b -> ((Message) b).text("key").contains("."))) {
      return "namespaces and containers";
    }
    if (message.scalar("check_only").equals("true") || message.has("unknown")) {
      return "cases without a value";
    }
    if (message.all("type_env").stream().anyMatch(d -> ((Message) d).has("function"))) {
      return "functions that a host declares";
    }
    String everything = one.expression() + " " + shown(message);
    for (Map.Entry<String, Pattern> reason : LEFT_OUT.entrySet()) {
      if (reason.getValue().matcher(everything).find()) {
        return reason.getKey();
      }
    }
    return "";
  }

  private static String shown(Object value) {
    if (!(value instanceof Message message)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    message.fields.forEach(
        (name, values) -> {
          text.append(name).append(": ");
          values.forEach(one -> text.append(shown(one)).append(' '));
        });
    return text.toString();
  }

  /** The bench on which a case's expression is evaluated. */
  static Bench bench(Case one) {
    Bench bench = new Bench();
    for (Object declared : one.message().all("type_env")) {
      Message declaration = (Message) declared;
      bench.declare(declaration.text("name"), type(declaration.message("ident").message("type")));
    }
    for (Object bound : one.message().all("bindings")) {
      Message binding = (Message) bound;
      if (!bench.names().contains(binding.text("key"))) {
        bench.declare(binding.text("key"), Type.DYN);
      }
      bench.bind(binding.text("key"), value(binding.message("value").message("value")));
    }
    return bench;
  }

  private static Type type(Message type) {
    if (type.has("primitive")) {
      switch (type.scalar("primitive")) {
        case "BOOL":
          return Type.BOOL;
        case "INT64":
          return Type.INT;
        case "UINT64":
          return Type.UINT;
        case "DOUBLE":
          return Type.DOUBLE;
        case "STRING":
          return Type.STRING;
        default:
          return Type.BYTES;
      }
    }
    if (type.has("list_type")) {
      return Type.list(type(type.message("list_type").message("elem_type")));
    }
    if (type.has("map_type")) {
      Message map = type.message("map_type");
      return Type.map(type(map.message("key_type")), type(map.message("value_type")));
    }
    if (type.has("well_known")) {
      return type.scalar("well_known").equals("TIMESTAMP") ? Type.TIMESTAMP : Type.DURATION;
    }
    return type.has("null") ? Type.NULL : Type.DYN;
  }

  /** A value of the cases as ours. */
  static Object value(Message value) {
    String kind = value.fields.keySet().iterator().next();
    switch (kind) {
      case "bool_value":
        return value.scalar(kind).equals("true");
      case "int64_value":
        return Long.decode(value.scalar(kind));
      case "uint64_value":
        return new Unsigned(Long.parseUnsignedLong(value.scalar(kind)));
      case "double_value":
        return number(value.scalar(kind));
      case "string_value":
        return value.text(kind);
      case "bytes_value":
        return new Bytes(value.octets(kind));
      case "null_value":
        return Null.NULL;
      case "type_value":
        Type type = Names.TYPES.get(value.text(kind));
        return type == null ? value.text(kind) : type;
      case "list_value":
        return value.message(kind).all("values").stream().map(v -> value((Message) v)).toList();
      case "map_value":
        Object[] entries = value.message(kind).all("entries").toArray();
        return MapValue.of(
            Arrays.stream(entries).map(e -> value(((Message) e).message("key"))).toArray(),
            Arrays.stream(entries).map(e -> value(((Message) e).message("value"))).toArray());
      default:
        return time(value.message(kind));
    }
  }

  private static double number(String text) {
    switch (text) {
      case "inf":
      case "infinity":
        return Double.POSITIVE_INFINITY;
      case "-inf":
      case "-infinity":
        return Double.NEGATIVE_INFINITY;
      case "nan":
        return Double.NaN;
      default:
        return Double.parseDouble(text);
    }
  }

  private static Object time(Message object) {
    String name = object.fields.keySet().iterator().next();
    Message time = object.message(name);
    long seconds = time.has("seconds") ? Long.parseLong(time.scalar("seconds")) : 0;
    long nanos = time.has("nanos") ? Long.parseLong(time.scalar("nanos")) : 0;
    return name.contains("Timestamp")
        ? java.time.Instant.ofEpochSecond(seconds, nanos)
        : java.time.Duration.ofSeconds(seconds, nanos);
  }
}
