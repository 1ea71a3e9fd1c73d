package io.bartizan.policy.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that is no condition: the one thing that is wrong with it first, where, and a remedy. */
public final class ConditionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** It can't be read. */
    SYNTAX,
    /** It names what does not exist. */
    UNKNOWN,
    /** Types don't fit. */
    TYPE,
    /** It is larger or deeper than a condition may be. */
    LIMIT,
    /** A pattern, network, time or zone written in it is none. */
    VALUE,
    /** Named expressions lead in a circle. */
    CYCLE
  }

  private final Kind kind;
  private final int offset;
  private final @Nullable String hint;
  private final @Nullable String variable;
  private final transient List<String> known;

  ConditionException(Kind kind, int offset, String message, @Nullable String hint) {
    this(kind, offset, message, hint, null, Collections.emptyList());
  }

  private ConditionException(
      Kind kind,
      int offset,
      String message,
      @Nullable String hint,
      @Nullable String variable,
      List<String> known) {
    super(message, null, false, false);
    this.kind = kind;
    this.offset = offset;
    this.hint = hint;
    this.variable = variable;
    this.known = known;
  }

  /**
   * A name that means nothing.
   *
   * @param word what is written
   * @param known what could stand there
   */
  static ConditionException unknown(
      int offset, String message, String word, Collection<String> known) {
    List<String> words = new ArrayList<>(known);
    words.add(0, word);
    return new ConditionException(Kind.UNKNOWN, offset, message, null, null, words);
  }

  /** The same, told of the named expression that it was found in. */
  ConditionException in(String name) {
    return variable == null
        ? new ConditionException(kind, offset, message(), hint, name, known)
        : this;
  }

  /** Of a name that means nothing: the name, and after it those that do; empty otherwise. */
  public List<String> known() {
    return known;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** Where: the index of a {@code char} in the text, from 0 to its length. */
  public int offset() {
    return offset;
  }

  /** What is wrong, in words. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** How to mend it; null if the message says it. */
  public @Nullable String hint() {
    return hint;
  }

  /** The named expression that {@link #offset} counts in; null for the condition itself. */
  public @Nullable String variable() {
    return variable;
  }
}
