package io.bartizan.policy.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition comes to the same whatever the request is, as far as that is plain: it is
 * made of constants, or its parts exclude each other ({@code a == 'x' && a == 'y'}) or leave
 * nothing out ({@code a != 'x' || a != 'y'}). Whether it fails is another question.
 */
final class Certainty {

  /** Parts that are looked at; a condition of more is not plain. */
  private static final int MAX_PARTS = 512;

  private final Map<String, String> variables;
  private int parts;

  private Certainty(Map<String, String> variables) {
    this.variables = variables;
  }

  /** What a condition always comes to; null if it depends, or can't be told. */
  static @Nullable Boolean of(Expression tree, Scope scope) {
    try {
      return new Certainty(scope.variables).truth(tree, true);
    } catch (ConditionException broken) {
      return null;
    }
  }

  /**
   * What a part, or its contrary, always comes to.
   *
   * @param said whether the part itself is meant
   */
  private @Nullable Boolean truth(Expression tree, boolean said) throws ConditionException {
    if (++parts > MAX_PARTS) {
      return null;
    }
    if (tree.value instanceof Boolean) {
      return (Boolean) tree.value == said;
    }
    Expression variable = variable(tree);
    if (variable != null) {
      return truth(variable, said);
    }
    if (tree.kind != Expression.Kind.CALL) {
      return null;
    }
    switch (tree.name) {
      case "!":
        return truth(tree.parts.get(0), !said);
      case "&&":
      case "||":
        // By De Morgan's laws the contrary of one is the other, of contraries.
        return tree.name.equals("&&") == said ? all(tree, said) : contrary(all(tree, !said));
      default:
        return null;
    }
  }

  private static @Nullable Boolean contrary(@Nullable Boolean truth) {
    return truth == null ? null : !truth;
  }

  /** Whether all parts of a chain hold; for a chain of {@code ||} whether none of them does. */
  private @Nullable Boolean all(Expression chain, boolean said) throws ConditionException {
    List<Expression> links = new ArrayList<>();
    List<Boolean> saids = new ArrayList<>();
    flatten(chain, said, links, saids);
    boolean certain = true;
    Map<String, Fact> facts = new HashMap<>();
    Map<String, Boolean> texts = new HashMap<>();
    for (int i = 0; i < links.size(); i++) {
      Boolean truth = truth(links.get(i), saids.get(i));
      if (Boolean.FALSE.equals(truth)) {
        return false;
      }
      certain &= truth != null;
      Boolean before = texts.put(text(links.get(i)), saids.get(i));
      if (before != null && !before.equals(saids.get(i))) {
        return false;
      }
      Fact fact = fact(links.get(i), saids.get(i));
      if (fact != null && !facts.computeIfAbsent(fact.about, Fact::new).and(fact)) {
        return false;
      }
    }
    return certain ? Boolean.TRUE : null;
  }

  private void flatten(Expression tree, boolean said, List<Expression> links, List<Boolean> saids)
      throws ConditionException {
    Expression at = tree;
    boolean meant = said;
    while (true) {
      Expression variable = ++parts > MAX_PARTS ? null : variable(at);
      if (variable != null) {
        at = variable;
      } else if (at.kind == Expression.Kind.CALL && at.name.equals("!")) {
        at = at.parts.get(0);
        meant = !meant;
      } else {
        break;
      }
    }
    if (at.kind == Expression.Kind.CALL
        && at.name.equals(meant ? "&&" : "||")
        && parts <= MAX_PARTS) {
      for (Expression part : at.parts) {
        flatten(part, meant, links, saids);
      }
    } else {
      links.add(at);
      saids.add(meant);
    }
  }

  private @Nullable Expression variable(Expression tree) throws ConditionException {
    String text = tree.kind == Expression.Kind.NAME ? variables.get(tree.name) : null;
    return text == null ? null : Parser.parse(text);
  }

  /** A comparison with a constant; null for anything else. */
  private static @Nullable Fact fact(Expression tree, boolean said) {
    if (tree.kind != Expression.Kind.CALL || tree.parts.size() != 2) {
      return null;
    }
    Expression left = tree.parts.get(0);
    Expression right = tree.parts.get(1);
    boolean turned = left.value != null && right.value == null;
    Object constant = turned ? left.value : right.value;
    if (constant == null || (turned ? right : left).value != null) {
      return null;
    }
    String sign = turned ? turned(tree.name) : tree.name;
    return Fact.of(text(turned ? right : left), said ? sign : opposite(sign), constant);
  }

  private static String turned(String sign) {
    return sign.replace('<', '?').replace('>', '<').replace('?', '>');
  }

  private static String opposite(String sign) {
    switch (sign) {
      case "==":
        return "!=";
      case "!=":
        return "==";
      case "<":
        return ">=";
      case "<=":
        return ">";
      case ">":
        return "<=";
      case ">=":
        return "<";
      default:
        return "";
    }
  }

  /** One text for all spellings of a tree. */
  private static String text(Expression tree) {
    StringBuilder text = new StringBuilder();
    text.append(tree.kind).append(' ').append(tree.name.length()).append(tree.name);
    if (tree.value != null) {
      String value = tree.value.toString();
      text.append(tree.value.getClass()).append(value.length()).append(value);
    }
    text.append('(');
    tree.parts.forEach(part -> text.append(text(part)).append(','));
    return text.append(')').toString();
  }

  /** What is known of one thing: that it equals a constant, or not, and between which it lies. */
  private static final class Fact {

    final String about;
    private @Nullable Object equal;
    private final Set<Object> unequal = new HashSet<>();
    private long least = Long.MIN_VALUE;
    private boolean more;
    private long most = Long.MAX_VALUE;
    private boolean less;

    Fact(String about) {
      this.about = about;
    }

    static @Nullable Fact of(String about, String sign, Object constant) {
      Fact fact = new Fact(about);
      boolean number = constant instanceof Long;
      boolean comparable = number || constant instanceof String || constant instanceof Boolean;
      if (sign.equals("==") && comparable) {
        fact.equal = constant;
      } else if (sign.equals("!=") && comparable) {
        fact.unequal.add(constant);
      } else if (number && sign.startsWith("<")) {
        fact.most = (Long) constant;
        fact.less = sign.equals("<");
      } else if (number && sign.startsWith(">")) {
        fact.least = (Long) constant;
        fact.more = sign.equals(">");
      } else {
        return null;
      }
      return fact;
    }

    /** Adds what another one knows; false if both can't hold. */
    boolean and(Fact other) {
      if (other.equal != null && equal != null && !equal.equals(other.equal)) {
        return false;
      }
      equal = equal == null ? other.equal : equal;
      unequal.addAll(other.unequal);
      more = other.least > least ? other.more : more || other.least == least && other.more;
      least = Math.max(least, other.least);
      less = other.most < most ? other.less : less || other.most == most && other.less;
      most = Math.min(most, other.most);
      return (equal == null
              || !unequal.contains(equal) && (!(equal instanceof Long) || within((Long) equal)))
          && (least < most || least == most && !more && !less);
    }

    private boolean within(long number) {
      return (more ? number > least : number >= least) && (less ? number < most : number <= most);
    }
  }
}
