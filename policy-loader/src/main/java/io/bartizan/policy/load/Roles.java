package io.bartizan.policy.load;

import io.bartizan.policy.RoleCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code roles}, and what may stand as a role elsewhere. */
final class Roles {

  private static final String TEXT = "(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\")";
  private static final String CLAIM = "token((?:\\.[A-Za-z_][A-Za-z0-9_]*)+)";
  private static final Pattern MEMBER = Pattern.compile(TEXT + "\\s+in\\s+" + CLAIM);
  private static final Pattern EQUAL = Pattern.compile(CLAIM + "\\s*==\\s*" + TEXT);

  private final Problems problems;
  private final boolean claimed;
  private final Map<String, RoleCondition> defined = new LinkedHashMap<>();

  /**
   * Roles.
   *
   * @param claimed whether an issuer's tokens may carry roles that the file does not define
   */
  Roles(Problems problems, boolean claimed) {
    this.problems = problems;
    this.claimed = claimed;
  }

  void read(@Nullable Tree tree) {
    if (tree == null) {
      return;
    }
    if (!(tree instanceof Tree.Mapping)) {
      problems.add(Code.BZ1009, tree, "'roles' is a mapping, and here is " + tree.kind(), null);
      return;
    }
    for (Tree.Entry entry : ((Tree.Mapping) tree).entries) {
      RoleCondition condition =
          entry.value instanceof Tree.Scalar ? condition(((Tree.Scalar) entry.value).text) : null;
      if (reserved(entry.key.text)) {
        problems.add(
            Code.BZ1016, entry.key, "'" + entry.key.text + "' can't be a role's name", null);
      } else if (condition == null) {
        problems.add(
            Code.BZ1014,
            entry.value,
            "the condition of role '" + entry.key.text + "' can't be read",
            "write \"'value' in token.claim\" or \"token.claim == 'value'\"");
      } else {
        defined.put(entry.key.text, condition);
      }
    }
  }

  private static boolean reserved(String name) {
    return name.equals("anyone") || name.equals("authenticated") || name.indexOf(':') >= 0;
  }

  private static @Nullable RoleCondition condition(String text) {
    Matcher member = MEMBER.matcher(text.trim());
    if (member.matches()) {
      return new RoleCondition(
          path(member.group(3)), either(member.group(1), member.group(2)), true);
    }
    Matcher equal = EQUAL.matcher(text.trim());
    return equal.matches()
        ? new RoleCondition(path(equal.group(1)), either(equal.group(2), equal.group(3)), false)
        : null;
  }

  private static String either(@Nullable String one, @Nullable String other) {
    return one == null ? String.valueOf(other) : one;
  }

  private static List<String> path(String dotted) {
    return new ArrayList<>(Arrays.asList(dotted.substring(1).split("\\.")));
  }

  Map<String, RoleCondition> defined() {
    return defined;
  }

  /** Whether a role of that name can ever hold. */
  boolean possible(String role) {
    return claimed || defined.containsKey(role);
  }
}
