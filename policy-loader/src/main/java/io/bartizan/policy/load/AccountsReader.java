package io.bartizan.policy.load;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.RevocationSource;
import io.bartizan.policy.RevocationSource.Kind;
import io.bartizan.policy.SessionAccounts;
import io.bartizan.policy.SessionAccounts.UserName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of {@code identity.sessions} that say whose accounts their users have. */
final class AccountsReader {

  private final Problems problems;

  AccountsReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads them; null if there are none, or they are none, which is told.
   *
   * @param issuers those that are trusted
   * @param revocation who tells what of them: accounts that nobody tells of would look guarded
   */
  @Nullable SessionAccounts read(Fields sessions, List<Issuer> issuers, Revocation revocation) {
    Tree.Scalar issuer = sessions.text("issuer");
    Tree.Scalar word = sessions.text("userName");
    if (issuer == null) {
      if (word != null) {
        problems.add(
            Code.BZ1061,
            word,
            "'userName' says what an issuer calls its accounts, and no issuer is named",
            "write 'issuer' beside it: the one whose accounts log in");
      }
      return null;
    }
    UserName userName = userName(word);
    if (!known(issuer, issuers)) {
      return null;
    }
    boolean events = false;
    boolean logouts = false;
    for (RevocationSource source : revocation.sources()) {
      if (source.issuer().equals(issuer.text)) {
        events |= source.kind() != Kind.LOGOUT;
        logouts |= source.kind() == Kind.LOGOUT;
      }
    }
    if (!events && !(logouts && userName == UserName.SUB)) {
      problems.add(
          Code.BZ1062,
          issuer,
          logouts
              ? "a logout names accounts by 'sub', and sessions have '" + userName.word() + "'"
              : "nobody tells of the accounts of '" + issuer.text + "'",
          "write an entry of identity.revocation.events"
              + (userName == UserName.SUB ? " or logout" : "")
              + " with this issuer");
    }
    return new SessionAccounts(issuer.text, userName);
  }

  private boolean known(Tree.Scalar issuer, List<Issuer> issuers) {
    List<String> names = new ArrayList<>();
    for (Issuer one : issuers) {
      names.add(one.issuer());
    }
    if (names.contains(issuer.text)) {
      return true;
    }
    problems.add(
        Code.BZ1061,
        issuer,
        "'" + issuer.text + "' is no issuer of 'identity.issuers'",
        names.isEmpty() ? null : Suggestion.among(issuer.text, names.toArray(new String[0])));
    return false;
  }

  private UserName userName(Tree.@Nullable Scalar word) {
    if (word == null) {
      return UserName.SUB;
    }
    List<String> words = new ArrayList<>();
    for (UserName one : UserName.values()) {
      if (one.word().equals(word.text)) {
        return one;
      }
      words.add(one.word());
    }
    problems.add(
        Code.BZ1010,
        word,
        "the name of an account's user can't be '" + word.text + "'",
        Suggestion.among(word.text, words.toArray(new String[0])));
    return UserName.SUB;
  }
}
