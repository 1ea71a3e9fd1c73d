package io.bartizan.cli;

import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import io.bartizan.policy.analysis.Access;
import java.util.List;
import java.util.stream.Collectors;

/** The answer to {@code --who-can}. */
final class AccessList {

  private AccessList() {}

  static void pretty(Shell shell, RequestLine line, List<Access> all) {
    if (all.isEmpty()) {
      shell.out().println("nobody can " + line);
      return;
    }
    shell.out().println("can " + line + ":");
    for (Access one : all) {
      StringBuilder text = new StringBuilder("  ").append(shell.paint(Colour.GOOD, word(one)));
      one.only().forEach(limit -> text.append(", ").append(limit));
      text.append("  (rule ").append(one.rule().name()).append(", line ");
      text.append(one.rule().line()).append(')');
      for (Rule deny : one.unless()) {
        text.append("\n    unless rule ").append(deny.name()).append(" (line ");
        text.append(deny.line()).append(") denies it to ").append(words(deny.who()));
        if (!deny.except().isEmpty()) {
          text.append(" except ").append(words(deny.except()));
        }
      }
      shell.out().println(text);
    }
  }

  private static String word(Access one) {
    return one.who().kind() == Who.Kind.ROLE ? "role " + one.who().word() : one.who().word();
  }

  private static String words(List<Who> people) {
    return people.stream().map(Who::word).collect(Collectors.joining(", "));
  }

  static void json(Shell shell, RequestLine line, List<Access> all) {
    Json.print(
        shell,
        json -> {
          json.writeStartObject();
          json.writeStringField("method", line.method());
          json.writeStringField("path", line.path());
          json.writeArrayFieldStart("access");
          for (Access one : all) {
            json.writeStartObject();
            json.writeStringField("who", one.who().word());
            json.writeStringField("rule", one.rule().name());
            json.writeNumberField("line", one.rule().line());
            json.writeArrayFieldStart("only");
            for (String limit : one.only()) {
              json.writeString(limit);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("unless");
            for (Rule deny : one.unless()) {
              json.writeString(deny.name());
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
