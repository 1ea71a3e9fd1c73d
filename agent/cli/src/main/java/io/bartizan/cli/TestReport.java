package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.policy.Effect;
import java.util.List;

/** The results of tests, for people and for programs. */
final class TestReport {

  private TestReport() {}

  static void pretty(Shell shell, List<TestResult> results) {
    long failed = 0;
    for (TestResult result : results) {
      if (result.passed()) {
        shell.out().println(shell.paint(Colour.GOOD, "ok  ") + "  " + result.test().name());
      } else {
        failed++;
        failure(shell, result);
      }
    }
    String summary = results.size() + (results.size() == 1 ? " test, " : " tests, ");
    Colour colour = failed == 0 ? Colour.GOOD : Colour.BAD;
    shell
        .out()
        .println(shell.paint(colour, summary + (failed == 0 ? "all passed" : failed + " failed")));
  }

  private static void failure(Shell shell, TestResult result) {
    shell.out().println(shell.paint(Colour.BAD, "FAIL") + "  " + result.test().name());
    shell
        .out()
        .println(
            "      at "
                + shell.shown(result.file())
                + ":"
                + result.test().line()
                + ":"
                + result.test().column());
    shell.out().println("      given     " + result.test().given());
    shell.out().println("      expected  " + result.expected());
    shell.out().println("      but was   " + Telling.of(result.outcome()));
    if (result.nearest() != null) {
      shell.out().println("      nearest   " + result.nearest());
    }
  }

  static void json(Shell shell, List<TestResult> results) {
    Json.print(
        shell,
        json -> {
          json.writeStartObject();
          json.writeNumberField("tests", results.size());
          json.writeNumberField(
              "failed", results.stream().filter(result -> !result.passed()).count());
          json.writeArrayFieldStart("results");
          for (TestResult result : results) {
            Outcome outcome = result.outcome();
            Effect decision = result.test().decision();
            json.writeStartObject();
            json.writeStringField("name", result.test().name());
            json.writeStringField("file", result.file().toString());
            json.writeNumberField("line", result.test().line());
            json.writeBooleanField("passed", result.passed());
            json.writeObjectFieldStart("expected");
            if (decision != null) {
              json.writeStringField("decision", TestResult.word(decision));
            }
            if (result.test().rule() != null) {
              json.writeStringField("rule", result.test().rule());
            }
            if (result.test().status() != 0) {
              json.writeNumberField("status", result.test().status());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("actual");
            json.writeStringField("decision", Telling.decision(outcome));
            json.writeStringField("reason", outcome.reason());
            if (outcome.rule() != null) {
              json.writeStringField("rule", outcome.rule());
            }
            if (outcome.status() != 0) {
              json.writeNumberField("status", outcome.status());
            }
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
