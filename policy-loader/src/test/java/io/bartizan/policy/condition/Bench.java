package io.bartizan.policy.condition;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Expressions of any type over attributes that a test declares. */
final class Bench {

  /** Stands for any error, be it of the compiler or of the evaluation. */
  static final Object ERROR = "ERROR";

  private final Schema schema = new Schema();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<Integer, Object> values = new HashMap<>();

  Bench declare(String name, Type type) {
    indexes.put(name, indexes.size());
    schema.add(name, type, false);
    return this;
  }

  Bench bind(String name, Object value) {
    values.put(indexes.get(name), value);
    return this;
  }

  Set<String> names() {
    return new LinkedHashSet<>(indexes.keySet());
  }

  /** Code that can be run; throws if there is none. */
  Compiled compile(String text) throws ConditionException {
    Compiler compiler = new Compiler(new Scope(schema, Map.of(), null, false, false));
    Code code = compiler.expression(text).code;
    return new Compiled(code, compiler.slots());
  }

  /** Its value, or what failed. */
  Object run(Compiled compiled) {
    Attributes at =
        new Attributes() {
          @Override
          protected Object get(int index) {
            return values.get(index);
          }

          @Override
          protected Object pathVariable(String name) {
            return null;
          }

          @Override
          protected Object routeVariable(String name) {
            return null;
          }
        };
    at.begin(compiled.slots());
    return compiled.code().run(at);
  }

  /** The value of a text, or {@link #ERROR}. */
  Object value(String text) {
    try {
      Object value = run(compile(text));
      return value instanceof Failure ? ERROR : value;
    } catch (ConditionException none) {
      return ERROR;
    }
  }

  record Compiled(Code code, int slots) {}
}
