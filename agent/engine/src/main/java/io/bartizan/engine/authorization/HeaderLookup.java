package io.bartizan.engine.authorization;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.condition.Attributes;
import io.bartizan.policy.condition.Lookup;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request's headers by name, read from the container when asked for. */
final class HeaderLookup {

  /** Characters of one field: more than any server takes by default. */
  static final int MAX_FIELD = 16_384;

  private HeaderLookup() {}

  /** The value of a header that stands once: two readers could disagree on any other. */
  static Lookup single(Exchange exchange) {
    return name -> {
      String[] values = exchange.headers(name);
      if (values.length > 1) {
        return Attributes.fault("the header stands more than once");
      }
      return values.length == 0 ? null : bounded(values[0]);
    };
  }

  /** All values of a header. */
  static Lookup all(Exchange exchange) {
    return name -> {
      String[] values = exchange.headers(name);
      int length = 0;
      for (String value : values) {
        length += value.length();
      }
      return length > MAX_FIELD
          ? Attributes.fault("the header is too long")
          : values.length == 0 ? null : Arrays.asList(values);
    };
  }

  private static @Nullable Object bounded(String value) {
    return value.length() > MAX_FIELD ? Attributes.fault("the header is too long") : value;
  }
}
