package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to believe about who sends a request ({@code identity}). */
public final class Identity {

  /** Enough for 1,200 requests with DPoP a second; 16 to 32 MiB when full. */
  public static final int DEFAULT_MAX_PROOFS = 1 << 19;

  /** Nobody. */
  public static final Identity NONE = of();

  private final List<Issuer> issuers;
  private final List<Cidr> trustedProxies;
  private final CertificateHeader certificateHeader;
  private final int maxProofs;
  private final TokenPlaces tokenPlaces;
  private final @Nullable ApiKeys apiKeys;
  private final List<LoadBalancer> loadBalancers;
  private final @Nullable CertificateIdentity certificates;
  private final @Nullable Sessions sessions;
  private final @Nullable String resource;
  private final Revocation revocation;
  private final Propagation propagation;

  private Identity(Builder builder) {
    this.issuers = Collections.unmodifiableList(new ArrayList<>(builder.issuers));
    this.trustedProxies = Collections.unmodifiableList(new ArrayList<>(builder.trustedProxies));
    this.certificateHeader = builder.certificateHeader;
    this.maxProofs = builder.maxProofs;
    this.tokenPlaces = builder.tokenPlaces;
    this.apiKeys = builder.apiKeys;
    this.loadBalancers = Collections.unmodifiableList(new ArrayList<>(builder.loadBalancers));
    this.certificates = builder.certificates;
    this.sessions = builder.sessions;
    this.resource = builder.resource;
    this.revocation = builder.revocation;
    this.propagation = builder.propagation;
  }

  /** Issuers, and no proxies. */
  public static Identity of(Issuer... issuers) {
    return new Builder().issuers(Arrays.asList(issuers)).build();
  }

  /** The trusted issuers; may be empty: then no token is accepted. */
  public List<Issuer> issuers() {
    return issuers;
  }

  /** Whether there is any way to be somebody; else everybody is anonymous. */
  public boolean provesSomebody() {
    return !issuers.isEmpty()
        || apiKeys != null
        || !loadBalancers.isEmpty()
        || certificates != null
        || sessions != null;
  }

  /** The peers whose forwarding headers count; may be empty. */
  public List<Cidr> trustedProxies() {
    return trustedProxies;
  }

  /** The header by which trusted proxies, and nobody else, tell a client's certificate. */
  public CertificateHeader certificateHeader() {
    return certificateHeader;
  }

  /** Where tokens may stand beside {@code Authorization}. */
  public TokenPlaces tokenPlaces() {
    return tokenPlaces;
  }

  /** How tokens are taken back before they expire. */
  public Revocation revocation() {
    return revocation;
  }

  /** What the application hears of who sends a request, and from whom. */
  public Propagation propagation() {
    return propagation;
  }

  /** How many DPoP proofs are kept so that none is accepted twice (RFC 9449, 11.1), about. */
  public int maxProofs() {
    return maxProofs;
  }

  /** The API keys that count; null if none do. */
  public @Nullable ApiKeys apiKeys() {
    return apiKeys;
  }

  /** The load balancers whose word counts, from {@link #trustedProxies} only; may be empty. */
  public List<LoadBalancer> loadBalancers() {
    return loadBalancers;
  }

  /** Whom client certificates stand for; null if for nobody. */
  public @Nullable CertificateIdentity certificates() {
    return certificates;
  }

  /** How logins that the application keeps in its sessions are adopted; null if they are not. */
  public @Nullable Sessions sessions() {
    return sessions;
  }

  /**
   * The resource's own name, an https URL that ends with its path, under which its metadata are
   * published (RFC 9728); null if none are.
   */
  public @Nullable String resource() {
    return resource;
  }

  /** An identity in the making; nobody is believed until it is told. */
  public static final class Builder {
    private List<Issuer> issuers = Collections.emptyList();
    private List<Cidr> trustedProxies = Collections.emptyList();
    private CertificateHeader certificateHeader = CertificateHeader.NONE;
    private int maxProofs = DEFAULT_MAX_PROOFS;
    private TokenPlaces tokenPlaces = TokenPlaces.NONE;
    private @Nullable ApiKeys apiKeys;
    private List<LoadBalancer> loadBalancers = Collections.emptyList();
    private @Nullable CertificateIdentity certificates;
    private @Nullable Sessions sessions;
    private @Nullable String resource;
    private Revocation revocation = Revocation.NONE;
    private Propagation propagation = Propagation.NONE;

    /** See {@link Identity#issuers}. */
    public Builder issuers(List<Issuer> trusted) {
      this.issuers = trusted;
      return this;
    }

    /** See {@link Identity#trustedProxies}. */
    public Builder trustedProxies(List<Cidr> networks) {
      this.trustedProxies = networks;
      return this;
    }

    /** See {@link Identity#certificateHeader}. */
    public Builder certificateHeader(CertificateHeader header) {
      this.certificateHeader = header;
      return this;
    }

    /** See {@link Identity#maxProofs}. */
    public Builder maxProofs(int number) {
      this.maxProofs = number;
      return this;
    }

    /** See {@link Identity#tokenPlaces}. */
    public Builder tokenPlaces(TokenPlaces places) {
      this.tokenPlaces = places;
      return this;
    }

    /** See {@link Identity#apiKeys}. */
    public Builder apiKeys(@Nullable ApiKeys keys) {
      this.apiKeys = keys;
      return this;
    }

    /** See {@link Identity#loadBalancers}. */
    public Builder loadBalancers(List<LoadBalancer> trusted) {
      this.loadBalancers = trusted;
      return this;
    }

    /** See {@link Identity#certificates}. */
    public Builder certificates(@Nullable CertificateIdentity names) {
      this.certificates = names;
      return this;
    }

    /** See {@link Identity#sessions}. */
    public Builder sessions(@Nullable Sessions how) {
      this.sessions = how;
      return this;
    }

    /** See {@link Identity#resource}. */
    public Builder resource(@Nullable String url) {
      this.resource = url;
      return this;
    }

    /** See {@link Identity#revocation}. */
    public Builder revocation(Revocation how) {
      this.revocation = how;
      return this;
    }

    /** See {@link Identity#propagation}. */
    public Builder propagation(Propagation what) {
      this.propagation = what;
      return this;
    }

    /** The identity. */
    public Identity build() {
      return new Identity(this);
    }
  }
}
