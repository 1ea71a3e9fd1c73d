package io.bartizan.engine.revocation;

import io.bartizan.engine.revocation.Mark.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All by which one token can be revoked, and when it was issued. Made once for each token. */
public final class Marks {

  private final Mark[] all;
  private final long issuedAt;

  private Marks(List<Mark> all, long issuedAt) {
    this.all = all.toArray(new Mark[0]);
    this.issuedAt = issuedAt;
  }

  /**
   * The marks of a token.
   *
   * @param issuedAt seconds since the epoch
   */
  public static Marks of(
      String issuer,
      String subject,
      @Nullable String tokenId,
      @Nullable String session,
      long issuedAt) {
    List<Mark> all = new ArrayList<>();
    all.add(Mark.of(Kind.ISSUER, issuer, ""));
    all.add(Mark.of(Kind.SUBJECT, issuer, subject));
    if (tokenId != null) {
      all.add(Mark.of(Kind.TOKEN, issuer, tokenId));
    }
    all.add(
        session == null
            ? Mark.of(Kind.SUBJECT_WITHOUT_SESSION, issuer, subject)
            : Mark.of(Kind.SESSION, issuer, session));
    return new Marks(all, issuedAt);
  }

  Mark[] all() {
    return all;
  }

  /** Seconds since the epoch. */
  long issuedAt() {
    return issuedAt;
  }
}
