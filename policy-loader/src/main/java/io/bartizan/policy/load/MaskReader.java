package io.bartizan.policy.load;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Mask;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key {@code audit.mask}: terms as conditions have them, of what the trail records. */
final class MaskReader {

  private static final String HEADER = "request.headers.";
  private static final String PARAMETER = "query.";
  private static final String VARIABLE = "path.";

  private final List<Rule> rules;
  private final List<Issuer> issuers;
  private final Problems problems;
  private final Set<Mask.Field> fields = EnumSet.noneOf(Mask.Field.class);
  private final Set<String> headers = new LinkedHashSet<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> variables = new LinkedHashSet<>();
  private final Set<PathPattern> paths = new LinkedHashSet<>();

  MaskReader(List<Rule> rules, List<Issuer> issuers, Problems problems) {
    this.rules = rules;
    this.issuers = issuers;
    this.problems = problems;
  }

  Mask read(List<Tree.Scalar> terms) {
    for (Tree.Scalar term : terms) {
      read(term);
    }
    return new Mask(fields, headers, parameters, variables, new ArrayList<>(paths));
  }

  private void read(Tree.Scalar term) {
    String text = term.text;
    Mask.Field field = field(text);
    if (field != null) {
      fields.add(field);
    } else if (text.startsWith(HEADER) && text.length() > HEADER.length()) {
      headers.add(text.substring(HEADER.length()).toLowerCase(Locale.ROOT));
    } else if (text.startsWith(PARAMETER) && text.length() > PARAMETER.length()) {
      parameters.add(text.substring(PARAMETER.length()).toLowerCase(Locale.ROOT));
    } else if (text.startsWith(VARIABLE) && text.length() > VARIABLE.length()) {
      variable(term, text.substring(VARIABLE.length()));
    } else {
      problems.add(
          Code.BZ1071,
          term,
          "'" + text + "' is nothing that the trail tells",
          "write principal.id, principal.issuer, principal.clientId, principal.roles,"
              + " client.address, request.host, request.path, request.query, path.NAME,"
              + " query.NAME, request.headers.NAME, or the claim that one of them comes from");
    }
  }

  private void variable(Tree.Scalar term, String name) {
    boolean known = false;
    for (Rule rule : rules) {
      for (PathPattern path : rule.paths()) {
        if (path.holds(name)) {
          known = true;
          variables.add(name);
          paths.add(path);
        }
      }
    }
    if (!known) {
      problems.add(
          Code.BZ1072,
          term,
          "no rule's path has {" + name + "}, so nothing would be masked",
          "name a variable of a path, or give one a name: /customers/{" + name + "}/**");
    }
  }

  private Mask.@Nullable Field field(String term) {
    switch (term) {
      case "principal.id":
      case "token.sub":
        return Mask.Field.PRINCIPAL_ID;
      case "principal.issuer":
      case "token.iss":
        return Mask.Field.PRINCIPAL_ISSUER;
      case "principal.clientId":
      case "token.client_id":
      case "token.azp":
        return Mask.Field.PRINCIPAL_CLIENT;
      case "principal.roles":
        return Mask.Field.PRINCIPAL_ROLES;
      case "client.address":
      case "client.network":
        return Mask.Field.CLIENT_ADDRESS;
      case "request.host":
      case "host":
        return Mask.Field.HOST;
      case "request.path":
        return Mask.Field.PATH;
      case "request.query":
        return Mask.Field.QUERY;
      default:
        return rolesClaim(term) ? Mask.Field.PRINCIPAL_ROLES : null;
    }
  }

  private boolean rolesClaim(String term) {
    for (Issuer issuer : issuers) {
      if (("token." + issuer.rolesClaim()).equals(term)) {
        return true;
      }
    }
    return false;
  }
}
