package io.bartizan.policy.load;

import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.CertificateHeader;
import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Introspection;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.KeyUrl;
import io.bartizan.policy.LoadBalancer;
import io.bartizan.policy.Propagation;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Sessions;
import io.bartizan.policy.SpiffeId;
import io.bartizan.policy.StatusList;
import io.bartizan.policy.TokenPlaces;
import io.bartizan.policy.TokenTerms;
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

  private static final int MIN_PROOFS = 1000;

  /** 128 to 256 MiB when full. */
  private static final int MAX_PROOFS = 1 << 22;

  private static final String[] ISSUER_KEYS = issuerKeys();

  private final Path file;
  private final Problems problems;
  private final List<Issuer> issuers = new ArrayList<>();
  private List<Cidr> trustedProxies = Collections.emptyList();
  private CertificateHeader certificateHeader = CertificateHeader.NONE;
  private int maxProofs = Identity.DEFAULT_MAX_PROOFS;
  private TokenPlaces tokenPlaces = TokenPlaces.NONE;
  private @Nullable ApiKeys apiKeys;
  private List<LoadBalancer> loadBalancers = Collections.emptyList();
  private @Nullable CertificateIdentity certificates;
  private @Nullable Sessions sessions;
  private @Nullable String resource;
  private Revocation revocation = Revocation.NONE;
  private Propagation propagation = Propagation.NONE;

  Identities(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  private static String[] issuerKeys() {
    List<String> keys =
        new ArrayList<>(
            Arrays.asList(
                "issuer",
                "audience",
                "algorithms",
                "jwks",
                "rolesClaim",
                "trust",
                "introspection",
                "statusList"));
    keys.addAll(Arrays.asList(TermsReader.KEYS));
    return keys.toArray(new String[0]);
  }

  void read(@Nullable Tree tree) {
    Fields identity =
        Fields.of(
            tree,
            "identity",
            problems,
            "issuers",
            "trustedProxies",
            "certificateHeader",
            "maxProofs",
            "tokens",
            "apiKeys",
            "loadBalancers",
            "certificates",
            "sessions",
            "resource",
            "revocation",
            "propagate",
            "identityHeaders");
    if (identity == null) {
      return;
    }
    Set<String> seen = new LinkedHashSet<>();
    int introspecting = 0;
    for (Tree item : identity.items("issuers")) {
      Issuer issuer = issuer(item);
      if (issuer != null) {
        if (!seen.add(issuer.issuer())) {
          problems.add(
              Code.BZ1016, item, "the issuer '" + issuer.issuer() + "' stands here twice", null);
        }
        issuers.add(issuer);
        introspecting += issuer.introspection() == null ? 0 : 1;
        if (introspecting > 1 && issuer.introspection() != null) {
          problems.add(
              Code.BZ1033,
              item,
              "a second issuer is to be asked about opaque tokens",
              "an opaque token does not say whose it is: let one issuer have 'introspection'");
        }
      }
    }
    trustedProxies = PolicyReader.networks(identity.texts("trustedProxies"), problems);
    certificateHeader = certificateHeader(identity.text("certificateHeader"));
    maxProofs = maxProofs(identity.text("maxProofs"));
    tokenPlaces = tokenPlaces(identity.get("tokens"));
    apiKeys = new ApiKeysReader(file, problems).read(identity.get("apiKeys"), tokenPlaces);
    loadBalancers =
        new LoadBalancerReader(file, problems)
            .read(identity.items("loadBalancers"), trustedProxies.isEmpty());
    certificates = new CertificatesReader(problems).read(identity.get("certificates"));
    resource = resource(identity.text("resource"));
    revocation = new RevocationReader(file, problems, issuers).read(identity.get("revocation"));
    sessions = new SessionsReader(problems, issuers, revocation).read(identity.get("sessions"));
    propagation = new PropagationReader(problems).read(identity, tokenPlaces, apiKeys);
  }

  /** RFC 9728, 1.2: https, without a fragment; a query would have to be served apart. */
  private @Nullable String resource(Tree.@Nullable Scalar url) {
    if (url == null) {
      return null;
    }
    String why = "'" + url.text + "' has a query or a fragment";
    try {
      if (KeyUrl.parse(url.text).endsWithPath()) {
        return url.text;
      }
    } catch (IllegalArgumentException unfit) {
      why = "'" + url.text + "' is no https URL with a host";
    }
    problems.add(
        Code.BZ1010,
        url,
        "a resource is named by its URL, and " + why,
        "write the https URL that clients have for it, such as https://orders.example.com");
    return null;
  }

  private TokenPlaces tokenPlaces(@Nullable Tree tree) {
    Fields places = Fields.of(tree, "'tokens'", problems, "header", "cookie");
    if (places == null) {
      return TokenPlaces.NONE;
    }
    Tree.Scalar header = places.text("header");
    Tree.Scalar cookie = places.text("cookie");
    HeaderNames.own(header, "tokens", "X-Access-Token", problems);
    if (cookie != null && !HeaderNames.NAME.matcher(cookie.text).matches()) {
      problems.add(Code.BZ1010, cookie, "'" + cookie.text + "' is no cookie's name", null);
    }
    return new TokenPlaces(
        header == null ? null : header.text, cookie == null ? null : cookie.text);
  }

  private int maxProofs(Tree.@Nullable Scalar number) {
    if (number == null) {
      return Identity.DEFAULT_MAX_PROOFS;
    }
    int read = number.text.matches("[0-9]{1,8}") ? Integer.parseInt(number.text) : 0;
    if (read < MIN_PROOFS || read > MAX_PROOFS) {
      problems.add(
          Code.BZ1010,
          number,
          "'" + number.text + "' proofs can't be kept",
          "write a number from " + MIN_PROOFS + " to " + MAX_PROOFS);
    }
    return read;
  }

  private CertificateHeader certificateHeader(Tree.@Nullable Scalar word) {
    if (word == null) {
      return CertificateHeader.NONE;
    }
    if (trustedProxies.isEmpty()) {
      problems.add(
          Code.BZ1030,
          word,
          "'certificateHeader' without 'trustedProxies' counts from nobody",
          "name the proxies that set it, and that take it off what clients send");
    }
    for (CertificateHeader header : CertificateHeader.values()) {
      if (header != CertificateHeader.NONE && header.field().equalsIgnoreCase(word.text)) {
        return header;
      }
    }
    problems.add(
        Code.BZ1010,
        word,
        "certificates don't come in the header '" + word.text + "'",
        Suggestion.among(
            word.text,
            CertificateHeader.CLIENT_CERT.field(),
            CertificateHeader.FORWARDED_CLIENT_CERT.field()));
    return CertificateHeader.NONE;
  }

  private @Nullable Issuer issuer(Tree tree) {
    String what = "an issuer";
    Fields fields = Fields.of(tree, what, problems, ISSUER_KEYS);
    if (fields == null) {
      return null;
    }
    Tree.Scalar name = fields.requiredText("issuer", what);
    fields.required("audience", what);
    Tree.Scalar jwks = fields.text("jwks");
    Tree.Scalar rolesClaim = fields.text("rolesClaim");
    String keys = jwks == null ? null : keys(jwks);
    boolean found = fields.get("jwks") != null ? keys != null : name != null;
    Set<String> algorithms = algorithms(fields);
    Set<String> audience = words(fields.texts("audience"));
    TokenTerms terms = new TermsReader(problems).read(fields);
    Tree.Scalar certificates = fields.text("trust");
    Path path =
        certificates == null
            ? null
            : PolicyReader.resolve(file, certificates.text, certificates, problems);
    String trust = path == null ? null : path.toString();
    Tree asked = fields.get("introspection");
    Introspection introspection = new IntrospectionReader(file, problems).read(asked);
    boolean keyless = introspection != null && introspection.ofAllTokens();
    StatusList statusList =
        new StatusListReader(file, problems).read(fields.get("statusList"), keyless);
    if (name == null || !found || audience.isEmpty() || algorithms.isEmpty()) {
      return null;
    }
    if (name.text.startsWith(SpiffeId.SCHEME)
        ? !trustDomain(name, keys)
        : keys == null && !keyless && !leadsToKeys(name)) {
      return null;
    }
    Issuer issuer =
        new Issuer(
                name.text,
                audience,
                algorithms,
                keys,
                rolesClaim == null ? null : rolesClaim.text,
                terms,
                trust,
                introspection)
            .with(statusList);
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

  /** Whether an issuer is a SPIFFE trust domain, the keys of which have a place of their own. */
  private boolean trustDomain(Tree.Scalar issuer, @Nullable String keys) {
    SpiffeId id = SpiffeId.parse(issuer.text);
    if (id == null || id.workload()) {
      problems.add(
          Code.BZ1010,
          issuer,
          "'" + issuer.text + "' is no SPIFFE trust domain",
          "write spiffe://TRUST-DOMAIN, in small letters and without a path");
      return false;
    }
    if (keys == null) {
      problems.add(
          Code.BZ1019,
          issuer,
          "a trust domain's name does not lead to its keys",
          "write 'jwks' with the URL or file of its bundle");
    }
    return keys != null;
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
    return keys(file, jwks, problems);
  }

  /** The same of another's keys. */
  static @Nullable String keys(Path file, Tree.Scalar jwks, Problems problems) {
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

  Identity value() {
    return new Identity.Builder()
        .issuers(issuers)
        .trustedProxies(trustedProxies)
        .certificateHeader(certificateHeader)
        .maxProofs(maxProofs)
        .tokenPlaces(tokenPlaces)
        .apiKeys(apiKeys)
        .loadBalancers(loadBalancers)
        .certificates(certificates)
        .sessions(sessions)
        .resource(resource)
        .revocation(revocation)
        .propagation(propagation)
        .build();
  }

  /** Whether credentials may carry roles that this file does not name. */
  boolean rolesClaimed() {
    return apiKeys != null
        || sessions != null
        || issuers.stream().anyMatch(issuer -> issuer.rolesClaim() != null)
        || loadBalancers.stream().anyMatch(one -> one.issuer().rolesClaim() != null);
  }
}
