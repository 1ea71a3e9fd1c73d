package io.bartizan.policy.load;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.KeyUrl;
import io.bartizan.policy.LoadBalancer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code identity.loadBalancers}. */
final class LoadBalancerReader {

  /** AWS: "ES256 (ECDSA using P-256 and SHA256)", and nothing else. */
  private static final Set<String> ALGORITHMS = Collections.singleton("ES256");

  private static final String WHAT = "a load balancer";

  private final Path file;
  private final Problems problems;

  LoadBalancerReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads them; what is none is told. */
  List<LoadBalancer> read(List<Tree> items, boolean proxyless) {
    List<LoadBalancer> all = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Tree item : items) {
      if (proxyless) {
        problems.add(
            Code.BZ1030,
            item,
            "a load balancer without 'trustedProxies' counts from nobody",
            "name the networks that it has its addresses in, and let nobody else in there");
      }
      LoadBalancer one = one(item);
      if (one != null && !seen.add(one.arn())) {
        problems.add(Code.BZ1016, item, "the load balancer stands here twice", null);
      }
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  private @Nullable LoadBalancer one(Tree tree) {
    Fields fields =
        Fields.of(
            tree,
            WHAT,
            problems,
            "arn",
            "issuer",
            "client",
            "rolesClaim",
            "skew",
            "requiredClaims",
            "keys",
            "trust");
    if (fields == null) {
      return null;
    }
    Tree.Scalar arn = fields.requiredText("arn", WHAT);
    Tree.Scalar issuer = fields.requiredText("issuer", WHAT);
    fields.required("client", WHAT);
    Set<String> clients = new LinkedHashSet<>();
    fields.texts("client").forEach(client -> clients.add(client.text));
    Tree.Scalar rolesClaim = fields.text("rolesClaim");
    Tree.Scalar trust = fields.text("trust");
    Path certificates =
        trust == null ? null : PolicyReader.resolve(file, trust.text, trust, problems);
    String keys = arn == null ? null : keys(arn, fields.text("keys"));
    if (arn == null || issuer == null || keys == null || clients.isEmpty()) {
      return null;
    }
    return new LoadBalancer(
        arn.text,
        new Issuer(
            issuer.text,
            clients,
            ALGORITHMS,
            keys,
            rolesClaim == null ? null : rolesClaim.text,
            new TermsReader(problems).read(fields),
            certificates == null ? null : certificates.toString(),
            null));
  }

  /** From AWS, by the region in the name; from elsewhere on this machine only. */
  private @Nullable String keys(Tree.Scalar arn, Tree.@Nullable Scalar base) {
    String keys = LoadBalancer.keys(arn.text);
    if (keys == null) {
      problems.add(
          Code.BZ1010,
          arn,
          "'" + arn.text + "' is no Application Load Balancer's name",
          "copy its ARN: arn:aws:elasticloadbalancing:REGION:ACCOUNT:loadbalancer/app/NAME/ID");
      return null;
    }
    if (base == null) {
      return keys;
    }
    try {
      KeyUrl url = KeyUrl.parse(base.text);
      if (url.onThisMachine() && url.endsWithPath() && base.text.endsWith("/")) {
        return base.text;
      }
    } catch (IllegalArgumentException unfit) {
      // Told below: neither is of use.
    }
    problems.add(
        Code.BZ1010,
        base,
        "keys of a load balancer can't come from '" + base.text + "'",
        "leave 'keys' out: AWS has them; or name a base URL on this machine, with a slash at its"
            + " end");
    return null;
  }
}
