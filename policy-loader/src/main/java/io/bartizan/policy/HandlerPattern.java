package io.bartizan.policy;

/**
 * Which handlers a rule is for: {@code com.acme.Orders#get}, every method of a class ({@code
 * com.acme.Orders}), the classes of a package ({@code com.acme.*}), or of one and those below it
 * ({@code com.acme.**}). A class has its binary name (JLS 13.1), a nested one with its dollar sign.
 */
public final class HandlerPattern {

  /** How much of the class's name the text gives. */
  private enum Reach {
    CLASS,
    PACKAGE,
    BELOW
  }

  private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
  private static final String QUALIFIED = NAME + "(\\." + NAME + ")*";

  private final String text;
  private final Reach reach;
  private final String prefix;
  private final String method;

  private HandlerPattern(String text, Reach reach, String prefix, String method) {
    this.text = text;
    this.reach = reach;
    this.prefix = prefix;
    this.method = method;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none, with how to mend it
   */
  public static HandlerPattern parse(String text) {
    int hash = text.indexOf('#');
    String type = hash < 0 ? text : text.substring(0, hash);
    String method = hash < 0 ? "*" : text.substring(hash + 1);
    if (!method.equals("*") && !method.matches(NAME)) {
      throw wrong("after '#' stands a method's name or '*'");
    }
    Reach reach =
        type.endsWith(".**") ? Reach.BELOW : type.endsWith(".*") ? Reach.PACKAGE : Reach.CLASS;
    int cut = reach == Reach.CLASS ? 0 : reach == Reach.PACKAGE ? 1 : 2;
    String prefix = type.substring(0, type.length() - cut);
    String named = reach == Reach.CLASS ? prefix : prefix.substring(0, prefix.length() - 1);
    if (!named.matches(QUALIFIED)) {
      throw wrong("before '#' stands a class with its package, or a package and '.*' or '.**'");
    }
    return new HandlerPattern(text, reach, prefix, method);
  }

  private static IllegalArgumentException wrong(String how) {
    return new IllegalArgumentException(how + ": com.acme.Orders#get, com.acme.Orders, com.acme.*");
  }

  /**
   * Whether it means a handler.
   *
   * @param handler the class's binary name, {@code #} and the method's name
   */
  public boolean matches(String handler) {
    int hash = handler.indexOf('#');
    if (hash < 0 || !(method.equals("*") || method.equals(handler.substring(hash + 1)))) {
      return false;
    }
    switch (reach) {
      case CLASS:
        return handler.length() > prefix.length()
            && hash == prefix.length()
            && handler.startsWith(prefix);
      case PACKAGE:
        return handler.startsWith(prefix) && handler.lastIndexOf('.', hash) == prefix.length() - 1;
      default:
        return handler.startsWith(prefix);
    }
  }

  /** A handler that it means. */
  public String sample() {
    String type = reach == Reach.CLASS ? prefix : prefix + "Any";
    return type + '#' + (method.equals("*") ? "any" : method);
  }

  @Override
  public String toString() {
    return text;
  }
}
