package io.bartizan.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Application Load Balancer of AWS that signs users in, and tells who they are in {@code
 * x-amzn-oidc-data} ({@code identity.loadBalancers}).
 */
public final class LoadBalancer {

  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-us-gov):elasticloadbalancing:([a-z]{2,4}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2})"
              + ":[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]{1,32}/[0-9a-f]{8,32}");

  private final String arn;
  private final Issuer issuer;

  /**
   * A value with every part given.
   *
   * @param arn its name, as its tokens' {@code signer} has it
   * @param issuer the identity provider that it signs users in at; its audience are the clients
   *     that it is there, its {@code jwks} the base of its own keys' addresses, see {@link #keys}
   */
  public LoadBalancer(String arn, Issuer issuer) {
    this.arn = arn;
    this.issuer = issuer;
  }

  /**
   * Where AWS publishes the keys of a load balancer, each under its id.
   *
   * @return null if that is no load balancer's name
   */
  public static @Nullable String keys(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      return null;
    }
    String region = String.valueOf(parts.group(2));
    return "aws".equals(parts.group(1))
        ? "https://public-keys.auth.elb." + region + ".amazonaws.com/"
        : "https://s3-" + region + ".amazonaws.com/aws-elb-public-keys-prod-" + region + "/";
  }

  /** Its name: the exact {@code signer} of what it tells. */
  public String arn() {
    return arn;
  }

  /** The identity provider, and what the users' claims must say. */
  public Issuer issuer() {
    return issuer;
  }

  /** Under which its keys stand, each by its id; ends with a slash. */
  public String keys() {
    return String.valueOf(issuer.jwks());
  }
}
