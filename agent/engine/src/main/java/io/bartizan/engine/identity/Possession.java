package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import io.bartizan.policy.Identity;
import io.bartizan.policy.TokenTerms;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the sender of a token holds what the token is bound to. Asked on every request, whether
 * the token is remembered or not.
 */
final class Possession {

  private final Clock clock;
  private final DpopProofs proofs;

  Possession(Clock clock, DpopProofs proofs) {
    this.clock = clock;
    this.proofs = proofs;
  }

  /** Keeps so many proofs from now on. */
  void hold(int capacity) {
    proofs.hold(capacity);
  }

  /**
   * Holds a request against what its token asks for.
   *
   * @param identity whose word counts on the request's URI and certificate
   */
  Identification prove(
      Principal principal,
      TokenHeader header,
      TokenTerms terms,
      Exchange exchange,
      Identity identity) {
    Confirmation bound = principal.confirmation();
    boolean dpop = header.scheme().equals(CredentialError.DPOP);
    String key = bound.keyThumbprint();
    String reason = mismatch(bound, dpop, terms);
    if (reason != null) {
      boolean answeredAsDpop = dpop || key != null || terms.dpopRequired();
      return refused(principal, reason, answeredAsDpop);
    }
    if (bound.none()) {
      return Identification.of(principal);
    }
    Vantage vantage = new Vantage(exchange, identity);
    String certificate = bound.certificateThumbprint();
    if (certificate != null) {
      reason = certificate(certificate, vantage);
      if (reason != null) {
        return refused(principal, reason, dpop);
      }
    }
    if (key == null) {
      return Identification.of(principal);
    }
    DpopProofs.Outcome outcome =
        proofs.judge(
            exchange.headers("DPoP"),
            new DpopProofs.Demand(
                exchange.method(),
                vantage.uri(),
                header.token(),
                principal.tokenHash(),
                key,
                terms.nonceRequired()));
    return outcome.error != null
        ? Identification.rejected(outcome.error)
        : Identification.of(principal).withNonce(outcome.nextNonce);
  }

  /** RFC 9449, 7.1 and 7.2: a bound token under its own scheme, and no other token under that. */
  private static @Nullable String mismatch(Confirmation bound, boolean dpop, TokenTerms terms) {
    if (dpop && bound.keyThumbprint() == null) {
      return "DPoP with a token that is bound to no key";
    }
    if (!dpop && bound.keyThumbprint() != null) {
      return "sender-constrained token without proof";
    }
    if (terms.dpopRequired() && bound.keyThumbprint() == null) {
      return "a token that is bound to no key";
    }
    if (terms.mtlsRequired() && bound.certificateThumbprint() == null) {
      return "a token that is bound to no certificate";
    }
    return null;
  }

  private @Nullable String certificate(String thumbprint, Vantage vantage) {
    ClientCertificate certificate;
    try {
      certificate = vantage.certificate();
    } catch (Rejected unreadable) {
      return unreadable.reason();
    }
    if (certificate == null || certificate.thumbprint() == null) {
      return "sender-constrained token without its certificate";
    }
    if (!thumbprint.equals(certificate.thumbprint())) {
      return "token of another certificate";
    }
    return certificate.valid(clock.millis()) ? null : "certificate out of its time";
  }

  private static Identification refused(Principal principal, String reason, boolean dpop) {
    CredentialError error = CredentialError.invalidToken(reason, principal.tokenHash());
    return Identification.rejected(dpop ? error.under(CredentialError.DPOP) : error);
  }
}
