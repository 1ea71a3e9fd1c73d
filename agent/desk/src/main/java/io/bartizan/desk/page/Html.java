package io.bartizan.desk.page;

import io.bartizan.desk.trail.Shown;
import org.jspecify.annotations.Nullable;

/** HTML being written; whatever is no markup of this package goes through {@link #text}. */
final class Html {

  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Markup. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** A text, such as may stand in an element or in a quoted attribute (HTML, 13.1.2). */
  Html text(@Nullable String text) {
    String shown = Shown.of(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&':
          out.append("&amp;");
          break;
        case '<':
          out.append("&lt;");
          break;
        case '>':
          out.append("&gt;");
          break;
        case '"':
          out.append("&quot;");
          break;
        case '\'':
          out.append("&#39;");
          break;
        default:
          out.append(c);
      }
    }
    return this;
  }

  /** A number, its thousands apart. */
  Html number(long number) {
    return raw(String.format(java.util.Locale.ROOT, "%,d", number).replace(',', '\u202f'));
  }

  /** An element with a text in it. */
  Html element(String name, @Nullable String text) {
    return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
