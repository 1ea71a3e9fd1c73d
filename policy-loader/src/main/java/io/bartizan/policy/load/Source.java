package io.bartizan.policy.load;

/** The file's text, in which the characters of a scalar are found again. */
final class Source {

  private final String text;

  /** Made when a place is first asked for. */
  private int[] points = {};

  Source(String text) {
    this.text = text;
  }

  /**
   * Where a character of a scalar stands.
   *
   * @param start the index of the scalar's first code point in the text, of its quote if it has one
   * @param end the index after its last
   * @param value what the scalar means
   * @param index of a {@code char} in the value; its length for the end
   * @return line and column, from 1; those of the scalar's start where it can't be told
   */
  int[] place(int start, int end, String value, int index) {
    if (points.length == 0) {
      points = text.codePoints().toArray();
    }
    int at = find(start, Math.min(end, points.length), value, index);
    int line = 1;
    int column = 1;
    for (int i = 0; i < (at < 0 ? start : at) && i < points.length; i++) {
      boolean ends = points[i] == '\n' || (points[i] == '\r' && !at(i + 1, '\n'));
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return new int[] {line, column};
  }

  private boolean at(int index, int point) {
    return index < points.length && points[index] == point;
  }

  /** Walks both along; -1 where they part ways. */
  private int find(int start, int end, String value, int index) {
    int style = start < end ? points[start] : 0;
    boolean block = style == '|' || style == '>';
    boolean quoted = style == '"' || style == '\'';
    int at = start + (quoted ? 1 : 0);
    while (block && at < end && points[at] != '\n') {
      at++;
    }
    if (block) {
      at = blanksEnd(at, end);
    }
    int i = 0;
    while (i < index) {
      int point = value.codePointAt(i);
      if (blank(point)) {
        int next = i;
        while (next < value.length() && blank(value.charAt(next))) {
          next++;
        }
        int after = blanksEnd(at, end);
        if (after > at) {
          if (index < next) {
            return Math.min(at + index - i, after - 1);
          }
          at = after;
          i = next;
          continue;
        }
      }
      int length = written(at, end, style, point);
      if (length == 0) {
        return -1;
      }
      at += length;
      i += Character.charCount(point);
    }
    // A line of a quoted or plain text may be folded in front of the character that is meant.
    return i < value.length() && !blank(value.charAt(i)) ? blanksEnd(at, end) : at;
  }

  private int blanksEnd(int from, int end) {
    int at = from;
    while (at < end && blank(points[at])) {
      at++;
    }
    return at;
  }

  private static boolean blank(int point) {
    return point == ' ' || point == '\t' || point == '\n' || point == '\r';
  }

  /** How many code points stand for one of the value; 0 if others stand there. */
  private int written(int at, int end, int style, int point) {
    if (at >= end) {
      return 0;
    }
    if (style == '\'' && point == '\'') {
      return at(at, '\'') && at(at + 1, '\'') ? 2 : 0;
    }
    if (style == '"' && points[at] == '\\' && at + 1 < end) {
      switch (points[at + 1]) {
        case 'x':
          return 4;
        case 'u':
          return 6;
        case 'U':
          return 10;
        default:
          return 2;
      }
    }
    return points[at] == point ? 1 : 0;
  }
}
