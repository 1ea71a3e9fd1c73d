package io.bartizan.policy.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping: all must be known, and each has the shape that is asked for. */
final class Fields {

  private final Problems problems;
  private final Tree.Mapping mapping;

  private Fields(Problems problems, Tree.Mapping mapping) {
    this.problems = problems;
    this.mapping = mapping;
  }

  /** The fields of a mapping that may have these keys; null if it is no mapping, which is told. */
  static @Nullable Fields of(@Nullable Tree tree, String what, Problems problems, String... known) {
    if (!(tree instanceof Tree.Mapping)) {
      if (tree != null) {
        problems.add(
            Code.BZ1009,
            tree,
            what + " is a mapping, and here is " + tree.kind(),
            "its keys are: " + String.join(", ", known));
      }
      return null;
    }
    Tree.Mapping mapping = (Tree.Mapping) tree;
    for (Tree.Entry entry : mapping.entries) {
      if (!Arrays.asList(known).contains(entry.key.text)) {
        problems.add(
            Code.BZ1007,
            entry.key,
            "unknown key '" + entry.key.text + "' in " + what,
            Suggestion.among(entry.key.text, known));
      }
    }
    return new Fields(problems, mapping);
  }

  Tree.Mapping mapping() {
    return mapping;
  }

  @Nullable Tree get(String key) {
    return mapping.get(key);
  }

  /** A required value; null if it is missing, which is told. */
  @Nullable Tree required(String key, String what) {
    Tree tree = mapping.get(key);
    if (tree == null) {
      problems.add(Code.BZ1008, mapping, what + " needs the key '" + key + "'", null);
    }
    return tree;
  }

  /** A text; null if there is none, or if it is something else, which is told. */
  Tree.@Nullable Scalar text(String key) {
    return scalar(mapping.get(key), "'" + key + "'");
  }

  Tree.@Nullable Scalar requiredText(String key, String what) {
    return scalar(required(key, what), "'" + key + "'");
  }

  Tree.@Nullable Scalar scalar(@Nullable Tree tree, String what) {
    if (tree == null) {
      return null;
    }
    if (!(tree instanceof Tree.Scalar) || ((Tree.Scalar) tree).nothing()) {
      problems.add(Code.BZ1009, tree, what + " is a text, and here is " + tree.kind(), null);
      return null;
    }
    return (Tree.Scalar) tree;
  }

  /** One text or a list of them; empty if the key is missing. An empty list is told. */
  List<Tree.Scalar> texts(String key) {
    Tree tree = mapping.get(key);
    if (tree == null) {
      return Collections.emptyList();
    }
    if (tree instanceof Tree.Scalar) {
      Tree.Scalar one = scalar(tree, "'" + key + "'");
      return one == null ? Collections.emptyList() : Collections.singletonList(one);
    }
    List<Tree.Scalar> all = new ArrayList<>();
    for (Tree item : items(key)) {
      Tree.Scalar one = scalar(item, "each entry of '" + key + "'");
      if (one != null) {
        all.add(one);
      }
    }
    if (((tree instanceof Tree.Sequence) && ((Tree.Sequence) tree).items.isEmpty())) {
      problems.add(
          Code.BZ1009, tree, "'" + key + "' is an empty list", "leave the key out, or fill it");
    }
    return all;
  }

  /** The entries of a list; empty if the key is missing or the list is. */
  List<Tree> items(String key) {
    Tree tree = mapping.get(key);
    if (tree == null) {
      return Collections.emptyList();
    }
    if (!(tree instanceof Tree.Sequence)) {
      problems.add(Code.BZ1009, tree, "'" + key + "' is a list, and here is " + tree.kind(), null);
      return Collections.emptyList();
    }
    return ((Tree.Sequence) tree).items;
  }
}
