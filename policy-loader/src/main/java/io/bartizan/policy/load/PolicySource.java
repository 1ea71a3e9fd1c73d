package io.bartizan.policy.load;

import io.bartizan.policy.Policy;
import io.bartizan.policy.trial.PolicyTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy file as tools see it: the policy or what is wrong with it, its tests, and where each
 * part stands. What is in force at run time keeps none of that.
 */
public final class PolicySource {

  private final Path file;
  private final byte[] bytes;
  private final @Nullable Policy policy;
  private final List<Problem> problems;
  private final @Nullable Tree tree;
  private final Includes includes;

  private PolicySource(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    this.includes = new Includes(file, bytes);
    Policy read = null;
    List<Problem> wrong = Collections.emptyList();
    try {
      read = PolicyLoader.parse(file, bytes, includes);
    } catch (PolicyException broken) {
      wrong = broken.problems();
    }
    this.policy = read;
    this.problems = wrong;
    this.tree = read == null ? null : TreeReader.read(text(), new Problems(file.toString()));
  }

  /**
   * Reads a file, whatever it holds.
   *
   * @throws PolicyException if it can't be read, or if others may change it
   */
  public static PolicySource read(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    return of(absolute, PolicyFile.read(absolute));
  }

  /** These bytes, as if they were a file's. */
  public static PolicySource of(Path file, byte[] bytes) {
    return new PolicySource(file, bytes.clone());
  }

  /** The absolute path of the file. */
  public Path file() {
    return file;
  }

  /** The whole text. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The text of a file that is included; empty if it could not be read, or is none. */
  public String text(Path included) {
    return included.equals(file)
        ? text()
        : includes.parts().stream()
            .filter(part -> part.file.equals(included))
            .map(part -> part.text)
            .findAny()
            .orElse("");
  }

  /** The policy; null if there are {@link #problems()}. */
  public @Nullable Policy policy() {
    return policy;
  }

  /** What is wrong, in the order of the file; empty if there is a policy. */
  public List<Problem> problems() {
    return problems;
  }

  /** The policy's own tests; empty if it has none or is broken. */
  public List<PolicyTest> tests() {
    Problems told = new Problems(file.toString());
    Fields top = tree == null ? null : Fields.of(tree, "the policy", told, "tests");
    return top == null ? Collections.emptyList() : new TestsReader(told).read(top.items("tests"));
  }

  /**
   * The tests of a file that holds nothing else.
   *
   * @throws PolicyException with all that is wrong with it
   */
  public static List<PolicyTest> tests(Path file) throws PolicyException {
    Path absolute = file.toAbsolutePath().normalize();
    Problems problems = new Problems(absolute.toString());
    String text = PolicyLoader.text(PolicyFile.read(absolute), problems);
    Tree tree = text == null ? null : TreeReader.read(text, problems);
    Fields top = Fields.of(tree, "a file of tests", problems, "tests");
    List<PolicyTest> tests = new ArrayList<>();
    if (top != null) {
      top.required("tests", "a file of tests");
      tests.addAll(new TestsReader(problems).read(top.items("tests")));
    }
    if (!problems.none()) {
      throw new PolicyException(problems.all(), false);
    }
    return tests;
  }

  /**
   * Where a part stands: the last one on the way that there is.
   *
   * @param steps names of keys and indexes of lists from the top, such as {@code "rules", 3,
   *     "allow"}. A lone value counts as a list of one
   */
  public Place place(Object... steps) {
    Tree at = top();
    Path in = file;
    Object[] way = steps.clone();
    Includes.Part part = part(way);
    if (part != null) {
      at = part.tree;
      in = part.file;
    }
    for (Object step : way) {
      Tree next = step(at, step);
      at = next == null ? at : next;
    }
    return new Place(in, at);
  }

  /** Whether there is such a part. */
  public boolean has(Object... steps) {
    Tree at = top();
    Object[] way = steps.clone();
    Includes.Part part = part(way);
    if (part != null) {
      at = part.tree;
    }
    for (Object step : way) {
      Tree next = step(at, step);
      if (next == null) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /**
   * The parts by their names, such as {@code rule refunds}, each in one form for all that means the
   * same. Tests are no part of what is in force.
   */
  public Map<String, String> parts() {
    Map<String, String> all = Parts.of((Tree.Mapping) top());
    for (Includes.Part part : includes.parts()) {
      Parts.of(part.tree).forEach(all::putIfAbsent);
    }
    return all;
  }

  /**
   * The file in which the rule stands that steps lead to; null if that is the policy's own.
   *
   * @param way whose rule is counted from that file's first on afterwards
   */
  private Includes.@Nullable Part part(Object[] way) {
    if (way.length < 2 || !"rules".equals(way[0]) || !(way[1] instanceof Integer)) {
      return null;
    }
    Tree own = step(top(), "rules");
    int left = (Integer) way[1] - (own instanceof Tree.Sequence ? size(own) : 0);
    for (Includes.Part part :
        left < 0 ? Collections.<Includes.Part>emptyList() : includes.parts()) {
      int here = part.rules().size();
      if (left < here) {
        way[1] = left;
        return part;
      }
      left -= here;
    }
    return null;
  }

  private static int size(Tree list) {
    return ((Tree.Sequence) list).items.size();
  }

  /**
   * The text without some of its top-level sections; comments right above one go with it.
   *
   * @return null where two sections share a line, as in flow style
   */
  public @Nullable String without(Set<String> sections) {
    return Sections.without(text(), (Tree.Mapping) top(), sections);
  }

  private Tree top() {
    if (tree == null) {
      throw new IllegalStateException("a broken policy has no parts");
    }
    return tree;
  }

  private static @Nullable Tree step(Tree at, Object step) {
    if (step instanceof String) {
      return at instanceof Tree.Mapping ? ((Tree.Mapping) at).get((String) step) : null;
    }
    int index = (Integer) step;
    if (at instanceof Tree.Sequence) {
      List<Tree> items = ((Tree.Sequence) at).items;
      return index < items.size() ? items.get(index) : null;
    }
    return index == 0 && at instanceof Tree.Scalar ? at : null;
  }
}
