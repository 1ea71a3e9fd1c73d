package io.bartizan.policy.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which roles inherit which: whoever has a senior role has its junior ones (ANSI INCITS 359, 5.2:
 * hierarchical RBAC).
 */
final class Inheritance {

  /** Pairs of roles of which one is above the other; a policy of people has some hundreds. */
  static final int MAX_PAIRS = 20_000;

  /** By the senior role, its juniors as they are written. */
  private final Map<String, List<Tree.Scalar>> juniors = new LinkedHashMap<>();

  private final Map<String, Set<String>> seniors = new LinkedHashMap<>();

  void add(String senior, Tree.Scalar junior) {
    juniors.computeIfAbsent(senior, role -> new ArrayList<>()).add(junior);
  }

  /** Works out who is above whom; tells of each circle once, at the name that closes it. */
  void resolve(Problems problems) {
    Set<String> done = new LinkedHashSet<>();
    for (String start : juniors.keySet()) {
      check(start, problems, done);
    }
    int pairs = 0;
    for (Map.Entry<String, List<Tree.Scalar>> entry : juniors.entrySet()) {
      pairs = above(entry.getKey(), pairs);
      if (pairs > MAX_PAIRS) {
        problems.add(
            Code.BZ1018,
            entry.getValue().get(0),
            "roles inherit from each other more than " + MAX_PAIRS + " times",
            "let roles inherit from fewer others");
        return;
      }
    }
  }

  /** Depth first, without a stack of calls that a long chain could overflow. */
  private void check(String start, Problems problems, Set<String> done) {
    Deque<String> way = new ArrayDeque<>();
    Deque<Deque<Tree.Scalar>> left = new ArrayDeque<>();
    Set<String> onTheWay = new LinkedHashSet<>();
    if (!done.add(start)) {
      return;
    }
    way.push(start);
    onTheWay.add(start);
    left.push(of(start));
    while (!left.isEmpty()) {
      Tree.Scalar next = left.peek().poll();
      if (next == null) {
        left.pop();
        onTheWay.remove(way.pop());
      } else if (onTheWay.contains(next.text)) {
        tell(next, onTheWay, problems);
      } else if (done.add(next.text)) {
        way.push(next.text);
        onTheWay.add(next.text);
        left.push(of(next.text));
      }
    }
  }

  private Deque<Tree.Scalar> of(String senior) {
    return new ArrayDeque<>(juniors.getOrDefault(senior, Collections.emptyList()));
  }

  private static void tell(Tree.Scalar closing, Set<String> way, Problems problems) {
    List<String> circle = new ArrayList<>(way);
    circle = circle.subList(circle.indexOf(closing.text), circle.size());
    problems.add(
        Code.BZ1056,
        closing,
        "roles inherit each other in a circle: "
            + String.join(" from ", circle)
            + " from "
            + closing.text,
        "take out one of them");
  }

  /** Puts a role above all that it has; the number of pairs by then. */
  private int above(String senior, int before) {
    int pairs = before;
    Set<String> seen = new LinkedHashSet<>();
    Deque<Tree.Scalar> left = of(senior);
    for (Tree.Scalar junior = left.poll(); junior != null && pairs <= MAX_PAIRS; ) {
      if (seen.add(junior.text)) {
        seniors.computeIfAbsent(junior.text, role -> new LinkedHashSet<>()).add(senior);
        left.addAll(juniors.getOrDefault(junior.text, Collections.emptyList()));
        pairs++;
      }
      junior = left.poll();
    }
    return pairs;
  }

  /** By role, all that are above it. */
  Map<String, Set<String>> seniors() {
    return seniors;
  }
}
