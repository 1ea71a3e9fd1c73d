package io.bartizan.policy.condition;

import com.google.common.primitives.UnsignedLong;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reference implementation for Java, over the same declarations and values as a bench. */
final class Oracle {

  private final Map<String, CelType> types = new LinkedHashMap<>();
  private Cel cel;

  Oracle declare(String name, Type type) {
    types.put(name, type(type));
    return this;
  }

  @SuppressWarnings("deprecation") // options of the reference that will be its defaults
  private Cel cel() {
    if (cel == null) {
      CelBuilder builder =
          CelFactory.legacyCelBuilder()
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .setOptions(
                  CelOptions.current()
                      .enableUnsignedLongs(true)
                      .enableHeterogeneousNumericComparisons(true)
                      .enableTimestampEpoch(true)
                      .enableRegexPartialMatch(true)
                      .errorOnIntWrap(true)
                      .errorOnDuplicateMapKeys(true)
                      .evaluateCanonicalTypesToNativeValues(true)
                      .build());
      types.forEach(builder::addVar);
      cel = builder.build();
    }
    return cel;
  }

  /** A program; null where there is none. */
  Program compile(String text) {
    try {
      return cel().createProgram(cel().compile(text).getAst());
    } catch (CelValidationException | CelEvaluationException none) {
      return null;
    }
  }

  /** Its value as ours, or {@link Bench#ERROR}. */
  static Object run(Program program, Map<String, Object> values) {
    if (program == null) {
      return Bench.ERROR;
    }
    Map<String, Object> given = new HashMap<>();
    values.forEach((name, value) -> given.put(name, theirs(value)));
    try {
      return ours(program.eval(given));
    } catch (CelEvaluationException failed) {
      return Bench.ERROR;
    }
  }

  private static CelType type(Type type) {
    switch (type.kind) {
      case BOOL:
        return SimpleType.BOOL;
      case INT:
        return SimpleType.INT;
      case UINT:
        return SimpleType.UINT;
      case DOUBLE:
        return SimpleType.DOUBLE;
      case STRING:
        return SimpleType.STRING;
      case BYTES:
        return SimpleType.BYTES;
      case TIMESTAMP:
        return SimpleType.TIMESTAMP;
      case DURATION:
        return SimpleType.DURATION;
      case LIST:
        return ListType.create(type(type.element()));
      case MAP:
        return MapType.create(type(type.key()), type(type.element()));
      default:
        return SimpleType.DYN;
    }
  }

  private static Object theirs(Object value) {
    if (value instanceof Unsigned unsigned) {
      return UnsignedLong.fromLongBits(unsigned.bits);
    }
    if (value instanceof Bytes bytes) {
      return CelByteString.of(bytes.octets);
    }
    if (value == Null.NULL) {
      return dev.cel.common.values.NullValue.NULL_VALUE;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(theirs(item)));
      return items;
    }
    if (value instanceof MapValue map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      map.keys().forEach(key -> entries.put(theirs(key), theirs(map.find(key))));
      return entries;
    }
    return value;
  }

  private static Object ours(Object value) {
    if (value instanceof UnsignedLong unsigned) {
      return new Unsigned(unsigned.longValue());
    }
    if (value instanceof CelByteString bytes) {
      return new Bytes(bytes.toByteArray());
    }
    if (value instanceof dev.cel.common.values.NullValue) {
      return Null.NULL;
    }
    if (value instanceof TypeType type) {
      Type found = Names.TYPES.get(type.containingTypeName());
      return found == null ? type.containingTypeName() : found;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(ours(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      List<Object> keys = new ArrayList<>();
      List<Object> values = new ArrayList<>();
      map.forEach(
          (key, one) -> {
            keys.add(ours(key));
            values.add(ours(one));
          });
      return MapValue.of(keys.toArray(), values.toArray());
    }
    return value;
  }
}
