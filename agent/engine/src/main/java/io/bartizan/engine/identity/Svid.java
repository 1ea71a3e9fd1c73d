package io.bartizan.engine.identity;

import io.bartizan.policy.CertificateIdentity;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.SpiffeId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What SPIFFE asks for: of its tokens (JWT-SVID, 3 and 5), and of whoever else gives out names. */
final class Svid {

  /** JWT-SVID, 2.3. */
  private static final List<String> TYPES = Arrays.asList("jwt", "jose");

  private final Set<String> authorities = new HashSet<>();

  /** The trust domains of a policy: those that issue tokens, and those of certificates. */
  Svid(Identity identity) {
    for (Issuer issuer : identity.issuers()) {
      if (issuer.trustDomain()) {
        authorities.add(issuer.issuer());
      }
    }
    CertificateIdentity certificates = identity.certificates();
    if (certificates != null) {
      certificates.trustDomains().forEach(domain -> authorities.add(SpiffeId.SCHEME + domain));
    }
  }

  /**
   * The issuer of a token that need not name it: that of its subject's trust domain; null if its
   * subject is no SPIFFE ID.
   */
  static @Nullable String issuer(Map<String, Object> claims) {
    Object subject = claims.get("sub");
    SpiffeId id = subject instanceof String ? SpiffeId.parse((String) subject) : null;
    return id == null ? null : id.authority();
  }

  /** What the type of a token may be: that of SVIDs is no other's. */
  static void type(@Nullable String type, Issuer issuer) throws Rejected {
    if (type != null && (issuer.trustDomain() ? !TYPES.contains(type) : type.equals("jose"))) {
      throw new Rejected("token type");
    }
  }

  /** A trust domain vouches for its own workloads only. */
  static void subject(Principal claimed, Issuer issuer) throws Rejected {
    if (!issuer.trustDomain()) {
      return;
    }
    SpiffeId id = SpiffeId.parse(claimed.id());
    if (id == null || !id.workload() || !id.authority().equals(issuer.issuer())) {
      throw new Rejected("no workload of the trust domain");
    }
  }

  /**
   * Whether somebody has a workload's name from another than its trust domain: nobody else may give
   * out a name that rules take for proven by it.
   */
  boolean assumed(Principal principal) {
    String name = principal.id();
    if (authorities.isEmpty() || !name.startsWith(SpiffeId.SCHEME)) {
      return false;
    }
    SpiffeId id = SpiffeId.parse(name);
    return id != null
        && authorities.contains(id.authority())
        && !id.authority().equals(principal.issuer());
  }
}
