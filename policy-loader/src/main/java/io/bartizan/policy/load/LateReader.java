package io.bartizan.policy.load;

import io.bartizan.policy.HandlerPattern;
import io.bartizan.policy.LateAttributes;
import io.bartizan.policy.RouteTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys {@code handler}, {@code route} and {@code operation} of a rule. */
final class LateReader {

  private LateReader() {}

  static LateAttributes read(Fields target, boolean deny, Problems problems) {
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
    Set<String> operations = operations(target, deny, problems);
    return handlers.isEmpty() && routes.isEmpty() && operations.isEmpty()
        ? LateAttributes.NONE
        : new LateAttributes(handlers, routes, operations);
  }

  /** A deny holds where the operation is unknown, too: on every path it would refuse everything. */
  private static Set<String> operations(Fields target, boolean deny, Problems problems) {
    Set<String> operations = new LinkedHashSet<>();
    for (Tree.Scalar text : target.texts("operation")) {
      if (!LateAttributes.isOperation(text.text)) {
        problems.add(
            Code.BZ1055,
            text,
            "'" + text.text + "' is no SOAP operation",
            "write its name in the WSDL, without prefix or namespace: getBalance");
      }
      operations.add(text.text);
    }
    if (deny && !operations.isEmpty() && target.get("path") == null) {
      problems.add(
          Code.BZ1055,
          target.mapping(),
          "a deny that names an operation needs the key 'path'",
          "write the service's path: path: /services/bank");
    }
    return operations;
  }
}
