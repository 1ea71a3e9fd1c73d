package io.bartizan.policy.condition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists and maps that are written out. */
final class Aggregates {

  private Aggregates() {}

  static Typed list(List<Typed> parts) {
    Code[] codes = Typed.codes(parts);
    Code code = Calls.many((at, values) -> Arrays.asList(values), codes);
    return Constants.folded(new Typed(code, Type.list(common(parts))), codes);
  }

  /** As many values as keys, in their order. */
  static Typed map(List<Typed> keys, List<Typed> values) {
    int size = keys.size();
    List<Typed> all = new ArrayList<>(keys);
    all.addAll(values);
    Code[] codes = Typed.codes(all);
    Code code =
        Calls.many(
            (at, parts) ->
                MapValue.of(Arrays.copyOf(parts, size), Arrays.copyOfRange(parts, size, 2 * size)),
            codes);
    return Constants.folded(new Typed(code, Type.map(common(keys), common(values))), codes);
  }

  /** What all elements are; any type where they differ. */
  private static Type common(List<Typed> parts) {
    Type common = Type.FREE;
    for (Typed part : parts) {
      Type joined = Type.join(common, part.type);
      common = joined == null ? Type.DYN : joined;
    }
    return common;
  }
}
