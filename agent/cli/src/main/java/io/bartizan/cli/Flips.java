package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.engine.authorization.Attribute;
import io.bartizan.engine.authorization.Fit;
import io.bartizan.policy.Effect;
import io.bartizan.policy.trial.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest change of a request that would flip its decision. Candidates come from what rules
 * ask for; each is judged by the engine, and only what really flips it is told.
 */
final class Flips {

  /** The status of messages that two readers could read as two. */
  private static final int AMBIGUOUS = 400;

  private final Trial trial;
  private final Given given;
  private final boolean permitted;
  private final boolean ambiguous;

  Flips(Trial trial, Given given) {
    this.trial = trial;
    this.given = given;
    Outcome outcome = trial.judge(given);
    this.permitted = permitted(outcome);
    this.ambiguous = outcome.status() == AMBIGUOUS;
  }

  private static boolean permitted(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.PERMITTED;
  }

  /** The smallest change that was found; null if none was. */
  @Nullable Change smallest() {
    List<Change> candidates = permitted ? toRefuse() : toPermit();
    candidates.sort(Comparator.comparingInt(Change::size));
    for (Change candidate : candidates) {
      if (permitted(trial.judge(candidate.given())) != permitted) {
        return candidate;
      }
    }
    return null;
  }

  private List<Change> toRefuse() {
    Edits edits = new Edits(given);
    List<Change> all = new ArrayList<>();
    for (Fit fit : trial.fits(given)) {
      if (fit.rule().effect() == Effect.ALLOW && fit.matches()) {
        all.addAll(edits.withoutClaims());
      } else if (fit.rule().effect() == Effect.DENY && reachable(fit)) {
        all.addAll(satisfy(fit, given));
      }
    }
    if (given.claims() != null) {
      all.add(edits.anonymous());
    }
    all.addAll(edits.otherMethods());
    return all;
  }

  private List<Change> toPermit() {
    List<Fit> fits = trial.fits(given);
    if (fits.isEmpty() || ambiguous) {
      return new Edits(given).mended();
    }
    List<Change> starts = new ArrayList<>();
    starts.add(new Change("", 0, given));
    for (Fit fit : fits) {
      if (fit.rule().effect() == Effect.DENY && fit.matches()) {
        starts = escape(fit, starts);
      }
    }
    List<Change> all = new ArrayList<>();
    for (Change start : starts) {
      for (Fit fit : start.size() == 0 ? fits : trial.fits(start.given())) {
        if (fit.rule().effect() == Effect.ALLOW && reachable(fit)) {
          for (Change more : satisfy(fit, start.given())) {
            all.add(start.size() == 0 ? more : more.size() == 0 ? start : start.then(more));
          }
        }
      }
    }
    return all;
  }

  /** Another path is another request, and spellings are not suggested to anyone. */
  private static boolean reachable(Fit fit) {
    return fit.failing().stream()
        .noneMatch(one -> one.name().equals("path") || one.name().equals("tolerate"));
  }

  /** Every change so far, followed by each that makes a deny not match. */
  private static List<Change> escape(Fit deny, List<Change> so) {
    List<Change> all = new ArrayList<>();
    for (Change before : so) {
      for (Change one : new Edits(before.given()).escaping(deny.rule())) {
        all.add(before.size() == 0 ? one : before.then(one));
      }
    }
    return all;
  }

  /** The ways to give a request all that a rule asks for. */
  private static List<Change> satisfy(Fit fit, Given from) {
    List<Change> ways = new ArrayList<>();
    ways.add(new Change("", 0, from));
    for (Attribute attribute : fit.attributes()) {
      if (attribute.state() == Attribute.State.HOLDS) {
        continue;
      }
      List<Change> longer = new ArrayList<>();
      for (Change way : ways) {
        for (Change next : new Edits(way.given()).having(attribute.name(), fit.rule())) {
          longer.add(way.size() == 0 ? next : way.then(next));
        }
      }
      ways = longer;
    }
    return ways;
  }
}
