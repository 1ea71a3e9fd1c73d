package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a rule's path: one or several texts, a glob, or a variable with what limits it.
 */
final class Step {

  /** A regular expression of a condition may have 512 characters. */
  private static final int MAX_EXPRESSION = 400;

  /** The texts; empty for a variable. */
  final List<String> texts;

  final @Nullable String variable;
  private final List<Shape> shapes;
  private final List<String> except;

  private Step(
      List<String> texts, @Nullable String variable, List<Shape> shapes, List<String> except) {
    this.texts = Collections.unmodifiableList(texts);
    this.variable = variable;
    this.shapes = Collections.unmodifiableList(shapes);
    this.except = Collections.unmodifiableList(except);
  }

  static Step texts(Collection<String> texts) {
    return new Step(new ArrayList<>(texts), null, Collections.emptyList(), Collections.emptyList());
  }

  /**
   * A variable.
   *
   * @param shapes one of which a value must have; empty for any value
   * @param names which no value may be, in any case
   */
  static Step variable(String name, Collection<Shape> shapes, Collection<String> names) {
    List<String> except = new ArrayList<>();
    names.forEach(one -> except.add(expression(one)));
    List<Shape> all = new ArrayList<>(shapes);
    for (Shape shape : all) {
      if (shape.except != null && all.size() == 1) {
        except.add(shape.except);
      }
    }
    return new Step(Collections.emptyList(), name, all, except);
  }

  /** An expression that matches the text, and at most what looks much like it. */
  private static String expression(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '~';
      expression.append(plain ? Character.toString(c) : ".");
    }
    return expression.toString();
  }

  /** As it stands in a path, the first of several. */
  String text() {
    return variable == null ? texts.get(0) : "{" + variable + "}";
  }

  /** A segment that fits and is nobody's. */
  String sample() {
    if (variable == null) {
      return texts.get(0).replace("*", "x");
    }
    return shapes.isEmpty() ? "some-value" : shapes.get(0).sample;
  }

  /** What limits the variable, as a condition (CEL); empty if nothing does. */
  List<String> conditions() {
    List<String> all = new ArrayList<>();
    if (!shapes.isEmpty()) {
      List<String> expressions = new ArrayList<>();
      shapes.forEach(shape -> expressions.add(shape.expression));
      all.add(matches("^" + either(expressions) + "$"));
    }
    List<String> some = new ArrayList<>();
    int length = 0;
    for (String one : except) {
      if (length + one.length() > MAX_EXPRESSION) {
        all.add("!" + matches("(?i)^" + either(some) + "$"));
        some.clear();
        length = 0;
      }
      some.add(one);
      length += one.length() + 1;
    }
    if (!some.isEmpty()) {
      all.add("!" + matches("(?i)^" + either(some) + "$"));
    }
    return all;
  }

  private static String either(List<String> expressions) {
    return expressions.size() == 1 ? expressions.get(0) : "(" + String.join("|", expressions) + ")";
  }

  private String matches(String expression) {
    return "path." + variable + ".matches('" + expression + "')";
  }
}
