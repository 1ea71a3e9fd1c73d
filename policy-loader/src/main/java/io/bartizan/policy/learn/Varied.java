package io.bartizan.policy.learn;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names below one place, told apart: those of routes, and those that are so many and so seldom
 * that they must be values (users, products). Only what several people with names asked for makes a
 * variable; otherwise whoever can make an application answer to names of their own would widen the
 * policy.
 */
final class Varied {

  /** So many names that hardly anybody asks for are no routes. */
  static final int MIN_VARIED = 100;

  /** A name that is asked for more often is one by itself. */
  static final int SELDOM = 3;

  /** The people of whom a variable is learned. */
  static final int MIN_PEOPLE = 3;

  /** With values of one variable the same is done; with so many in a hundred it must be. */
  private static final int ALIKE_PERCENT = 80;

  /** The same is what is done, by the same people, with so many in a hundred. */
  private static final int USUAL_PERCENT = 10;

  private static final int PERCENT = 100;

  /** The names that stay. */
  final Map<String, Node> names = new TreeMap<>();

  /** What the others lead to, as values of one variable; null if they are none. */
  @Nullable Node variable;

  /** What is not learned, in words; null if everything is. */
  @Nullable String lost;

  Varied(Node node) {
    Map<String, Node> seldom = new TreeMap<>();
    node.names.forEach(
        (name, child) -> (child.whole().count <= SELDOM ? seldom : names).put(name, child));
    if (seldom.size() < MIN_VARIED) {
      names.putAll(seldom);
      lose(node, 0);
      return;
    }
    Set<String> usual = usual(seldom);
    Node together = new Node();
    Map<String, Node> odd = new TreeMap<>();
    seldom.forEach(
        (name, child) -> {
          if (usual.containsAll(child.deeds())) {
            together.merge(child);
          } else {
            odd.put(name, child);
          }
        });
    boolean alike = odd.size() * PERCENT <= seldom.size() * (PERCENT - ALIKE_PERCENT);
    // Of names that found no place, one may be a route's: then nobody can say what to leave out.
    if (alike && node.spill == null && people(together) >= MIN_PEOPLE) {
      names.putAll(odd);
      variable = together;
    } else {
      lose(node, seldom.size());
    }
  }

  /** What was done with enough of the names to be usual. */
  private static Set<String> usual(Map<String, Node> seldom) {
    Map<String, Integer> deeds = new HashMap<>();
    seldom
        .values()
        .forEach(child -> child.deeds().forEach(deed -> deeds.merge(deed, 1, Integer::sum)));
    Set<String> usual = new HashSet<>();
    deeds.forEach(
        (deed, times) -> {
          if (times * PERCENT >= seldom.size() * USUAL_PERCENT) {
            usual.add(deed);
          }
        });
    return usual;
  }

  private void lose(Node node, int seldom) {
    long spilt = node.spill == null ? 0 : node.spill.whole().count;
    if (seldom > 0 || spilt > 0) {
      lost =
          (seldom > 0
                  ? Word.count(seldom, "name", "names") + " that were asked for seldom"
                  : "more than " + Node.MAX_NAMES + " names")
              + (spilt > 0
                  ? ", and " + Word.count(spilt, "request", "requests") + " for others"
                  : "")
              + ": if they are values of a variable, say so with --template";
    }
  }

  /** Those with names: requests without a credential may all come from one. */
  private static int people(Node node) {
    Evidence people = new Evidence();
    add(node, people);
    return people.people();
  }

  private static void add(Node node, Evidence people) {
    node.uses.forEach(
        (use, seen) -> {
          if (use.party.kind != Party.Kind.ANONYMOUS) {
            people.add(seen);
          }
        });
    node.names.values().forEach(child -> add(child, people));
    node.shapes.values().forEach(child -> add(child, people));
    node.variables.values().forEach(child -> add(child, people));
  }
}
