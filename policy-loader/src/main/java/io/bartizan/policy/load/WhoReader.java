package io.bartizan.policy.load;

import io.bartizan.policy.Effect;
import io.bartizan.policy.Who;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists {@code who} and {@code except} of a rule. */
final class WhoReader {

  private final Problems problems;
  private final Roles roles;

  WhoReader(Problems problems, Roles roles) {
    this.problems = problems;
    this.roles = roles;
  }

  /**
   * Reads a list.
   *
   * @param effect whose default stands where the key is missing; null where that means nobody
   */
  List<Who> read(Fields fields, String key, @Nullable Effect effect) {
    if (fields.get(key) == null) {
      if (effect == null) {
        return Collections.emptyList();
      }
      Who.Kind kind = effect == Effect.ALLOW ? Who.Kind.AUTHENTICATED : Who.Kind.ANYONE;
      return Collections.singletonList(new Who(kind, null));
    }
    List<Who> all = new ArrayList<>();
    for (Tree.Scalar text : fields.texts(key)) {
      Who who = who(text);
      if (who != null) {
        all.add(who);
      }
    }
    return all;
  }

  private @Nullable Who who(Tree.Scalar text) {
    String word = text.text;
    int colon = word.indexOf(':');
    if (colon < 0) {
      switch (word) {
        case "anyone":
          return new Who(Who.Kind.ANYONE, null);
        case "authenticated":
          return new Who(Who.Kind.AUTHENTICATED, null);
        default:
          return role(text);
      }
    }
    String name = word.substring(colon + 1);
    switch (word.substring(0, colon)) {
      case "user":
        return named(text, Who.Kind.USER, name);
      case "client":
        return named(text, Who.Kind.CLIENT, name);
      case "service":
        problems.add(
            Code.BZ1013,
            text,
            "no service '" + name + "' is defined",
            "services are not supported yet; name the service's token as client:ID");
        return null;
      default:
        problems.add(
            Code.BZ1013,
            text,
            "'" + word + "' names nobody",
            "write a role, user:ID, client:ID, authenticated or anyone");
        return null;
    }
  }

  private @Nullable Who named(Tree.Scalar text, Who.Kind kind, String name) {
    if (name.isEmpty()) {
      problems.add(Code.BZ1013, text, "'" + text.text + "' names nobody", "write an id after ':'");
      return null;
    }
    return new Who(kind, name);
  }

  private @Nullable Who role(Tree.Scalar text) {
    if (!roles.possible(text.text)) {
      List<String> words = new ArrayList<>(roles.names());
      words.add("anyone");
      words.add("authenticated");
      problems.add(
          Code.BZ1013,
          text,
          "nothing defines the role '" + text.text + "'",
          Suggestion.among(text.text, words.toArray(new String[0]))
              + " (or give an issuer a rolesClaim)");
      return null;
    }
    return new Who(Who.Kind.ROLE, text.text);
  }
}
