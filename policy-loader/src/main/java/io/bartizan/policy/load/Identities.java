package io.bartizan.policy.load;

import io.bartizan.policy.Cidr;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.KeyUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code identity}. */
final class Identities {

  /** RFC 7518, 3.1 and RFC 8037: those of public keys, and at the end those of shared secrets. */
  private static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    "HS256", "HS384", "HS512"
  };

  private static final List<String> DEFAULT_ALGORITHMS =
      Collections.unmodifiableList(Arrays.asList("ES256", "RS256"));

  private final Path file;
  private final Problems problems;
  private final List<Issuer> issuers = new ArrayList<>();
  private List<Cidr> trustedProxies = Collections.emptyList();

  Identities(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  void read(@Nullable Tree tree) {
    Fields identity = Fields.of(tree, "identity", problems, "issuers", "trustedProxies");
    if (identity == null) {
      return;
    }
    Set<String> seen = new LinkedHashSet<>();
    for (Tree item : identity.items("issuers")) {
      Issuer issuer = issuer(item);
      if (issuer != null) {
        if (!seen.add(issuer.issuer())) {
          problems.add(
              Code.BZ1016, item, "the issuer '" + issuer.issuer() + "' stands here twice", null);
        }
        issuers.add(issuer);
      }
    }
    trustedProxies = PolicyReader.networks(identity.texts("trustedProxies"), problems);
  }

  private @Nullable Issuer issuer(Tree tree) {
    String what = "an issuer";
    Fields fields =
        Fields.of(tree, what, problems, "issuer", "audience", "algorithms", "jwks", "rolesClaim");
    if (fields == null) {
      return null;
    }
    Tree.Scalar name = fields.requiredText("issuer", what);
    fields.required("audience", what);
    Tree.Scalar jwks = fields.text("jwks");
    Tree.Scalar rolesClaim = fields.text("rolesClaim");
    String keys = jwks == null ? null : keys(jwks);
    boolean found = fields.get("jwks") == null ? name != null && leadsToKeys(name) : keys != null;
    Set<String> algorithms = algorithms(fields);
    Set<String> audience = words(fields.texts("audience"));
    if (name == null || !found || audience.isEmpty() || algorithms.isEmpty()) {
      return null;
    }
    Issuer issuer =
        new Issuer(
            name.text, audience, algorithms, keys, rolesClaim == null ? null : rolesClaim.text);
    secrets(issuer, tree);
    return issuer;
  }

  /**
   * A secret is never published, and never verifies what a public key could: whoever knows the one
   * could mint for the other (RFC 8725, 2.1 and 3.1).
   */
  private void secrets(Issuer issuer, Tree tree) {
    if (!issuer.symmetric()) {
      return;
    }
    if (!issuer.algorithms().stream().allMatch(Issuer::symmetric)) {
      problems.add(
          Code.BZ1010,
          tree,
          "HS algorithms stand beside those of public keys",
          "name one kind: a secret shared with the application, or the issuer's public keys");
    }
    String jwks = issuer.jwks();
    if (jwks == null || jwks.contains("://")) {
      problems.add(
          Code.BZ1010,
          tree,
          "the secret of an HS algorithm can't come from a URL",
          "write the path of a file that only the server's user may read");
    }
  }

  /** Whether an issuer's name leads to its keys (OpenID Connect Discovery 1.0, 4). */
  private boolean leadsToKeys(Tree.Scalar issuer) {
    String why = null;
    try {
      if (!KeyUrl.parse(issuer.text).endsWithPath()) {
        why = "'" + issuer.text + "' has a query or a fragment";
      }
    } catch (IllegalArgumentException unfit) {
      why = unfit.getMessage();
    }
    if (why != null) {
      problems.add(
          Code.BZ1019,
          issuer,
          "without 'jwks' the keys are looked for under the issuer's URL, but " + why,
          "write the issuer as its tokens have it, and 'jwks' with the URL or file of its keys");
    }
    return why == null;
  }

  private Set<String> algorithms(Fields fields) {
    if (fields.get("algorithms") == null) {
      return new LinkedHashSet<>(DEFAULT_ALGORITHMS);
    }
    List<Tree.Scalar> texts = fields.texts("algorithms");
    for (Tree.Scalar text : texts) {
      if (!Arrays.asList(ALGORITHMS).contains(text.text)) {
        problems.add(
            Code.BZ1010,
            text,
            "unknown algorithm '" + text.text + "'",
            Suggestion.among(text.text, ALGORITHMS));
      }
    }
    return words(texts);
  }

  private static Set<String> words(List<Tree.Scalar> texts) {
    Set<String> words = new LinkedHashSet<>();
    texts.forEach(text -> words.add(text.text));
    return words;
  }

  /** A URL as it stands, or the absolute path of a file; null if it is neither, which is told. */
  private @Nullable String keys(Tree.Scalar jwks) {
    if (!jwks.text.contains("://")) {
      Path path = PolicyReader.resolve(file, jwks.text, jwks, problems);
      return path == null ? null : path.toString();
    }
    try {
      return KeyUrl.parse(jwks.text).toString();
    } catch (IllegalArgumentException unfit) {
      problems.add(
          Code.BZ1010,
          jwks,
          String.valueOf(unfit.getMessage()),
          "write an https URL, or the path of a file");
      return null;
    }
  }

  List<Issuer> issuers() {
    return issuers;
  }

  List<Cidr> trustedProxies() {
    return trustedProxies;
  }

  /** Whether tokens may carry roles that this file does not name. */
  boolean rolesClaimed() {
    return issuers.stream().anyMatch(issuer -> issuer.rolesClaim() != null);
  }
}
