package io.bartizan.policy.load;

import io.bartizan.policy.TokenTerms;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer asks of its tokens: {@code type}, {@code audienceClaim}, {@code skew}, {@code
 * requiredClaims}, proof.
 */
final class TermsReader {

  /** The keys of an issuer that are read here. */
  static final String[] KEYS = {"type", "audienceClaim", "skew", "requiredClaims", "proof"};

  /** Clocks that are further apart are to be set, not put up with. */
  private static final int MAX_SKEW_SECONDS = 300;

  private static final Pattern TIME = Pattern.compile("([0-9]{1,3})(s|m)");

  private final Problems problems;

  TermsReader(Problems problems) {
    this.problems = problems;
  }

  TokenTerms read(Fields issuer) {
    TokenTerms.Builder terms = new TokenTerms.Builder();
    Tree.Scalar type = issuer.text("type");
    if (type != null && oneOf(type, "a token's type", "at+jwt", "jwt")) {
      terms.type(type.text);
    }
    Tree.Scalar audience = issuer.text("audienceClaim");
    if (audience != null
        && oneOf(audience, "the audience's claim", TokenTerms.AUDIENCE, "client_id")) {
      terms.audienceClaim(audience.text);
    }
    Tree.Scalar skew = issuer.text("skew");
    if (skew != null) {
      terms.skewSeconds(seconds(skew));
    }
    claims(issuer.get("requiredClaims"), terms);
    proof(issuer.get("proof"), terms);
    return terms.build();
  }

  private void proof(@Nullable Tree tree, TokenTerms.Builder terms) {
    Fields proof = Fields.of(tree, "'proof'", problems, "dpop", "nonce", "mtls");
    if (proof != null) {
      terms.dpopRequired(required(proof, "dpop"));
      terms.nonceRequired(required(proof, "nonce"));
      terms.mtlsRequired(required(proof, "mtls"));
    }
  }

  private boolean required(Fields proof, String key) {
    Tree.Scalar word = proof.text(key);
    return word != null
        && oneOf(word, "'" + key + "'", "required", "optional")
        && word.text.equals("required");
  }

  private boolean oneOf(Tree.Scalar word, String what, String... known) {
    for (String one : known) {
      if (one.equals(word.text)) {
        return true;
      }
    }
    problems.add(
        Code.BZ1010,
        word,
        what + " can't be '" + word.text + "'",
        Suggestion.among(word.text, known));
    return false;
  }

  private int seconds(Tree.Scalar skew) {
    Matcher parts = TIME.matcher(skew.text);
    int seconds = -1;
    if (parts.matches()) {
      int number = Integer.parseInt(String.valueOf(parts.group(1)));
      seconds = "m".equals(parts.group(2)) ? 60 * number : number;
    }
    if (seconds < 0 || seconds > MAX_SKEW_SECONDS) {
      problems.add(
          Code.BZ1031,
          skew,
          "'" + skew.text + "' is no clock skew",
          "write seconds or minutes, up to " + MAX_SKEW_SECONDS + "s: 0s, 30s, 2m");
      return TokenTerms.DEFAULT_SKEW_SECONDS;
    }
    return seconds;
  }

  /**
   * A list of claims that must be there, or a mapping of claims to the values that they may have.
   */
  private void claims(@Nullable Tree tree, TokenTerms.Builder terms) {
    if (tree == null) {
      return;
    }
    if (tree instanceof Tree.Sequence) {
      for (Tree item : ((Tree.Sequence) tree).items) {
        if (item instanceof Tree.Scalar && path((Tree.Scalar) item)) {
          terms.requiredClaim(((Tree.Scalar) item).text, Collections.emptySet());
        } else if (!(item instanceof Tree.Scalar)) {
          problems.add(
              Code.BZ1009,
              item,
              "each entry of 'requiredClaims' is a text, and here is " + item.kind(),
              null);
        }
      }
      return;
    }
    if (!(tree instanceof Tree.Mapping)) {
      problems.add(
          Code.BZ1009,
          tree,
          "'requiredClaims' is a list or a mapping, and here is " + tree.kind(),
          "write [jti, client_id], or {tenant: acme}");
      return;
    }
    for (Tree.Entry entry : ((Tree.Mapping) tree).entries) {
      Set<String> values = values(entry);
      if (path(entry.key) && !values.isEmpty()) {
        terms.requiredClaim(entry.key.text, values);
      }
    }
  }

  private boolean path(Tree.Scalar claim) {
    boolean empty = claim.nothing() || claim.text.isEmpty();
    if (empty) {
      problems.add(Code.BZ1009, claim, "a claim has a name, and here is none", null);
    }
    return !empty;
  }

  private Set<String> values(Tree.Entry entry) {
    Set<String> values = new LinkedHashSet<>();
    Fields one = Fields.of(mapping(entry), "'requiredClaims'", problems, entry.key.text);
    if (one != null) {
      for (Tree.Scalar value : one.texts(entry.key.text)) {
        values.add(value.text);
      }
    }
    return values;
  }

  private static Tree.Mapping mapping(Tree.Entry entry) {
    Tree.Mapping mapping = new Tree.Mapping(entry.key.line, entry.key.column);
    mapping.entries.add(entry);
    return mapping;
  }
}
