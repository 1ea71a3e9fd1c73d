package io.bartizan.policy.load;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of headers that a policy gives to credentials. */
final class HeaderNames {

  /** RFC 9110, 5.6.2; RFC 6265, 4.1.1. */
  static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Headers that mean something else already. */
  private static final List<String> TAKEN =
      Collections.unmodifiableList(
          Arrays.asList("authorization", "cookie", "dpop", "host", "proxy-authorization"));

  private HeaderNames() {}

  /** Whether it is the name of a header that means nothing else to servers already. */
  static boolean free(String name) {
    return NAME.matcher(name).matches() && !TAKEN.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Tells a header that can't be these credentials' own. */
  static void own(Tree.@Nullable Scalar header, String what, String example, Problems problems) {
    if (header != null && !free(header.text)) {
      problems.add(
          Code.BZ1010,
          header,
          what + " can't stand in a header '" + header.text + "'",
          "name a header of its own, such as " + example);
    }
  }
}
