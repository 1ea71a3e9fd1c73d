package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.Trial;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.Who;
import io.bartizan.policy.trial.Given;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets two policies decide recorded requests anew. The trail holds no claims, so nobody knows which
 * of the roles that come from them a principal held: every set of them is tried that explains what
 * was recorded under the old policy. A decision surely changes where it changes under all of them.
 */
final class Replay implements AutoCloseable {

  /** Sets of unknown roles grow with the power of two; beyond, only few of them are tried. */
  private static final int MAX_UNKNOWN = 5;

  /** Kinds of changes that are told apart; a trail of an attack must not fill the heap. */
  private static final int MAX_GROUPS = 10_000;

  /** Requests of one method and roles whose decisions change alike, with the first of them. */
  static final class Group {
    final String request;
    final String before;
    final String after;
    final boolean surely;
    final @Nullable String example;
    long count;

    private Group(
        String request, String before, String after, boolean surely, @Nullable String example) {
      this.request = request;
      this.before = before;
      this.after = after;
      this.surely = surely;
      this.example = example;
    }
  }

  private final Policy older;
  private final Policy newer;
  private final Trial before;
  private final Trial after;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private long requests;
  private long changes;
  private long unexplained;
  private long credentials;

  Replay(Policy older, Policy newer) {
    this.older = older;
    this.newer = newer;
    this.before = new Trial(older);
    this.after = new Trial(newer);
  }

  /** Decides one request anew. */
  void take(Recorded recorded) {
    requests++;
    if (recorded.credentialRefused()) {
      // What the token was worth can't be told from its record.
      credentials++;
      return;
    }
    Given given = recorded.given();
    List<Given> worlds = worlds(given);
    List<Given> explaining = new ArrayList<>();
    for (Given world : worlds) {
      if (explains(recorded, before.judge(world))) {
        explaining.add(world);
      }
    }
    if (explaining.isEmpty()) {
      unexplained++;
      explaining = worlds;
    }
    compare(recorded, given, explaining);
  }

  private void compare(Recorded recorded, Given given, List<Given> worlds) {
    int differing = 0;
    @Nullable Given shown = null;
    for (Given world : worlds) {
      if (permitted(before.judge(world)) != permitted(after.judge(world))) {
        differing++;
        shown = shown == null ? world : shown;
      }
    }
    if (shown == null) {
      return;
    }
    changes++;
    Outcome was = before.judge(shown);
    Outcome is = after.judge(shown);
    boolean surely = differing == worlds.size();
    String who = who(recorded);
    String request = given + " by " + who;
    String key = given.method() + ' ' + who + Telling.of(was) + Telling.of(is) + surely;
    Group group = groups.get(key);
    if (group == null && groups.size() < MAX_GROUPS) {
      group = new Group(request, Telling.of(was), Telling.of(is), surely, recorded.id());
      groups.put(key, group);
    }
    if (group != null) {
      group.count++;
    }
  }

  private static String who(Recorded recorded) {
    String subject = recorded.subject();
    List<String> roles = recorded.roles();
    return subject == null
        ? "anonymous"
        : roles.isEmpty() ? subject : "roles " + String.join(" ", roles);
  }

  private static boolean permitted(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.PERMITTED;
  }

  /** What limits, failures and the like decided says nothing of rules: any outcome explains it. */
  private boolean explains(Recorded recorded, Outcome outcome) {
    if (!recorded.byRules() || !older.digest().equals(recorded.policy())) {
      return true;
    }
    String rule = recorded.rule();
    return permitted(outcome) == recorded.permitted()
        && (rule == null || rule.equals(outcome.rule()));
  }

  /** The request with every set of the roles that nobody knows of. */
  private List<Given> worlds(Given given) {
    List<Given> worlds = new ArrayList<>();
    worlds.add(given);
    if (given.claims() == null) {
      return worlds;
    }
    Set<String> unknown = new LinkedHashSet<>();
    unknown(older, given, unknown);
    unknown(newer, given, unknown);
    unknown.removeAll(given.roles());
    for (String role : unknown) {
      List<Given> more = new ArrayList<>();
      for (Given world : worlds) {
        if (worlds.size() < 1 << MAX_UNKNOWN || world == given) {
          Set<String> roles = new LinkedHashSet<>(world.roles());
          roles.add(role);
          more.add(world.but().roles(roles).build());
        }
      }
      worlds.addAll(more);
    }
    return worlds;
  }

  /** The roles by claims that the rules of this path name. */
  private static void unknown(Policy policy, Given given, Set<String> found) {
    if (policy.roleNames().isEmpty()) {
      return;
    }
    String host = given.host();
    String path = RequestLine.path(given.target());
    Instant time = given.time();
    RuleIndex rules =
        policy.timetable().binding(time == null ? System.currentTimeMillis() : time.toEpochMilli());
    collect(policy, rules.allows(host, path), found);
    collect(policy, rules.denies(host, path), found);
  }

  private static void collect(Policy policy, List<Rule> rules, Set<String> found) {
    for (Rule rule : rules) {
      for (List<Who> people : java.util.Arrays.asList(rule.who(), rule.except())) {
        for (Who who : people) {
          String name = who.name();
          if (who.kind() == Who.Kind.ROLE && name != null && policy.roleNames().contains(name)) {
            found.add(name);
          }
        }
      }
    }
  }

  /** The changes, alike ones together, in the order of the trail. */
  Collection<Group> groups() {
    return groups.values();
  }

  /** Whether there are more kinds of changes than were kept. */
  boolean cut() {
    return groups.size() == MAX_GROUPS;
  }

  /** Requests that were replayed, those whose credential was refused included. */
  long requests() {
    return requests;
  }

  /** Requests that would be decided otherwise, or might be. */
  long changes() {
    return changes;
  }

  /** Requests that the old policy, whose digest they name, would not decide as recorded. */
  long unexplained() {
    return unexplained;
  }

  /** Requests whose credential was refused: what rules would have said can't be told. */
  long credentials() {
    return credentials;
  }

  @Override
  public void close() {
    before.close();
    after.close();
  }
}
