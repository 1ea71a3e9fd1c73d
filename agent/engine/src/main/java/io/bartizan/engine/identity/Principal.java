package io.bartizan.engine.identity;

import io.bartizan.engine.revocation.Marks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who a verified token or another credential speaks for. */
public final class Principal {

  private final String id;
  private final String issuer;
  private final @Nullable String clientId;
  private final Set<String> roles;
  private final Claims claims;
  private final String tokenHash;
  private final long validFrom;
  private final long expiresAt;
  private final Confirmation confirmation;
  private final byte[] key;
  private final @Nullable StatusReference status;

  /** Made when the first is revoked; the same for whoever makes it. */
  private volatile @Nullable Marks marks;

  /** Set before anybody else has it; null of those that a token's are. */
  private @Nullable Supplier<Marks> otherMarks;

  Principal(
      String id,
      String issuer,
      @Nullable String clientId,
      Set<String> roles,
      Claims claims,
      String tokenHash,
      long validFrom,
      long expiresAt,
      Confirmation confirmation) {
    this(id, issuer, clientId, roles, claims, tokenHash, validFrom, expiresAt, confirmation, null);
  }

  /**
   * The principal of a token.
   *
   * @param status where its status stands; null if it is good without
   */
  Principal(
      String id,
      String issuer,
      @Nullable String clientId,
      Set<String> roles,
      Claims claims,
      String tokenHash,
      long validFrom,
      long expiresAt,
      Confirmation confirmation,
      @Nullable StatusReference status) {
    this.id = id;
    this.issuer = issuer;
    this.clientId = clientId;
    this.roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
    this.claims = claims;
    this.tokenHash = tokenHash;
    this.validFrom = validFrom;
    this.expiresAt = expiresAt;
    this.confirmation = confirmation;
    this.status = status;
    // The line feed is in no token, and in neither name.
    this.key = TokenHash.octets(issuer + '\n' + id);
  }

  /**
   * Who has proven to be someone by something else than a token: there are no claims.
   *
   * @param credentialHash a hash of what proves it, under a key of this process
   */
  static Principal untokened(
      String id, String issuer, Set<String> roles, String credentialHash, long expiresAt) {
    return new Principal(
        id,
        issuer,
        null,
        roles,
        new Claims(Collections.emptyMap()),
        credentialHash,
        0,
        expiresAt,
        Confirmation.NONE);
  }

  /** The same, revoked by other marks than a token's. */
  Principal revokedBy(Supplier<Marks> others) {
    otherMarks = others;
    return this;
  }

  /**
   * Issuer and {@link #id()} as 16 octets of a hash under a key of this process: what tells one
   * principal from another, whatever they are called. Not to be changed.
   */
  public byte[] key() {
    return key;
  }

  /** The subject ({@code sub}); never empty. */
  public String id() {
    return id;
  }

  /** The issuer that vouches for it. */
  public String issuer() {
    return issuer;
  }

  /** The client ({@code client_id}, RFC 9068; else {@code azp}); null if the token names none. */
  public @Nullable String clientId() {
    return clientId;
  }

  /** The roles that the issuer's roles claim lists; may be empty. */
  public Set<String> roles() {
    return roles;
  }

  /** All claims. */
  public Claims claims() {
    return claims;
  }

  /** A hash of the token under a key of this process, for the audit trail. */
  public String tokenHash() {
    return tokenHash;
  }

  /**
   * How it was proven, as a servlet container names it: the scheme that its token came under, or
   * {@code CLIENT_CERT} or {@code FORM} (Servlet 4.0, 13.6), or {@code API_KEY}.
   */
  public String authType() {
    if (issuer.equals(SessionHolder.ISSUER)) {
      return "FORM";
    }
    if (claims.isEmpty()) {
      return issuer.equals(ApiKeyRing.ISSUER) ? "API_KEY" : "CLIENT_CERT";
    }
    return keyBound() ? "DPoP" : "Bearer";
  }

  /** Whether the token is bound to a DPoP key, so that it came under that scheme. */
  public boolean keyBound() {
    return confirmation.keyThumbprint() != null;
  }

  /** What the sender of the token must prove to hold. */
  Confirmation confirmation() {
    return confirmation;
  }

  /** Where the token's status stands; null if it is good without. */
  @Nullable StatusReference status() {
    return status;
  }

  /** The later of {@code nbf} and {@code iat}, in seconds since the epoch; 0 if there is none. */
  long validFrom() {
    return validFrom;
  }

  /** By what it can be revoked. */
  public Marks marks() {
    Marks known = marks;
    if (known == null) {
      Supplier<Marks> others = otherMarks;
      known =
          others != null
              ? others.get()
              : Marks.of(
                  issuer,
                  id,
                  claims.text(Collections.singletonList("jti")),
                  claims.text(Collections.singletonList("sid")),
                  issuedAt());
      marks = known;
    }
    return known;
  }

  /** Of a token that does not say, the earliest time that it can have and still be in force. */
  private long issuedAt() {
    Object iat = claims.at(Collections.singletonList("iat"));
    return iat instanceof BigDecimal
        ? ((BigDecimal) iat).setScale(0, RoundingMode.FLOOR).longValue()
        : expiresAt - ClaimRules.MAX_LIFETIME_SECONDS;
  }

  /** When the token expires, in seconds since the epoch. */
  public long expiresAt() {
    return expiresAt;
  }
}
