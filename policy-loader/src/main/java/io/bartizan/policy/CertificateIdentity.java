package io.bartizan.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Whom a client certificate stands for where no token does ({@code identity.certificates}). */
public final class CertificateIdentity {

  /** Which of its names is the principal's. */
  public enum Name {
    /** The one URI of the subject's alternative names, which must be a SPIFFE ID. */
    SPIFFE,
    /** The subject's distinguished name (RFC 2253). */
    SUBJECT,
    /** The one DNS name of the subject's alternative names. */
    DNS,
    /** The one URI of the subject's alternative names. */
    URI;

    /** How a policy writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Name name;
  private final Set<String> trustDomains;

  /** A value with every part given. */
  public CertificateIdentity(Name name, Set<String> trustDomains) {
    this.name = name;
    this.trustDomains = Collections.unmodifiableSet(new LinkedHashSet<>(trustDomains));
  }

  /** Which of a certificate's names is the principal's. */
  public Name name() {
    return name;
  }

  /** The SPIFFE trust domains whose members are accepted; empty for other names. */
  public Set<String> trustDomains() {
    return trustDomains;
  }
}
