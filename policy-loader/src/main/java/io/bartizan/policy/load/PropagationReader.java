package io.bartizan.policy.load;

import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.Propagation;
import io.bartizan.policy.TokenPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys {@code propagate} and {@code identityHeaders} of {@code identity}. */
final class PropagationReader {

  /** What servers need to read a message at all (RFC 9110, 7 and 8; RFC 9112, 6). */
  private static final List<String> OF_THE_MESSAGE =
      Collections.unmodifiableList(
          Arrays.asList(
              "connection",
              "content-encoding",
              "content-length",
              "content-type",
              "expect",
              "te",
              "trailer",
              "transfer-encoding",
              "upgrade"));

  private final Problems problems;

  PropagationReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * What the application is to hear.
   *
   * @param tokens the headers that are credentials to the agent itself must stay
   */
  Propagation read(Fields identity, TokenPlaces tokens, @Nullable ApiKeys keys) {
    Set<String> credentials = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    String token = tokens.header();
    if (token != null) {
      credentials.add(token);
    }
    if (keys != null) {
      credentials.add(keys.header());
    }
    List<String> headers = new ArrayList<>();
    for (Tree.Scalar header : identity.texts("identityHeaders")) {
      String why = unfit(header.text, credentials);
      if (why == null) {
        headers.add(header.text);
      } else {
        problems.add(
            Code.BZ1060,
            header,
            "'" + header.text + "' can't be an identity header: " + why,
            "name headers that the application believes, such as X-Remote-User");
      }
    }
    return new Propagation(principal(identity.text("propagate")), headers);
  }

  private boolean principal(Tree.@Nullable Scalar word) {
    boolean principal = word != null && word.text.equals("principal");
    if (word != null && !principal && !word.text.equals("none")) {
      problems.add(
          Code.BZ1010,
          word,
          "'" + word.text + "' can't be propagated",
          Suggestion.among(word.text, "principal", "none"));
    }
    return principal;
  }

  private static @Nullable String unfit(String name, Set<String> credentials) {
    if (!HeaderNames.free(name)) {
      return "it is no header's name, or means something else already";
    }
    if (OF_THE_MESSAGE.contains(name.toLowerCase(Locale.ROOT))) {
      return "the server needs it to read the message";
    }
    if (credentials.contains(name)) {
      return "the agent itself reads a credential there";
    }
    return name.chars().filter(c -> c == '-' || c == '_').count() > Propagation.MAX_SEPARATORS
        ? "it has more than " + Propagation.MAX_SEPARATORS + " hyphens and underscores"
        : null;
  }
}
