package io.bartizan.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.engine.authorization.Attribute;
import io.bartizan.engine.authorization.Fit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.trial.Given;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request is permitted or refused. */
final class Explanation {

  private final Policy policy;
  private final Given given;
  private final @Nullable Recorded recorded;
  private final Outcome outcome;
  private final List<Fit> fits;
  private final @Nullable Change flip;
  private final boolean binding;

  Explanation(Policy policy, Trial trial, Given given, @Nullable Recorded recorded) {
    this.policy = policy;
    this.given = given;
    this.recorded = recorded;
    this.outcome = trial.judge(given);
    this.fits = trial.fits(given);
    this.flip = new Flips(trial, given).smallest();
    this.binding = trial.binding(given);
  }

  private boolean permitted() {
    return outcome.kind() == Outcome.Kind.PERMITTED;
  }

  void pretty(Shell shell, boolean all) {
    if (recorded != null) {
      shell.out().println("recorded: " + recorded.told());
      if (!policy.digest().equals(recorded.policy())) {
        shell.out().println("  under another policy than the one that is asked now");
      }
      if (recorded.claimsUnknown(policy)) {
        shell.out().println("  the trail holds no claims: roles that come from them are left out");
      }
    }
    shell
        .out()
        .println(
            given
                + " is "
                + shell.paint(permitted() ? Colour.GOOD : Colour.BAD, Telling.of(outcome)));
    if (!permitted() && !binding) {
      shell.out().println("  but the policy observes: the request enters, and this is recorded");
    }
    int others = 0;
    for (Fit fit : fits) {
      boolean elsewhere = fit.failing().stream().anyMatch(one -> one.name().equals("path"));
      if (elsewhere && !all) {
        others++;
      } else {
        pretty(shell, fit);
      }
    }
    if (others > 0) {
      shell.out().println("\n" + others + " more for other paths (--all shows them)");
    }
    shell
        .out()
        .println(
            "\nsmallest change that flips it: " + (flip == null ? "none was found" : flip.words()));
  }

  private void pretty(Shell shell, Fit fit) {
    boolean decides = fit.rule().name().equals(outcome.rule());
    String effect = TestResult.word(fit.rule().effect());
    String verdict = decides ? "matches, and decides" : state(fit);
    shell
        .out()
        .println(
            "\n"
                + shell.paint(Colour.STRONG, effect + " " + fit.rule().name())
                + " ("
                + (fit.rule().file().equals(policy.file())
                    ? "line "
                    : shell.shown(fit.rule().file()) + " line ")
                + fit.rule().line()
                + "): "
                + verdict);
    for (Attribute attribute : fit.attributes()) {
      boolean holds = attribute.state() == Attribute.State.HOLDS;
      boolean fails = attribute.state() == Attribute.State.FAILS;
      String mark = holds ? "+" : fails ? "-" : "?";
      shell
          .out()
          .println(
              "  "
                  + shell.paint(holds ? Colour.GOOD : fails ? Colour.BAD : Colour.WARNING, mark)
                  + " "
                  + Telling.attribute(attribute));
    }
  }

  private static String state(Fit fit) {
    return fit.matches() ? "matches" : fit.possible() ? "may match" : "does not match";
  }

  void json(Shell shell) {
    Json.print(
        shell,
        json -> {
          json.writeStartObject();
          json.writeStringField("request", given.toString());
          json.writeStringField("decision", Telling.decision(outcome));
          if (outcome.status() > 0) {
            json.writeNumberField("status", outcome.status());
          }
          json.writeStringField("reason", outcome.reason());
          json.writeBooleanField("binding", binding);
          if (outcome.rule() != null) {
            json.writeStringField("rule", outcome.rule());
          }
          json.writeArrayFieldStart("rules");
          for (Fit fit : fits) {
            rule(json, fit);
          }
          json.writeEndArray();
          if (flip != null) {
            json.writeStringField("flip", flip.words());
          }
          json.writeEndObject();
        });
  }

  private static void rule(JsonGenerator json, Fit fit) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", fit.rule().name());
    json.writeStringField("effect", TestResult.word(fit.rule().effect()));
    json.writeNumberField("line", fit.rule().line());
    json.writeBooleanField("matches", fit.matches());
    json.writeArrayFieldStart("attributes");
    for (Attribute attribute : fit.attributes()) {
      json.writeStartObject();
      json.writeStringField("name", attribute.name());
      json.writeStringField("asked", attribute.asked());
      json.writeStringField("got", attribute.got());
      json.writeStringField("state", attribute.state().name().toLowerCase(java.util.Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
