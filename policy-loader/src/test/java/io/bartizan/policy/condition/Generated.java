package io.bartizan.policy.condition;

import java.util.ArrayList;
import java.util.List;

/** A generated expression as a tree of texts, so that it can be made smaller. */
record Generated(String form, List<Generated> parts) {

  static Generated of(String form, Generated... parts) {
    return new Generated(form, List.of(parts));
  }

  /** The text: each {@code @} of the form is a part. */
  String text() {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      if (form.charAt(i) == '@') {
        text.append(parts.get(next++).text());
      } else {
        text.append(form.charAt(i));
      }
    }
    return text.toString();
  }

  /** Smaller ones: each part alone, and this with a part made smaller. */
  List<Generated> smaller() {
    List<Generated> smaller = new ArrayList<>(parts);
    for (int i = 0; i < parts.size(); i++) {
      for (Generated one : parts.get(i).smaller()) {
        List<Generated> changed = new ArrayList<>(parts);
        changed.set(i, one);
        smaller.add(new Generated(form, changed));
      }
    }
    return smaller;
  }
}
