package io.bartizan.policy.load;

import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.CertificateIdentity.Name;
import io.bartizan.policy.SpiffeId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code identity.certificates}. */
final class CertificatesReader {

  private static final String WHAT = "'certificates'";

  private final Problems problems;

  CertificatesReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads it; null if there is none, or it is none, which is told. */
  @Nullable CertificateIdentity read(@Nullable Tree tree) {
    Fields fields = Fields.of(tree, WHAT, problems, "principal", "trustDomains");
    if (fields == null) {
      return null;
    }
    Name name = name(fields.requiredText("principal", WHAT));
    Set<String> domains = new LinkedHashSet<>();
    for (Tree.Scalar domain : fields.texts("trustDomains")) {
      if (!SpiffeId.trustDomain(domain.text)) {
        problems.add(
            Code.BZ1010,
            domain,
            "'" + domain.text + "' is no SPIFFE trust domain",
            "write its name alone, in small letters: prod.example.com");
      }
      domains.add(domain.text);
    }
    if (name == Name.SPIFFE) {
      fields.required("trustDomains", "a SPIFFE identity");
    } else if (name != null && !domains.isEmpty()) {
      problems.add(
          Code.BZ1010,
          fields.mapping(),
          "'trustDomains' are of SPIFFE identities only",
          "write principal: spiffe, or leave them out");
    }
    return name == null ? null : new CertificateIdentity(name, domains);
  }

  private @Nullable Name name(Tree.@Nullable Scalar word) {
    if (word == null) {
      return null;
    }
    for (Name name : Name.values()) {
      if (name.word().equals(word.text)) {
        return name;
      }
    }
    problems.add(
        Code.BZ1010,
        word,
        "a certificate's principal can't be '" + word.text + "'",
        Suggestion.among(
            word.text, Arrays.stream(Name.values()).map(Name::word).toArray(String[]::new)));
    return null;
  }
}
