package io.bartizan.engine.revocation;

import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All by which one token or session can be revoked, and when it was issued. Made once for each. */
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

  /**
   * The marks of a session of the application's own.
   *
   * @param issuer what sessions have for an issuer
   * @param user its user's name; names in other letters are the same
   * @param accounts whose accounts its users have; null if nobody tells of them
   * @param issuedAt seconds since the epoch
   */
  public static Marks ofSession(
      String issuer,
      String user,
      String session,
      @Nullable SessionAccounts accounts,
      long issuedAt) {
    String folded = SessionAccounts.folded(user);
    List<Mark> all = new ArrayList<>();
    all.add(Mark.of(Kind.ISSUER, issuer, ""));
    all.add(Mark.of(Kind.SESSION, issuer, session));
    subject(issuer, user, folded, all);
    if (accounts != null) {
      all.add(Mark.of(Kind.ISSUER, accounts.issuer(), ""));
      all.add(Mark.of(Kind.USER, accounts.issuer(), folded));
      if (accounts.userName() == UserName.SUB) {
        subject(accounts.issuer(), user, folded, all);
      }
    }
    return new Marks(all, issuedAt);
  }

  private static void subject(String issuer, String user, String folded, List<Mark> all) {
    all.add(Mark.of(Kind.SUBJECT, issuer, user));
    if (!folded.equals(user)) {
      all.add(Mark.of(Kind.SUBJECT, issuer, folded));
    }
  }

  Mark[] all() {
    return all;
  }

  /** Seconds since the epoch. */
  long issuedAt() {
    return issuedAt;
  }
}
