package io.bartizan.policy.load;

import io.bartizan.policy.HandlerPattern;
import io.bartizan.policy.LateAttributes;
import io.bartizan.policy.RouteTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys {@code handler} and {@code route} of a rule. */
final class LateReader {

  private LateReader() {}

  static LateAttributes read(Fields target, Problems problems) {
    List<HandlerPattern> handlers = new ArrayList<>();
    for (Tree.Scalar text : target.texts("handler")) {
      try {
        handlers.add(HandlerPattern.parse(text.text));
      } catch (IllegalArgumentException wrong) {
        problems.add(Code.BZ1020, text, "'" + text.text + "' is no handler", wrong.getMessage());
      }
    }
    Set<String> routes = new LinkedHashSet<>();
    for (Tree.Scalar text : target.texts("route")) {
      try {
        routes.add(RouteTemplate.parse(text.text));
      } catch (IllegalArgumentException wrong) {
        problems.add(Code.BZ1020, text, "'" + text.text + "' is no route", wrong.getMessage());
      }
    }
    return handlers.isEmpty() && routes.isEmpty()
        ? LateAttributes.NONE
        : new LateAttributes(handlers, routes);
  }
}
