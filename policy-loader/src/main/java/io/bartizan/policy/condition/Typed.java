package io.bartizan.policy.condition;

import java.util.List;

/** Code and what it gives. */
final class Typed {

  final Code code;
  final Type type;

  Typed(Code code, Type type) {
    this.code = code;
    this.type = type;
  }

  boolean constant() {
    return code instanceof Code.Constant;
  }

  static Code[] codes(List<Typed> parts) {
    return parts.stream().map(part -> part.code).toArray(Code[]::new);
  }
}
