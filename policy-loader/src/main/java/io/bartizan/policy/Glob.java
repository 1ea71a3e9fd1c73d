package io.bartizan.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for one segment: {@code *} stands for any characters. Compiled so that a match takes
 * one walk over the segment, whatever the two look like: its pieces are searched for without going
 * back (Knuth, Morris and Pratt, 1977).
 */
public final class Glob {

  /** A piece between two stars, and where to go on in it after a mismatch. */
  private static final class Piece {
    final String text;
    final int[] fallback;

    Piece(String text) {
      this.text = text;
      this.fallback = new int[text.length()];
      int matched = 0;
      for (int i = 1; i < text.length(); i++) {
        while (matched > 0 && text.charAt(i) != text.charAt(matched)) {
          matched = fallback[matched - 1];
        }
        matched += text.charAt(i) == text.charAt(matched) ? 1 : 0;
        fallback[i] = matched;
      }
    }

    /** The index after its first place between two indexes; -1 if there is none. */
    int find(String segment, int from, int to) {
      int matched = 0;
      for (int i = from; i < to; i++) {
        while (matched > 0 && segment.charAt(i) != text.charAt(matched)) {
          matched = fallback[matched - 1];
        }
        matched += segment.charAt(i) == text.charAt(matched) ? 1 : 0;
        if (matched == text.length()) {
          return i + 1;
        }
      }
      return -1;
    }
  }

  private final String text;
  private final String head;
  private final String tail;
  private final List<Piece> middle = new ArrayList<>(0);

  /**
   * Compiles a text with at least one star.
   *
   * @throws IllegalArgumentException if it has none
   */
  public Glob(String text) {
    int first = text.indexOf('*');
    int last = text.lastIndexOf('*');
    if (first < 0) {
      throw new IllegalArgumentException("a glob has a star: " + text);
    }
    this.text = text;
    this.head = text.substring(0, first);
    this.tail = text.substring(last + 1);
    for (int star = first; star < last; ) {
      int next = text.indexOf('*', star + 1);
      if (next > star + 1) {
        middle.add(new Piece(text.substring(star + 1, next)));
      }
      star = next;
    }
  }

  /** Whether a segment matches; an empty one matches nothing. */
  public boolean matches(String segment) {
    int end = segment.length() - tail.length();
    if (segment.isEmpty()
        || end < head.length()
        || !segment.startsWith(head)
        || !segment.endsWith(tail)) {
      return false;
    }
    int at = head.length();
    for (Piece piece : middle) {
      at = piece.find(segment, at, end);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /** The same in the folded form. */
  Glob folded() {
    return new Glob(Folding.fold(text));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Glob && text.equals(((Glob) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text that was compiled. */
  @Override
  public String toString() {
    return text;
  }
}
