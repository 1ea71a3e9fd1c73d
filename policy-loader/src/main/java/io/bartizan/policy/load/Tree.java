package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the file: a scalar, a list or a mapping, and where it stands. */
abstract class Tree {

  final int line;
  final int column;

  Tree(int line, int column) {
    this.line = line;
    this.column = column;
  }

  /** What it is, for messages. */
  abstract String kind();

  /** A string; every scalar is one. */
  static final class Scalar extends Tree {
    final String text;

    /**
     * Whether it was written without quotes, so that an empty one or {@code null} means nothing.
     */
    final boolean plain;

    private final Source source;
    private final int start;
    private final int end;

    /**
     * A scalar.
     *
     * @param start the index in the source's code points where it begins, and {@code end} after it
     */
    Scalar(int line, int column, String text, boolean plain, Source source, int start, int end) {
      super(line, column);
      this.text = text;
      this.plain = plain;
      this.source = source;
      this.start = start;
      this.end = end;
    }

    /** Line and column of a {@code char} of the text. */
    int[] place(int index) {
      return source.place(start, end, text, index);
    }

    boolean nothing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    String kind() {
      return nothing() ? "nothing" : "a text";
    }
  }

  /** A list. */
  static final class Sequence extends Tree {
    final List<Tree> items = new ArrayList<>();

    Sequence(int line, int column) {
      super(line, column);
    }

    @Override
    String kind() {
      return "a list";
    }
  }

  /** A mapping, in the file's order. */
  static final class Mapping extends Tree {
    final List<Entry> entries = new ArrayList<>();

    Mapping(int line, int column) {
      super(line, column);
    }

    @Nullable Tree get(String key) {
      for (Entry entry : entries) {
        if (entry.key.text.equals(key)) {
          return entry.value;
        }
      }
      return null;
    }

    @Override
    String kind() {
      return "a mapping";
    }
  }

  /** One key of a mapping and its value. */
  static final class Entry {
    final Scalar key;
    final Tree value;

    Entry(Scalar key, Tree value) {
      this.key = key;
      this.value = value;
    }
  }
}
