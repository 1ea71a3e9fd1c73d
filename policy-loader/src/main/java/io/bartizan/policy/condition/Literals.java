package io.bartizan.policy.condition;

import io.bartizan.policy.Cidr;
import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes ready, when a condition is compiled, what functions take as literals. */
final class Literals {

  private Literals() {}

  /**
   * What an operand is made into.
   *
   * @param place its place among the operands, from 0
   * @return null where it stays as it is
   */
  static @Nullable Object ready(String function, int place, int count, Expression operand)
      throws ConditionException {
    String text = operand.text();
    if (function.equals("matches") && place == 1) {
      if (text == null) {
        throw new ConditionException(
            Kind.TYPE, operand.offset, "the pattern of matches() is a literal", null);
      }
      return pattern(operand, text);
    }
    if (function.equals("inCidr") && place == 1) {
      return networks(operand);
    }
    if (text == null || place == 0) {
      return null;
    }
    boolean times = function.equals("timeBetween");
    if (times && place < 3) {
      return known(operand, Times.timeOfDay(text), "no time of day", "write '08:00' or '08:00:30'");
    }
    if (times || function.startsWith("get") || function.equals("weekday")) {
      return known(operand, Times.zone(text), "no time zone", "write 'Europe/Berlin' or '+02:00'");
    }
    return null;
  }

  private static Object known(Expression at, @Nullable Object value, String message, String hint)
      throws ConditionException {
    if (value == null) {
      throw new ConditionException(
          Kind.VALUE, at.offset, "'" + at.text() + "' is " + message, hint);
    }
    return value;
  }

  private static Object pattern(Expression at, String text) throws ConditionException {
    try {
      return Texts.pattern(text);
    } catch (IllegalArgumentException wrong) {
      throw new ConditionException(
          Kind.VALUE,
          at.offset,
          "this is no pattern: " + wrong.getMessage(),
          "patterns are those of RE2: without lookaround and backreferences");
    }
  }

  private static @Nullable Object networks(Expression operand) throws ConditionException {
    if (operand.kind != Expression.Kind.LIST) {
      return operand.text() == null ? null : network(operand);
    }
    List<Object> networks = new ArrayList<>();
    for (Expression part : operand.parts) {
      if (part.text() == null) {
        return null;
      }
      networks.add(network(part));
    }
    return networks;
  }

  private static Cidr network(Expression at) throws ConditionException {
    try {
      return Cidr.parse(String.valueOf(at.text()));
    } catch (IllegalArgumentException wrong) {
      throw new ConditionException(Kind.VALUE, at.offset, String.valueOf(wrong.getMessage()), null);
    }
  }
}
