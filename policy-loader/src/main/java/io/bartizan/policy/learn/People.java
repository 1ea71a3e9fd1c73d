package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * For whom a rule is: the fewest people whom {@code who} can name and who take in everybody that
 * was seen. Of the roles that somebody holds it takes those whose holders did the same, rather than
 * one that everybody has.
 */
final class People {

  /** The entries of {@code who}; empty if nobody is left. */
  final Set<String> who = new TreeSet<>();

  /** What was seen of whom, in words. */
  final Map<String, Evidence> told = new TreeMap<>();

  /** Whom it leaves out, with the reason. */
  final List<String> leftOut = new ArrayList<>();

  /** What somebody should look at. */
  final List<String> reviews = new ArrayList<>();

  /** How many requests it is made of. */
  long learned;

  /** Requests without a credential are one in so many of a path that people with names use. */
  private static final int ONE_IN_ANONYMOUS = 10;

  /** More roles than that in one rule are no longer read: then the wider ones are taken. */
  private static final int MANY_ROLES = 12;

  private final Map<Party, Evidence> seen;
  private final Set<Party> refused;
  private final Map<Party, Evidence> everybody;
  private final String what;

  /**
   * Chooses.
   *
   * @param what was done, for people
   * @param seen who did it
   * @param refused to whom the like was refused
   * @param everybody all parties of the trail
   */
  People(
      String what, Map<Party, Evidence> seen, Set<Party> refused, Map<Party, Evidence> everybody) {
    this.what = what;
    this.seen = new LinkedHashMap<>(seen);
    this.refused = refused;
    this.everybody = everybody;
    choose();
  }

  private void choose() {
    for (Party party : refused) {
      Evidence contradicted = seen.remove(party);
      if (contradicted != null) {
        leave(party, contradicted, "the like was refused: some condition told them apart");
      }
    }
    Evidence anonymous = seen.get(Party.anonymous());
    if (anonymous != null && doubtful(anonymous)) {
      seen.remove(Party.anonymous());
      leave(
          Party.anonymous(),
          anonymous,
          "too few beside those with one; perhaps they were shown a login page");
      anonymous = null;
    }
    if (anonymous != null) {
      if (!refused.isEmpty()) {
        seen.forEach((party, of) -> leave(party, of, "others were refused the like"));
        return;
      }
      seen.values().forEach(of -> name("anyone", of));
      return;
    }
    Map<Party, Evidence> some = new LinkedHashMap<>();
    seen.forEach(
        (party, of) -> {
          if (party.kind == Party.Kind.ROLES) {
            some.put(party, of);
          }
        });
    Map<String, Evidence> narrow = roles(some, true);
    Map<String, Evidence> chosen = narrow.size() <= MANY_ROLES ? narrow : roles(some, false);
    chosen.forEach(this::name);
    some.forEach(
        (party, of) -> {
          if (Collections.disjoint(party.names, chosen.keySet())) {
            leave(party, of, "all their roles were refused the like");
          }
        });
    others();
  }

  /** An application may well answer everybody, with a form to log in. */
  private boolean doubtful(Evidence anonymous) {
    long named = seen.values().stream().mapToLong(of -> of.count).sum() - anonymous.count;
    return named > 0
        && (anonymous.count < ONE_IN_ANONYMOUS
            || anonymous.people() < 2
            || anonymous.count * ONE_IN_ANONYMOUS < named);
  }

  private void leave(Party party, Evidence of, String why) {
    leftOut.add(what + " by " + party + " (" + Word.count(of.count, "time", "times") + "): " + why);
  }

  private void name(String word, Evidence of) {
    who.add(word);
    told.computeIfAbsent(word, w -> new Evidence()).add(of);
    learned += of.count;
  }

  /**
   * Roles that take in everybody who has one that was not refused the like.
   *
   * @param narrow whether, of two that nobody else has, the one with fewer holders is taken
   */
  private Map<String, Evidence> roles(Map<Party, Evidence> some, boolean narrow) {
    Map<Party, Evidence> open = new LinkedHashMap<>(some);
    Map<String, Evidence> chosen = new TreeMap<>();
    for (String role = best(open, narrow); role != null; role = best(open, narrow)) {
      for (Party party : new ArrayList<>(open.keySet())) {
        if (party.names.contains(role)) {
          Evidence of = open.remove(party);
          if (of != null) {
            chosen.computeIfAbsent(role, r -> new Evidence()).add(of);
          }
        }
      }
    }
    return chosen;
  }

  /** The role with the fewest holders who did not do it; of those the one with fewest, or most. */
  private @Nullable String best(Map<Party, Evidence> open, boolean narrow) {
    Map<String, Long> holders = new TreeMap<>();
    open.forEach(
        (party, of) ->
            party.names.forEach(role -> holders.merge(role, (long) of.people(), Long::sum)));
    refused.forEach(party -> holders.keySet().removeAll(party.names));
    String best = null;
    long fewest = Long.MAX_VALUE;
    for (Map.Entry<String, Long> role : holders.entrySet()) {
      long excess = excess(role.getKey());
      long difference = best == null ? 0 : role.getValue() - holders.getOrDefault(best, 0L);
      if (excess < fewest || excess == fewest && (narrow ? difference < 0 : difference > 0)) {
        best = role.getKey();
        fewest = excess;
      }
    }
    return best;
  }

  private long excess(String role) {
    long excess = 0;
    for (Map.Entry<Party, Evidence> one : everybody.entrySet()) {
      if (one.getKey().names.contains(role)
          && one.getKey().kind == Party.Kind.ROLES
          && !seen.containsKey(one.getKey())) {
        excess += one.getValue().people();
      }
    }
    return excess;
  }

  private void others() {
    Evidence users = null;
    for (Map.Entry<Party, Evidence> one : seen.entrySet()) {
      if (one.getKey().kind == Party.Kind.CLIENT) {
        name("client:" + one.getKey().names.get(0), one.getValue());
      } else if (one.getKey().kind == Party.Kind.USER) {
        users = one.getValue();
      }
    }
    if (users == null) {
      return;
    }
    if (users.names.size() <= Evidence.MAX_NAMED && !users.unnamed) {
      users.names.forEach(name -> who.add("user:" + name));
      told.put("users " + String.join(", ", users.names), users);
      learned += users.count;
      return;
    }
    if (!refused.isEmpty()) {
      leave(Party.principal(new ArrayList<>(), null), users, "others were refused the like");
      return;
    }
    Evidence whole = new Evidence();
    seen.values().forEach(whole::add);
    who.clear();
    told.clear();
    who.add("authenticated");
    told.put("authenticated", whole);
    learned = whole.count;
    reviews.add(
        what + " is for everybody with a token: more users without roles than can be named");
  }
}
